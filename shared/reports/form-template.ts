import { z } from 'zod';
import { feedbackPartSchema } from '../model/review';

/** Words of a layout. */
export const labelSchema = z.string().trim().min(1).max(120);
const label = labelSchema;

/** What a form can say of the session and of who reviewed it. */
export const formFactSchema = z.enum([
  'session',
  'date',
  'length',
  'coach',
  'client',
  'reviewer',
  'setting',
  'framework',
  'submitted',
]);
export type FormFact = z.infer<typeof formFactSchema>;

/** Parts that the layouts of all reports can have. */
export const textPartSchema = z.object({
  type: z.literal('text'),
  heading: label.optional(),
  text: z.string().min(1).max(4_000),
});
export const signaturesPartSchema = z.object({
  type: z.literal('signatures'),
  heading: label,
  lines: z.array(label).min(1).max(6),
});

const formPartSchema = z.discriminatedUnion('type', [
  textPartSchema,
  z.object({
    type: z.literal('facts'),
    heading: label.optional(),
    facts: z.array(z.object({ fact: formFactSchema, label })).min(1),
  }),
  /** Competency by competency: rating, evidence, written feedback. */
  z.object({
    type: z.literal('competencies'),
    heading: label,
    rating: label,
    feedback: label,
    /** Before the states of the indicators. */
    checklist: label,
    columns: z.object({ time: label, quote: label, observed: label, indicators: label }),
    /** Said where no moment is linked to a competency. */
    noEvidence: label,
  }),
  z.object({ type: z.literal('feedback'), part: feedbackPartSchema, heading: label }),
  signaturesPartSchema,
]);

/** What every layout says of itself. */
export const templateHeadSchema = z.object({
  schemaVersion: z.literal(1),
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be lower-case words joined by hyphens'),
  /** Part of a file's name. */
  edition: z
    .string()
    .max(40)
    .regex(/^[A-Za-z0-9][A-Za-z0-9.-]*$/, 'must be letters, digits, dots and hyphens'),
  language: z.string().min(2).max(20),
  title: label,
});

/** Which report a layout is for. */
export const reportKindSchema = z.enum(['session-observation', 'competency-review']);
export type ReportKind = z.infer<typeof reportKindSchema>;

/** The layout and the words of a form; what is filled in comes from a review. */
export const formTemplateSchema = z.object({
  ...templateHeadSchema.shape,
  /** Layouts that say nothing are for this one. */
  report: z.literal('session-observation').default('session-observation'),
  parts: z.array(formPartSchema).min(1).max(40),
});
export type FormTemplate = z.infer<typeof formTemplateSchema>;
export type FormPart = FormTemplate['parts'][number];
