import { z } from 'zod';
import { idSchema } from './identifiers';

const jobBase = {
  id: idSchema,
  /** The name under which the file is offered for saving. */
  fileName: z.string().min(1),
};

/** Where one file that is made for saving stands. It is fetched from `/exports/<id>` once it is done. */
export const exportJobSchema = z.discriminatedUnion('phase', [
  z.object({
    ...jobBase,
    phase: z.literal('writing'),
    writtenBytes: z.number().int().nonnegative(),
    /** 0 until it is known. */
    totalBytes: z.number().int().nonnegative(),
  }),
  z.object({ ...jobBase, phase: z.literal('done'), sizeBytes: z.number().int().positive() }),
  z.object({ ...jobBase, phase: z.literal('failed'), message: z.string() }),
  z.object({ ...jobBase, phase: z.literal('cancelled') }),
]);
export type ExportJob = z.infer<typeof exportJobSchema>;

/** An export that waits to be saved. */
export type FinishedExport = Extract<ExportJob, { phase: 'done' }>;
