import { z } from 'zod';
import { idSchema } from './identifiers';
import { timingReasonSchema } from './recording-timing';

/** Why a recording is played from a file in which times are only near, beside what the file itself is like. */
const approximateReasonSchema = z.enum([
  ...timingReasonSchema.options,
  /** The user stopped the making of what is exact. */
  'stopped',
  /** It could not be made; the import list says why. */
  'failed',
  /** The library is open for reading only, so nothing can be made in it. */
  'reading',
]);

/** What can be done where a recording cannot be played. */
const playbackWaySchema = z.enum([
  /** An ffmpeg is on this computer and not allowed. */
  'allow',
  /** None is there, or what is there does not answer. */
  'install',
  /** The making of a copy was stopped, or it failed: it can be tried again. */
  'again',
  /** The library is open for reading only, so nothing can be made in it. */
  'reading',
]);
export type PlaybackWay = z.infer<typeof playbackWaySchema>;

/** From what a session's recording is played at the moment. */
export const playbackSchema = z.discriminatedUnion('state', [
  /** Every time is where it says. */
  z.object({ state: z.literal('exact') }),
  /** From the original, with times that are only near. */
  z.object({
    state: z.literal('approximate'),
    reasons: z.array(approximateReasonSchema),
    /** Whether trying again may help. */
    canPrepare: z.boolean(),
  }),
  /** What is played is being made; the import says how far it is. */
  z.object({ state: z.literal('preparing'), importId: idSchema }),
  /** The player has no decoder for its sound, and there is no copy that plays. */
  z.object({
    state: z.literal('unplayable'),
    way: playbackWaySchema,
  }),
]);
export type Playback = z.infer<typeof playbackSchema>;
