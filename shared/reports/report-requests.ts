import { z } from 'zod';
import { mentoringSettingSchema } from '../model/competency-review';
import { calendarDateSchema, idSchema } from '../model/identifiers';
import { reportBlockSchema } from './report-blocks';
import { templateReferenceSchema } from './report-template';

export const observationFormRequestSchema = z.object({
  reviewId: idSchema,
  template: templateReferenceSchema,
  /** Of the mentoring around the session, which nothing else in the library tells. */
  setting: mentoringSettingSchema,
  replaceNames: z.boolean(),
});
export type ObservationFormRequest = z.infer<typeof observationFormRequestSchema>;

export const competencyReviewRequestSchema = z.object({
  competencyReviewId: idSchema,
  template: templateReferenceSchema,
  replaceNames: z.boolean(),
});
export type CompetencyReviewRequest = z.infer<typeof competencyReviewRequestSchema>;

export const mentoringReportRequestSchema = z.object({
  /** Calendar date at the user's: talks after it count for nothing yet. */
  today: calendarDateSchema,
  replaceNames: z.boolean(),
});
export type MentoringReportRequest = z.infer<typeof mentoringReportRequestSchema>;

/** A report as it will print, and what it lacks. */
export const reportSchema = z.object({
  title: z.string(),
  language: z.string(),
  blocks: z.array(reportBlockSchema),
  /** Sentences for whoever makes it; none of them is printed. */
  gaps: z.array(z.string()),
});
export type Report = z.infer<typeof reportSchema>;

export const observationFormSchema = reportSchema.extend({ sessionId: idSchema });
export type ObservationForm = z.infer<typeof observationFormSchema>;

export const competencyReviewReportSchema = reportSchema.extend({
  /** The sessions in it. */
  sessionIds: z.array(idSchema),
  /** Chosen reviews that cannot be in it, and why. */
  left: z.array(z.object({ reviewId: idSchema, reason: z.string() })),
});
export type CompetencyReviewReport = z.infer<typeof competencyReviewReportSchema>;
