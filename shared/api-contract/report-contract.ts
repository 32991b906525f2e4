import { z } from 'zod';
import { formTemplateSchema } from '../reports/form-template';
import { observationFormRequestSchema, observationFormSchema } from '../reports/report-requests';
import { byExport, nothing } from './inputs';
import { mutation, query } from './procedure';

export const reports = {
  /** The layouts that forms can have, the shipped ones first. */
  templates: query(nothing, z.array(formTemplateSchema)),
  importTemplate: mutation(
    z.object({ fileName: z.string().max(400), text: z.string().max(1_000_000) }),
    formTemplateSchema,
  ),
  /** The form of one observed session. */
  observationForm: query(observationFormRequestSchema, observationFormSchema),
  saveObservationForm: mutation(observationFormRequestSchema, byExport),
} as const;
