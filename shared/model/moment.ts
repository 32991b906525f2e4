import { z } from 'zod';
import { idSchema, millisecondsSchema, timestampSchema } from './identifiers';
import { momentDetailsSchema } from './moment-details';

/** What a mark says about the moment: it was shown, an opportunity passed, or it speaks against. */
export const polaritySchema = z.enum(['shown', 'missed', 'against']);
export type Polarity = z.infer<typeof polaritySchema>;

/** How a kind of moment is named and how far around a single key press its interval reaches. */
export const momentKindSchema = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be lower-case words joined by hyphens'),
  label: z.string().min(1).max(60),
  description: z.string().max(500).default(''),
  /** Milliseconds before the key press at which a marked interval starts. */
  leadMs: millisecondsSchema.max(120_000),
  /** Milliseconds after the key press at which it ends; 0 with a lead of 0 makes a point. */
  lagMs: millisecondsSchema.max(120_000),
});
export type MomentKind = z.infer<typeof momentKindSchema>;

export const MAXIMUM_TEXT_LENGTH = 20_000;

/**
 * One marked point or interval of one reviewer.
 *
 * `startMs` is inclusive and `endMs` exclusive; without `endMs` the moment is a point. The links to the checklist
 * stand here and nowhere else, so deleting a moment can leave no dangling evidence behind.
 */
export const momentSchema = z
  .object({
    id: idSchema,
    kind: momentKindSchema.shape.id,
    polarity: polaritySchema,
    startMs: millisecondsSchema,
    endMs: millisecondsSchema.optional(),
    /** Codes of the indicators for which this moment is evidence. */
    indicators: z.array(z.string().min(1)).default([]),
    /** Codes of the competencies for whose rating this moment is evidence as a whole. */
    competencies: z.array(z.string().min(1)).default([]),
    note: z.string().max(MAXIMUM_TEXT_LENGTH).default(''),
    /** Words that were spoken, verbatim. */
    quote: z.string().max(MAXIMUM_TEXT_LENGTH).default(''),
    /** The form of the moment's own kind; absent while nothing is written in it. */
    details: momentDetailsSchema.optional(),
    createdAt: timestampSchema,
  })
  .refine((moment) => moment.details === undefined || moment.details.kind === moment.kind, {
    message: 'the details of a moment must be of its own kind',
    path: ['details'],
  })
  .refine((moment) => moment.endMs === undefined || moment.endMs > moment.startMs, {
    message: 'a moment must end after it starts',
    path: ['endMs'],
  });
export type Moment = z.infer<typeof momentSchema>;

/**
 * The kinds with which the agreement trail computes. They are the one set of kinds that stands in code;
 * a framework may add others as data.
 */
export const TRAIL_KINDS = [
  {
    id: 'session-agreement',
    label: 'Session agreement',
    description: 'What this session is for is explored, offered and agreed.',
    leadMs: 10_000,
    lagMs: 20_000,
  },
  {
    id: 're-contracting',
    label: 'Re-contracting',
    description: 'The direction shifts, is named, and the client chooses.',
    leadMs: 10_000,
    lagMs: 15_000,
  },
  {
    id: 'partnering',
    label: 'Partnering',
    description: 'A choice is offered and the client’s choice is followed.',
    leadMs: 5_000,
    lagMs: 10_000,
  },
  {
    id: 'mini-contract',
    label: 'Mini-contract',
    description: 'Permission is asked before an observation, an exercise, a challenge or knowledge.',
    leadMs: 5_000,
    lagMs: 10_000,
  },
  {
    id: 'deeper-theme',
    label: 'Deeper theme',
    description: 'What lies under the presented topic is heard and named.',
    leadMs: 5_000,
    lagMs: 10_000,
  },
  {
    id: 'between-session-agreement',
    label: 'Between sessions',
    description: 'What happens until the next session: what, by when, tracked how, which contact.',
    leadMs: 5_000,
    lagMs: 15_000,
  },
  {
    id: 'accountability',
    label: 'Accountability',
    description: 'How the client will hold herself to it, and whose design that is.',
    leadMs: 5_000,
    lagMs: 10_000,
  },
  {
    id: 'closing',
    label: 'Closing',
    description: 'How to finish is asked and agreed before time is up.',
    leadMs: 5_000,
    lagMs: 15_000,
  },
  {
    id: 'role-shift',
    label: 'Role shift',
    description: 'The coach leaves the role of coach: signalled, permitted, brief, floor returned.',
    leadMs: 5_000,
    lagMs: 10_000,
  },
] as const satisfies readonly MomentKind[];

/** Lists the trail's own kinds followed by the framework's, in the order in which their keys are given out. */
export function kindsOf(framework: { kinds: readonly MomentKind[] }): readonly MomentKind[] {
  return [...TRAIL_KINDS, ...framework.kinds];
}

/** The last moment of time a moment covers: `endMs` (exclusive) of an interval, `startMs` of a point. */
export function momentEndMs(moment: Pick<Moment, 'startMs' | 'endMs'>): number {
  return moment.endMs ?? moment.startMs;
}

/** Orders moments by start, then by end, then by id, so that every list of them is stable. */
export function compareMoments(a: Moment, b: Moment): number {
  return a.startMs - b.startMs || momentEndMs(a) - momentEndMs(b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
