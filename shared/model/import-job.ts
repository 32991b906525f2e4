import { z } from 'zod';
import { idSchema } from './identifiers';
import { packageInspectionSchema } from './package';

const jobBase = {
  id: idSchema,
  /** The file's own name, for people. */
  fileName: z.string(),
  sizeBytes: z.number().int().nonnegative(),
};

/** Where one file that is being taken in stands. Every phase but the last four is still at work. */
export const importJobSchema = z.discriminatedUnion('phase', [
  z.object({
    ...jobBase,
    phase: z.literal('receiving'),
    receivedBytes: z.number().int().nonnegative(),
    /** Averaged over the last seconds; 0 until known. */
    bytesPerSecond: z.number().nonnegative(),
  }),
  z.object({ ...jobBase, phase: z.literal('examining') }),
  /** The same recording is here already: the user chooses between opening that and adding it once more. */
  z.object({
    ...jobBase,
    phase: z.literal('duplicate'),
    existing: z.array(z.object({ sessionId: idSchema, title: z.string() })).min(1),
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
  z.object({ ...jobBase, phase: z.literal('failed'), message: z.string() }),
  z.object({ ...jobBase, phase: z.literal('cancelled') }),
]);
export type ImportJob = z.infer<typeof importJobSchema>;
export type ImportPhase = ImportJob['phase'];

/** Whether a job will change no more by itself and has nothing to ask. */
export function isSettled(job: ImportJob): boolean {
  return job.phase === 'done' || job.phase === 'failed' || job.phase === 'cancelled';
}
