import { z } from 'zod';
import { idSchema } from './identifiers';
import { packageInspectionSchema } from './package';

/** What a copy is made for: exact positions, a sound that can be played, or a picture that can be seen. */
export const preparedThingSchema = z.enum(['positions', 'sound', 'picture']);
export type PreparedThing = z.infer<typeof preparedThingSchema>;

const jobBase = {
  id: idSchema,
  /** The file's own name, for people. */
  fileName: z.string(),
  sizeBytes: z.number().int().nonnegative(),
};

/** Where one file that is being taken in stands. Those that `isSettled` names are over; the others are still at work, or ask. */
export const importJobSchema = z.discriminatedUnion('phase', [
  z.object({
    ...jobBase,
    phase: z.literal('receiving'),
    receivedBytes: z.number().int().nonnegative(),
    /** Averaged over the last seconds; 0 until known. */
    bytesPerSecond: z.number().nonnegative(),
  }),
  z.object({ ...jobBase, phase: z.literal('examining') }),
  /** A copy is being made from which the recording is played. */
  z.object({
    ...jobBase,
    phase: z.literal('preparing'),
    makes: preparedThingSchema,
    /** From 0 to 1. */
    done: z.number().min(0).max(1),
    /** Set where the session is there already. */
    sessionId: idSchema.optional(),
  }),
  /** The same recording is here already: the user chooses between opening that and adding it once more. */
  z.object({
    ...jobBase,
    phase: z.literal('duplicate'),
    existing: z.array(z.object({ sessionId: idSchema, title: z.string() })).min(1),
  }),
  /**
   * The player has no decoder for it. An ffmpeg that is on this computer can make a copy that plays: the user decides,
   * where she allows its use.
   */
  z.object({
    ...jobBase,
    phase: z.literal('unplayable'),
    /** What the recording is and that it cannot be played, in a whole sentence. */
    message: z.string(),
  }),
  /** It is encrypted, and this library's own key does not open it. */
  z.object({
    ...jobBase,
    phase: z.literal('locked'),
    /** A passphrase can be tried; a key of someone else cannot, and `reason` says why it is not hers. */
    opensWith: z.enum(['passphrase', 'key']),
    reason: z.string().optional(),
  }),
  /** It is a package: nothing is stored before the user has seen what it holds and agreed. */
  z.object({ ...jobBase, phase: z.literal('package'), inspection: packageInspectionSchema }),
  z.object({
    ...jobBase,
    phase: z.literal('done'),
    sessionId: idSchema,
    /** Set when something about the recording should be known, such as a picture that cannot be shown. */
    warning: z.string().optional(),
  }),
  /** The copy for a session that was there already is made. */
  z.object({
    ...jobBase,
    phase: z.literal('prepared'),
    makes: preparedThingSchema,
    sessionId: idSchema,
  }),
  z.object({ ...jobBase, phase: z.literal('failed'), message: z.string() }),
  z.object({ ...jobBase, phase: z.literal('cancelled') }),
]);
export type ImportJob = z.infer<typeof importJobSchema>;
export type ImportPhase = ImportJob['phase'];

/** Whether a job will change no more by itself and has nothing to ask. */
export function isSettled(job: ImportJob): boolean {
  switch (job.phase) {
    case 'done':
    case 'prepared':
    case 'failed':
    case 'cancelled':
      return true;
    default:
      return false;
  }
}
