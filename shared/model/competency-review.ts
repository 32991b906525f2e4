import { z } from 'zod';
import { frameworkReferenceSchema } from './framework';
import { idSchema, timestampSchema } from './identifiers';
import { MAXIMUM_TEXT_LENGTH } from './moment';

/** Whether the mentoring around an observed session was between two people or in a group. */
export const mentoringSettingSchema = z.enum(['one-to-one', 'group']);
export type MentoringSetting = z.infer<typeof mentoringSettingSchema>;

/** What whoever writes it decides about one competency, from the evidence of all sessions together. */
export const proficiencyJudgementSchema = z.object({
  /** Absent while it is not decided. */
  proficiency: z.enum(['shown', 'not-yet']).optional(),
  feedback: z.string().max(MAXIMUM_TEXT_LENGTH).default(''),
});
export type ProficiencyJudgement = z.infer<typeof proficiencyJudgementSchema>;

/** The most sessions that one competency review is made of. */
export const MAXIMUM_REVIEWED_SESSIONS = 60;

export const competencyReviewContentSchema = z.object({
  /** Whose sessions they are: the name that stands in the form. */
  coach: z.string().trim().max(120),
  /** The one edition that it speaks of. */
  framework: frameworkReferenceSchema,
  /** Submitted reviews, each of one observed session; their words and times are read from them and never copied. */
  sessions: z
    .array(z.object({ reviewId: idSchema, setting: mentoringSettingSchema }))
    .max(MAXIMUM_REVIEWED_SESSIONS)
    .refine((sessions) => new Set(sessions.map(({ reviewId }) => reviewId)).size === sessions.length, {
      message: 'names a review twice',
    }),
  /** By competency code. */
  judgements: z.record(z.string().min(1).max(40), proficiencyJudgementSchema),
  /** About all of it. */
  summary: z.string().max(MAXIMUM_TEXT_LENGTH),
});
export type CompetencyReviewContent = z.infer<typeof competencyReviewContentSchema>;

/** `competency-reviews/<id>.json`: what several observed sessions of one coach show together. */
export const competencyReviewDocumentSchema = z.object({
  schemaVersion: z.literal(1),
  id: idSchema,
  createdAt: timestampSchema,
  changedAt: timestampSchema,
  /** Profile id of the coach: the owner's own, or of the person whose sessions were received. */
  of: idSchema,
  content: competencyReviewContentSchema,
});
export type CompetencyReviewDocument = z.infer<typeof competencyReviewDocumentSchema>;

export const competencyReviewSummarySchema = competencyReviewDocumentSchema
  .pick({ id: true, changedAt: true, of: true })
  .extend({
    ...competencyReviewContentSchema.pick({ coach: true, framework: true }).shape,
    sessions: z.number().int().nonnegative(),
  });
export type CompetencyReviewSummary = z.infer<typeof competencyReviewSummarySchema>;
