import { z } from 'zod';

/** What is known of an ffmpeg on this system. Nothing of it is run before the user has allowed it. */
export const ffmpegStateSchema = z.discriminatedUnion('state', [
  /** None was found on the path, in the usual places, or where the user said. */
  z.object({ state: z.literal('missing') }),
  /** It is there and was not run. */
  z.object({ state: z.literal('resting'), path: z.string() }),
  /** It is used; `version` is the line by which it names itself. */
  z.object({
    state: z.literal('ready'),
    path: z.string(),
    version: z.string(),
    /** Whether it can make a picture that the player shows. */
    makesPictures: z.boolean(),
  }),
  /** It does not answer as an ffmpeg does. */
  z.object({ state: z.literal('unusable'), path: z.string() }),
]);
export type FfmpegState = z.infer<typeof ffmpegStateSchema>;
