import { z } from 'zod';
import { type CompetencyReviewTemplate, competencyReviewTemplateSchema } from './competency-review-template';
import { type FormTemplate, formTemplateSchema, reportKindSchema, templateHeadSchema } from './form-template';

/** A layout of any report; `report` tells them apart. */
export type ReportTemplate = FormTemplate | CompetencyReviewTemplate;

/** Any layout; one that does not say which report it is for is of an observed session. */
export const reportTemplateSchema = z.union([competencyReviewTemplateSchema, formTemplateSchema]);

/** A layout as the lists of layouts name it. */
export const templateSummarySchema = templateHeadSchema
  .omit({ schemaVersion: true })
  .extend({ report: reportKindSchema });
export type TemplateSummary = z.infer<typeof templateSummarySchema>;

export const templateReferenceSchema = templateHeadSchema.pick({ id: true, edition: true });
export type TemplateReference = z.infer<typeof templateReferenceSchema>;

/** Reads the content of a layout's file by the schema of the report that it names, so that each fault names its place. */
export function parseReportTemplate(value: unknown): z.ZodSafeParseResult<ReportTemplate> {
  const named = z.object({ report: z.literal('competency-review') }).safeParse(value);
  return named.success
    ? competencyReviewTemplateSchema.safeParse(value)
    : formTemplateSchema.safeParse(value);
}

export function summariseTemplate({ report, id, edition, title, language }: ReportTemplate): TemplateSummary {
  return { report, id, edition, title, language };
}
