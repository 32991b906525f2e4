import { z } from 'zod';
import { crosswalkRelationSchema, crosswalkSchema } from './crosswalk';
import {
  competencySchema,
  domainSchema,
  editionChangeSchema,
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

/** Text that may be left empty until it is known. */
const draftSinceSchema = editionChangeSchema.extend({ note: anyText, uncertain: anyText.optional() });

const draftIndicatorSchema = indicatorSchema.extend({
  since: draftSinceSchema.optional(),
  code: anyText,
  text: anyText,
  countsFor: z.array(anyText),
  countsAgainst: z.array(anyText),
});

const draftCompetencySchema = competencySchema.extend({
  since: draftSinceSchema.optional(),
  borrowed: z.array(anyText),
  kinds: z.array(anyText),
  scaleId: anyText.optional(),
  code: anyText,
  title: anyText,
  indicators: z.array(draftIndicatorSchema).max(20_000),
});

const draftDomainSchema = domainSchema.extend({
  id: anyText,
  title: anyText,
  competencies: z.array(draftCompetencySchema),
});

const draftScaleSchema = scaleSchema.extend({
  id: anyText,
  title: anyText,
  values: z.array(scaleValueSchema.extend({ id: anyText, label: anyText })),
});

const draftKindSchema = momentKindSchema.extend({
  id: anyText,
  label: anyText,
  description: anyText,
  leadMs: z.number(),
  lagMs: z.number(),
});

const draftCrosswalkSchema = crosswalkSchema.extend({
  to: z.object({ id: anyText, edition: anyText }),
  lines: z.array(
    z.object({
      from: anyText,
      to: z.array(anyText).max(1_000),
      relation: crosswalkRelationSchema,
      note: anyText,
      uncertain: anyText.optional(),
    }),
  ),
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
  kinds: z.array(draftKindSchema),
  domains: z.array(draftDomainSchema),
  crosswalks: z.array(draftCrosswalkSchema),
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
