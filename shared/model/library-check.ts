import { z } from 'zod';
import { idSchema, timestampSchema } from './identifiers';

/** One thing that a check of the library found, in words for its user. */
export const checkFindingSchema = z.object({
  /** A problem needs the user; a remark is good to know. */
  kind: z.enum(['problem', 'remark']),
  message: z.string(),
  /** The session it is about, where there is one to open. */
  sessionId: idSchema.optional(),
});
export type CheckFinding = z.infer<typeof checkFindingSchema>;

/** What a check read, and what it found. */
export const checkReportSchema = z.object({
  startedAt: timestampSchema,
  finishedAt: timestampSchema,
  sessions: z.number().int().nonnegative(),
  reviews: z.number().int().nonnegative(),
  /** Recordings and excerpts whose every byte was compared, linked originals included. */
  recordings: z.number().int().nonnegative(),
  backups: z.number().int().nonnegative(),
  readBytes: z.number().int().nonnegative(),
  findings: z.array(checkFindingSchema),
});
export type CheckReport = z.infer<typeof checkReportSchema>;

/** Where the check of the library stands. There is one at a time. */
export const checkJobSchema = z.discriminatedUnion('phase', [
  z.object({
    phase: z.literal('running'),
    /** What is being read, such as a session’s title. */
    reading: z.string(),
    readBytes: z.number().int().nonnegative(),
    /** 0 until it is known. */
    totalBytes: z.number().int().nonnegative(),
  }),
  z.object({ phase: z.literal('done'), report: checkReportSchema }),
  z.object({ phase: z.literal('failed'), message: z.string() }),
  z.object({ phase: z.literal('cancelled') }),
]);
export type CheckJob = z.infer<typeof checkJobSchema>;
