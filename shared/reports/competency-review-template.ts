import { z } from 'zod';
import {
  labelSchema as label,
  signaturesPartSchema,
  templateHeadSchema,
  textPartSchema,
} from './form-template';

/** What a competency review can say of all its sessions together. */
export const competencyReviewFactSchema = z.enum([
  'coach',
  'reviewers',
  'framework',
  'sessions',
  'period',
  'one-to-one',
]);
export type CompetencyReviewFact = z.infer<typeof competencyReviewFactSchema>;

const partSchema = z.discriminatedUnion('type', [
  textPartSchema,
  z.object({
    type: z.literal('facts'),
    heading: label.optional(),
    facts: z.array(z.object({ fact: competencyReviewFactSchema, label })).min(1),
  }),
  /** The sessions that it is made of. */
  z.object({
    type: z.literal('sessions'),
    heading: label,
    columns: z.object({ date: label, session: label, reviewer: label, setting: label }),
  }),
  /** Competency by competency: what was decided, the ratings session by session, the evidence behind them. */
  z.object({
    type: z.literal('competencies'),
    heading: label,
    proficiency: label,
    /** The words for what can be decided. */
    decisions: z.object({ shown: label, notYet: label, undecided: label }),
    ratings: z.object({ date: label, session: label, rating: label, rationale: label }),
    evidence: z.object({ session: label, time: label, quote: label, observed: label }),
    feedback: label,
    /** Said where no moment of any session is linked to a competency. */
    noEvidence: label,
  }),
  z.object({ type: z.literal('summary'), heading: label }),
  signaturesPartSchema,
]);

/** The layout and the words of a competency review. */
export const competencyReviewTemplateSchema = z.object({
  ...templateHeadSchema.shape,
  report: z.literal('competency-review'),
  parts: z.array(partSchema).min(1).max(40),
});
export type CompetencyReviewTemplate = z.infer<typeof competencyReviewTemplateSchema>;
export type CompetencyReviewPart = CompetencyReviewTemplate['parts'][number];
