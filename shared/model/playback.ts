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
  /** What is exact is being made; the import says how far it is. */
  z.object({ state: z.literal('preparing'), importId: idSchema }),
]);
export type Playback = z.infer<typeof playbackSchema>;
