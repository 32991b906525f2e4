import { z } from 'zod';
import {
  competencyReviewContentSchema,
  competencyReviewDocumentSchema,
  competencyReviewSummarySchema,
} from '../model/competency-review';
import { frameworkReferenceSchema } from '../model/framework';
import { idSchema } from '../model/identifiers';
import { reportKindSchema } from '../reports/form-template';
import {
  competencyReviewReportSchema,
  competencyReviewRequestSchema,
  mentoringReportRequestSchema,
  observationFormRequestSchema,
  observationFormSchema,
  reportSchema,
} from '../reports/report-requests';
import { templateSummarySchema } from '../reports/report-template';
import { byExport, nothing } from './inputs';
import { mutation, query } from './procedure';

const byCompetencyReview = z.object({ competencyReviewId: idSchema });

export const reports = {
  /** The layouts that a report can have, the shipped ones first. */
  templates: query(z.object({ report: reportKindSchema }), z.array(templateSummarySchema)),
  importTemplate: mutation(
    z.object({ report: reportKindSchema, fileName: z.string().max(400), text: z.string().max(1_000_000) }),
    templateSummarySchema,
  ),
  /** The form of one observed session. */
  observationForm: query(observationFormRequestSchema, observationFormSchema),
  saveObservationForm: mutation(observationFormRequestSchema, byExport),
  /** What several observed sessions show together. */
  competencyReview: query(competencyReviewRequestSchema, competencyReviewReportSchema),
  saveCompetencyReview: mutation(competencyReviewRequestSchema, byExport),
  /** The owner's mentoring log on paper. */
  mentoringLog: query(mentoringReportRequestSchema, reportSchema),
  saveMentoringLog: mutation(mentoringReportRequestSchema, byExport),
} as const;

export const competencyReviews = {
  /** The last changed first. */
  list: query(nothing, z.array(competencyReviewSummarySchema)),
  get: query(byCompetencyReview, competencyReviewDocumentSchema),
  /** Begins one of a person's sessions, with the submitted reviews under one framework. */
  start: mutation(z.object({ of: idSchema, framework: frameworkReferenceSchema }), byCompetencyReview),
  save: mutation(
    byCompetencyReview.extend({ content: competencyReviewContentSchema }),
    competencyReviewSummarySchema,
  ),
  /** Deletes what was decided; the reviews stay. */
  remove: mutation(byCompetencyReview, nothing),
} as const;
