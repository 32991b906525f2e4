import { z } from 'zod';
import { calendarDateSchema, idSchema } from './identifiers';

/** A text of an engagement: a few pages at most. */
export const textSchema = z.string().max(8_000);
export const lineSchema = z.string().max(500);

/** A step on the way to a goal. */
export const milestoneSchema = z.object({
  id: idSchema,
  what: lineSchema,
  byWhen: calendarDateSchema.nullable(),
  reachedOn: calendarDateSchema.nullable(),
});
export type Milestone = z.infer<typeof milestoneSchema>;

/** How a goal stood on a day, by the measures that were chosen for it, and what came of looking at it. */
export const lookBackSchema = z.object({ id: idSchema, on: calendarDateSchema, words: textSchema });
export type LookBack = z.infer<typeof lookBackSchema>;

export const goalSchema = z.object({
  id: idSchema,
  title: lineSchema,
  setOn: calendarDateSchema,
  owner: z.enum(['client', 'coach', 'both']),
  specific: textSchema,
  measurable: textSchema,
  achievable: textSchema,
  relevant: textSchema,
  timeBound: textSchema,
  measures: textSchema,
  milestones: z.array(milestoneSchema).max(200),
  smallWins: textSchema,
  obstacles: textSchema,
  responses: textSchema,
  lookAgainOn: calendarDateSchema.nullable(),
  lookBacks: z.array(lookBackSchema).max(500).default([]),
  afterCare: textSchema,
});
export type Goal = z.infer<typeof goalSchema>;

/** One part of the way that the two drew together. */
export const phaseSchema = z.object({
  id: idSchema,
  title: lineSchema,
  aim: textSchema,
  from: calendarDateSchema.nullable(),
  until: calendarDateSchema.nullable(),
  isDone: z.boolean(),
});
export type Phase = z.infer<typeof phaseSchema>;

/** A way of working, which is used only while the client agrees to it. */
export const methodSchema = z.object({
  id: idSchema,
  name: lineSchema,
  /** What it is for, in words that the client was given. */
  purpose: textSchema,
  consentedOn: calendarDateSchema.nullable(),
  withdrawnOn: calendarDateSchema.nullable(),
});
export type Method = z.infer<typeof methodSchema>;

/** What the two changed in their way of working, and why. */
export const adaptationSchema = z.object({
  id: idSchema,
  on: calendarDateSchema,
  what: textSchema,
  why: textSchema,
});
export type Adaptation = z.infer<typeof adaptationSchema>;

/** A talk after the end of the coaching. */
export const checkInSchema = z.object({
  id: idSchema,
  on: calendarDateSchema,
  doneOn: calendarDateSchema.nullable(),
  words: textSchema,
});
export type CheckIn = z.infer<typeof checkInSchema>;

export const planSchema = z.object({
  /** What the first conversation brought. */
  hopes: textSchema,
  challenges: textSchema,
  motivations: textSchema,
  surroundings: textSchema,
  /** What holds in every session, and what is free. */
  structure: textSchema,
  flexibility: textSchema,
  phases: z.array(phaseSchema).max(100),
  methods: z.array(methodSchema).max(200),
  adaptations: z.array(adaptationSchema).max(500),
  /** What the client goes on with by herself when the coaching has ended, and how contact is then. */
  practices: textSchema,
  contactAfterwards: textSchema,
  checkIns: z.array(checkInSchema).max(200),
});
export type Plan = z.infer<typeof planSchema>;

/** What the client said of the coaching when she was asked. */
export const feedbackEntrySchema = z.object({
  id: idSchema,
  on: calendarDateSchema,
  asked: textSchema,
  words: textSchema,
  change: textSchema,
});
export type FeedbackEntry = z.infer<typeof feedbackEntrySchema>;

export const clientFeedbackSchema = z.object({
  /** After how many weeks the coach asks again; `null` where nothing is agreed. */
  everyWeeks: z.number().int().min(1).max(104).nullable(),
  entries: z.array(feedbackEntrySchema).max(1_000),
});
export type ClientFeedback = z.infer<typeof clientFeedbackSchema>;

export const NO_PLAN: Plan = {
  hopes: '',
  challenges: '',
  motivations: '',
  surroundings: '',
  structure: '',
  flexibility: '',
  phases: [],
  methods: [],
  adaptations: [],
  practices: '',
  contactAfterwards: '',
  checkIns: [],
};

export const NO_FEEDBACK: ClientFeedback = { everyWeeks: null, entries: [] };
