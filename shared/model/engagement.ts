import { z } from 'zod';
import {
  clientFeedbackSchema,
  goalSchema,
  lineSchema,
  NO_FEEDBACK,
  NO_PLAN,
  planSchema,
  textSchema,
} from './engagement-work';
import { calendarDateSchema, idSchema, timestampSchema } from './identifiers';

export * from './engagement-work';

/** The words of a coaching agreement, part by part; empty where nothing is said yet. */
export const agreementTermsSchema = z.object({
  whatItIs: textSchema,
  whatItIsNot: textSchema,
  confidentiality: textSchema,
  limits: textSchema,
  logistics: textSchema,
  fees: textSchema,
  ending: textSchema,
});
export type AgreementTerms = z.infer<typeof agreementTermsSchema>;

/** A time of the day on the coach's clock, as in `09:30`. */
export const clockTimeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time of the day');

/** What holds for contact between sessions. */
export const betweenTermsSchema = z.object({
  coachToClient: textSchema,
  clientToCoach: textSchema,
  medium: textSchema,
  /** Days of the week with contact, 1 for Monday to 7 for Sunday; none where nothing is agreed. */
  days: z.array(z.number().int().min(1).max(7)).max(7),
  from: clockTimeSchema.nullable(),
  until: clockTimeSchema.nullable(),
  closedTimes: textSchema,
  /** Hours within which an answer can be expected. */
  answerWithinHours: z.number().int().min(1).max(1_000).nullable(),
  extra: textSchema,
  /** From how many minutes on contact costs extra. */
  paidFromMinutes: z.number().int().min(0).max(600).nullable(),
  namedContact: textSchema,
  checkIns: textSchema,
});
export type BetweenTerms = z.infer<typeof betweenTermsSchema>;

/** Which responsibilities each side has agreed to, by the codes of the charter. */
export const charterAgreementSchema = z.object({
  byCoach: z.array(z.string().max(40)).max(100),
  byClient: z.array(z.string().max(40)).max(100),
});
export type CharterAgreement = z.infer<typeof charterAgreementSchema>;

/** What was agreed on a day, as it was then, and who has confirmed it. It never changes but for the confirmations. */
function versionSchema<Terms extends z.ZodType>(terms: Terms) {
  return z.object({
    number: z.number().int().positive(),
    agreedOn: calendarDateSchema,
    terms,
    confirmedByCoachOn: calendarDateSchema.nullable(),
    confirmedByClientOn: calendarDateSchema.nullable(),
  });
}

function versionedSchema<Terms extends z.ZodType>(terms: Terms) {
  return z.object({ current: terms, versions: z.array(versionSchema(terms)).max(200) });
}

export type Version<Terms> = {
  number: number;
  agreedOn: string;
  terms: Terms;
  confirmedByCoachOn: string | null;
  confirmedByClientOn: string | null;
};
export type Versioned<Terms> = { current: Terms; versions: Version<Terms>[] };

/** A local date and time without a zone, as in `2026-11-22T18:30`: contact is judged by the clock on the wall. */
export const wallTimeSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/, 'is not a date and time')
  .refine((text) => calendarDateSchema.safeParse(text.slice(0, 10)).success, 'is not a day of the calendar');

/** One contact between sessions. */
export const contactEntrySchema = z.object({
  id: idSchema,
  at: wallTimeSchema,
  direction: z.enum(['to-coach', 'to-client']),
  medium: lineSchema,
  minutes: z.number().int().min(0).max(600),
  answeredAt: wallTimeSchema.nullable(),
  isPaid: z.boolean(),
  note: textSchema,
});
export type ContactEntry = z.infer<typeof contactEntrySchema>;

export const supervisionNoteSchema = z.object({
  id: idSchema,
  on: calendarDateSchema,
  text: textSchema,
  isDone: z.boolean(),
});
export type SupervisionNote = z.infer<typeof supervisionNoteSchema>;

export const engagementContentSchema = z.object({
  client: z.string().trim().min(1, 'a name or alias is needed').max(120),
  coach: z.string().max(120),
  startedOn: calendarDateSchema,
  /** Sessions of the library that belong to it; one that is deleted later is passed over. */
  sessionIds: z.array(idSchema).max(5_000),
  agreement: versionedSchema(agreementTermsSchema),
  between: versionedSchema(betweenTermsSchema),
  charter: versionedSchema(charterAgreementSchema),
  goals: z.array(goalSchema).max(200),
  plan: planSchema.default(NO_PLAN),
  feedback: clientFeedbackSchema.default(NO_FEEDBACK),
  contacts: z.array(contactEntrySchema).max(5_000),
  supervision: z.array(supervisionNoteSchema).max(1_000),
});
export type EngagementContent = z.infer<typeof engagementContentSchema>;

/** `engagements/<id>.json`: a coaching relationship that sessions may belong to. */
export const engagementDocumentSchema = z.object({
  schemaVersion: z.literal(1),
  id: idSchema,
  startedAt: timestampSchema,
  changedAt: timestampSchema,
  content: engagementContentSchema,
});
export type EngagementDocument = z.infer<typeof engagementDocumentSchema>;

const NO_AGREEMENT: AgreementTerms = {
  whatItIs: '',
  whatItIsNot: '',
  confidentiality: '',
  limits: '',
  logistics: '',
  fees: '',
  ending: '',
};

const NO_BETWEEN_TERMS: BetweenTerms = {
  coachToClient: '',
  clientToCoach: '',
  medium: '',
  days: [],
  from: null,
  until: null,
  closedTimes: '',
  answerWithinHours: null,
  extra: '',
  paidFromMinutes: null,
  namedContact: '',
  checkIns: '',
};

/** An engagement in which nothing is agreed yet. */
export function newEngagement(about: {
  client: string;
  coach: string;
  startedOn: string;
}): EngagementContent {
  return {
    ...about,
    sessionIds: [],
    agreement: { current: NO_AGREEMENT, versions: [] },
    between: { current: NO_BETWEEN_TERMS, versions: [] },
    charter: { current: { byCoach: [], byClient: [] }, versions: [] },
    goals: [],
    plan: NO_PLAN,
    feedback: NO_FEEDBACK,
    contacts: [],
    supervision: [],
  };
}
