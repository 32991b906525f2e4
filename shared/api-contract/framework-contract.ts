import { z } from 'zod';
import { frameworkReferenceSchema, frameworkSchema } from '../model/framework';
import { draftContentSchema, frameworkDraftSchema } from '../model/framework-draft';
import { idSchema } from '../model/identifiers';
import { byExport, nothing } from './inputs';
import { mutation, query } from './procedure';

const byDraft = z.object({ draftId: idSchema });

export const frameworkSummarySchema = z.object({
  ...frameworkReferenceSchema.shape,
  title: z.string(),
  description: z.string(),
  /** BCP 47 tag; `und` where the file did not say. */
  language: z.string(),
  sourceNote: z.string(),
  /** Why nothing of it must be taken as certain, where that is so. */
  uncertain: z.string().optional(),
  builtIn: z.boolean(),
  indicators: z.number().int().nonnegative(),
  /** Lines of the parts that can be gone through in a minute after a session. */
  selfCheckLines: z.number().int().nonnegative(),
  /** Where its own crosswalks lead; others may lead to it. */
  crosswalksTo: z.array(frameworkReferenceSchema),
});
export type FrameworkSummary = z.infer<typeof frameworkSummarySchema>;

export const frameworkDraftSummarySchema = frameworkDraftSchema
  .pick({ id: true, changedAt: true, basedOn: true })
  .extend({ title: z.string(), edition: z.string() });
export type FrameworkDraftSummary = z.infer<typeof frameworkDraftSummarySchema>;

export const frameworks = {
  list: query(nothing, z.array(frameworkSummarySchema)),
  get: query(frameworkReferenceSchema, frameworkSchema),
  /** Takes the text of a framework file or of a codebook; refused with everything that is wrong with it. */
  importFile: mutation(
    z.object({ fileName: z.string(), text: z.string().max(20_000_000) }),
    frameworkSummarySchema,
  ),
  /** As a file: all of it, or as a codebook for other programs. */
  export: mutation(frameworkReferenceSchema.extend({ format: z.enum(['json', 'codebook']) }), byExport),
  /** Deletes one that was added and that no review uses. */
  remove: mutation(frameworkReferenceSchema, nothing),
} as const;

/** Frameworks that are being written. */
export const frameworkDrafts = {
  /** The last changed first. */
  list: query(nothing, z.array(frameworkDraftSummarySchema)),
  get: query(byDraft, frameworkDraftSchema),
  start: mutation(
    z.discriminatedUnion('as', [
      z.object({ as: z.literal('new'), title: z.string().trim().min(1).max(300) }),
      z.object({ as: z.enum(['duplicate', 'edition']), framework: frameworkReferenceSchema }),
    ]),
    byDraft,
  ),
  save: mutation(byDraft.extend({ content: draftContentSchema }), frameworkDraftSummarySchema),
  /** Makes a framework of it that never changes again; refused with everything that is wrong in it. */
  finish: mutation(byDraft, frameworkSummarySchema),
  discard: mutation(byDraft, nothing),
} as const;
