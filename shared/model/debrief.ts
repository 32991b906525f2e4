import { z } from 'zod';
import { frameworkReferenceSchema } from './framework';
import { idSchema, millisecondsSchema, timestampSchema } from './identifiers';
import { personSchema } from './profile';

/** Fewer have nothing to compare; more are no longer heard one by one. */
export const FEWEST_REVIEWERS = 2;
export const MOST_REVIEWERS = 10;

/** What a group can agree on in one evening, in minutes. */
export const DEBRIEF_MINUTES = { least: 5, most: 600, usual: 60 } as const;

const MAXIMUM_NOTE_LENGTH = 4_000;

/** A reviewer of a debrief: which of her reviews counts, and the name that can stand for hers. */
export const participantSchema = z.object({
  reviewId: idSchema,
  profileId: idSchema,
  /** Stays hers for as long as the debrief lasts. */
  alias: z.string().min(1).max(40),
  /** Whether her review counts in the figures; one that was not independent does only where that was chosen. */
  counts: z.boolean(),
});
export type Participant = z.infer<typeof participantSchema>;

/** Names one step of a debrief's agenda: `moment/<review>/<moment>` by its first moment, or `rating/<competency>`. */
export const stepIdSchema = z.string().min(1).max(200);

/** What a step was about, kept with its result so that minutes can be read whatever becomes of the reviews. */
export const aboutStepSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('moment'),
    kind: z.string().min(1),
    startMs: millisecondsSchema,
    endMs: millisecondsSchema.optional(),
  }),
  z.object({ type: z.literal('rating'), competency: z.string().min(1) }),
]);
export type AboutStep = z.infer<typeof aboutStepSchema>;

/** What a group made of one step. It stands beside what everyone submitted and changes nothing of that. */
export const outcomeSchema = z.object({
  about: aboutStepSchema,
  /** Hands for each value, by its id. */
  hands: z.record(z.string().min(1).max(80), z.number().int().min(0).max(999)),
  /** Whether the group has seen what was scored alone. */
  isRevealed: z.boolean(),
  /** Absent until the group has said where it stands. */
  result: z.enum(['agreed', 'open']).optional(),
  /** The value that the group agreed on, if it wanted one. */
  value: z.string().min(1).max(80).optional(),
  note: z.string().max(MAXIMUM_NOTE_LENGTH),
  /** Time that was spent on it. */
  spentMs: millisecondsSchema,
});
export type Outcome = z.infer<typeof outcomeSchema>;

/** What a facilitator changed of the agenda as it was proposed. */
export const agendaChangeSchema = z.object({
  isIncluded: z.boolean().optional(),
  minutes: z.number().int().min(1).max(DEBRIEF_MINUTES.most).optional(),
});
export type AgendaChange = z.infer<typeof agendaChangeSchema>;

/** All that changes while a group talks. */
export const debriefContentSchema = z.object({
  totalMinutes: z.number().int().min(DEBRIEF_MINUTES.least).max(DEBRIEF_MINUTES.most),
  /** By step. */
  agenda: z.record(stepIdSchema, agendaChangeSchema),
  /** By step. */
  outcomes: z.record(stepIdSchema, outcomeSchema),
  /** The step that is on the screen; absent while the agenda is. */
  place: stepIdSchema.optional(),
  /** One intention each, by the id of her profile. */
  intentions: z.record(idSchema, z.string().max(1_000)),
  /** What else the minutes should hold. */
  remarks: z.string().max(MAXIMUM_NOTE_LENGTH),
});
export type DebriefContent = z.infer<typeof debriefContentSchema>;

export const namingSchema = z.enum(['names', 'aliases']);
export type Naming = z.infer<typeof namingSchema>;

/** `sessions/<id>/debriefs/<id>.json`: one talk of a group about one session under one framework. */
export const debriefDocumentSchema = z.object({
  schemaVersion: z.literal(1),
  id: idSchema,
  sessionId: idSchema,
  framework: frameworkReferenceSchema,
  facilitator: personSchema,
  startedAt: timestampSchema,
  /** Grows with every change, so that one that was made elsewhere is noticed. */
  revision: z.number().int().nonnegative(),
  /** From then on the reviewers stay as they are. */
  begunAt: timestampSchema.optional(),
  naming: namingSchema,
  participants: z.array(participantSchema).max(MOST_REVIEWERS),
  content: debriefContentSchema,
});
export type DebriefDocument = z.infer<typeof debriefDocumentSchema>;

export const EMPTY_DEBRIEF: DebriefContent = {
  totalMinutes: DEBRIEF_MINUTES.usual,
  agenda: {},
  outcomes: {},
  intentions: {},
  remarks: '',
};
