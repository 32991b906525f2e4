import { z } from 'zod';
import { idSchema } from '../model/identifiers';
import { formTemplateSchema } from './form-template';
import { reportBlockSchema } from './report-blocks';

export const observationFormRequestSchema = z.object({
  reviewId: idSchema,
  template: formTemplateSchema.pick({ id: true, edition: true }),
  /** Of the mentoring around the session, which nothing else in the library tells. */
  setting: z.enum(['one-to-one', 'group']),
  replaceNames: z.boolean(),
});
export type ObservationFormRequest = z.infer<typeof observationFormRequestSchema>;

/** A form as it will print, and what it lacks. */
export const observationFormSchema = z.object({
  sessionId: idSchema,
  title: z.string(),
  language: z.string(),
  blocks: z.array(reportBlockSchema),
  /** Sentences for whoever makes the form; none of them is printed. */
  gaps: z.array(z.string()),
});
export type ObservationForm = z.infer<typeof observationFormSchema>;
