import { z } from 'zod';
import { crosswalkSchema } from './crosswalk';
import {
  competencySchema,
  domainSchema,
  frameworkReferenceSchema,
  indicatorSchema,
  longTextSchema,
  scaleSchema,
  scaleValueSchema,
  uncertaintySchema,
} from './framework-parts';
import { idSchema, timestampSchema } from './identifiers';
import { momentKindSchema } from './moment';

/** Longer than any text that a finished framework takes, so that what is pasted is told and not lost. */
const anyText = z.string().max(8_000);

const draftIndicatorSchema = indicatorSchema.extend({
  code: anyText,
  text: anyText,
  countsFor: z.array(anyText),
  countsAgainst: z.array(anyText),
});

const draftCompetencySchema = competencySchema.extend({
  code: anyText,
  title: anyText,
  indicators: z.array(draftIndicatorSchema).max(20_000),
});

const draftDomainSchema = domainSchema.extend({
  title: anyText,
  competencies: z.array(draftCompetencySchema),
});

const draftScaleSchema = scaleSchema.extend({
  title: anyText,
  values: z.array(scaleValueSchema.extend({ label: anyText })),
});

/** A framework as it is while it is written: something may be missing, too long, or named twice. */
export const draftContentSchema = z.object({
  schemaVersion: z.literal(1),
  id: anyText,
  edition: anyText,
  language: anyText,
  title: anyText,
  description: longTextSchema,
  sourceNote: longTextSchema,
  uncertain: uncertaintySchema.optional(),
  scales: z.array(draftScaleSchema),
  kinds: z.array(momentKindSchema),
  domains: z.array(draftDomainSchema),
  crosswalks: z.array(crosswalkSchema),
});
export type DraftContent = z.infer<typeof draftContentSchema>;

/** `framework-drafts/<id>.json`: a framework that is being written and that no review can use yet. */
export const frameworkDraftSchema = z.object({
  schemaVersion: z.literal(1),
  id: idSchema,
  startedAt: timestampSchema,
  changedAt: timestampSchema,
  /** The framework that it began as a copy of. */
  basedOn: frameworkReferenceSchema.optional(),
  content: draftContentSchema,
});
export type FrameworkDraft = z.infer<typeof frameworkDraftSchema>;
