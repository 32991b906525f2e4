import { z } from 'zod';
import { millisecondsSchema } from './identifiers';

/** Longest text of one field of a form. */
export const MAXIMUM_WORDS_LENGTH = 2_000;

/** A short text of the reviewer's, or words of the client; empty where nothing is said. */
const wordsSchema = z.string().max(MAXIMUM_WORDS_LENGTH);

/** Whether the work is on what the client does, or on who she is (the presented topic or what lies under it). */
export const levelSchema = z.enum(['what', 'who']);

/** Who designed or proposed something. */
export const partySchema = z.enum(['client', 'coach', 'both']);
export type Party = z.infer<typeof partySchema>;

export const answerSchema = z.enum(['yes', 'no', 'unclear']);
export type Answer = z.infer<typeof answerSchema>;

/** What a session agreement can hold, in the order in which it is shown. */
export const agreementElementSchema = z.enum(['topic', 'outcome', 'measure', 'meaning', 'must-address']);
export type AgreementElement = z.infer<typeof agreementElementSchema>;

/** The seven steps from hearing a new topic to the client's decision. */
export const recontractingStepSchema = z.enum([
  'hears-new-topic',
  'pauses',
  'names-both-directions',
  'asks-for-link',
  'lets-client-answer',
  'asks-stay-or-move',
  'client-decides',
]);
export type RecontractingStep = z.infer<typeof recontractingStepSchema>;

/** The four tests of a coach who leaves her role for a moment. */
export const roleShiftTestSchema = z.enum(['signalled', 'permitted', 'brief', 'floor-returned']);
export type RoleShiftTest = z.infer<typeof roleShiftTestSchema>;

/** Why respecting the client's autonomy mattered here. */
export const autonomyReasonSchema = z.enum([
  'empowerment',
  'self-determination',
  'trust',
  'motivation',
  'personal-fit',
  'ethics',
]);

/** What permission was asked for. */
export const permissionSchema = z.enum([
  'observation',
  'exercise',
  'challenge',
  'knowledge',
  'silence',
  'other',
]);

const sessionAgreementSchema = z.object({
  kind: z.literal('session-agreement'),
  /** The client's words for each element that was heard, and when, in milliseconds of the recording. */
  elements: z.partialRecord(
    agreementElementSchema,
    z.object({ words: wordsSchema, atMs: millisecondsSchema.optional() }),
  ),
  proposedBy: partySchema.optional(),
  /** The words with which the coach offered it as the best use of the time. */
  checkOffered: wordsSchema.optional(),
  /** The client's answer to the check: yes makes an agreement, no keeps exploring. */
  answer: answerSchema.optional(),
  focus: z.enum(['tight', 'broad', 'open']).optional(),
  level: levelSchema.optional(),
});

const recontractingSchema = z.object({
  kind: z.literal('re-contracting'),
  from: wordsSchema.optional(),
  to: wordsSchema.optional(),
  steps: z.array(recontractingStepSchema).max(7),
  /** What the client chose. */
  choice: z.enum(['stay', 'move', 'both', 'unclear']).optional(),
});

const miniContractSchema = z.object({
  kind: z.literal('mini-contract'),
  permissionFor: permissionSchema.optional(),
  answer: answerSchema.optional(),
  honoured: z.boolean().optional(),
  reasons: z.array(autonomyReasonSchema).max(6),
});

const partneringSchema = z.object({
  kind: z.literal('partnering'),
  choiceOffered: wordsSchema.optional(),
  followed: z.boolean().optional(),
});

const deeperThemeSchema = z.object({
  kind: z.literal('deeper-theme'),
  presentedTopic: wordsSchema.optional(),
  inherentRequest: wordsSchema.optional(),
  level: levelSchema.optional(),
});

const betweenSessionsSchema = z.object({
  kind: z.literal('between-session-agreement'),
  what: wordsSchema.optional(),
  byWhen: wordsSchema.optional(),
  trackedHow: wordsSchema.optional(),
  contact: wordsSchema.optional(),
});

const accountabilitySchema = z.object({
  kind: z.literal('accountability'),
  designedBy: partySchema.optional(),
});

const closingSchema = z.object({ kind: z.literal('closing'), designedBy: partySchema.optional() });

const roleShiftSchema = z.object({
  kind: z.literal('role-shift'),
  tests: z.array(roleShiftTestSchema).max(4),
});

/** What a reviewer wrote into the form of a moment's own kind. Every field may be left out. */
export const momentDetailsSchema = z.discriminatedUnion('kind', [
  sessionAgreementSchema,
  recontractingSchema,
  miniContractSchema,
  partneringSchema,
  deeperThemeSchema,
  betweenSessionsSchema,
  accountabilitySchema,
  closingSchema,
  roleShiftSchema,
]);
export type MomentDetails = z.infer<typeof momentDetailsSchema>;

/** The details of a moment where they are of that kind. */
export function detailsOf<Kind extends MomentDetails['kind']>(
  moment: { details?: MomentDetails | undefined },
  kind: Kind,
): (MomentDetails & { kind: Kind }) | undefined {
  const { details } = moment;
  return details?.kind === kind ? (details as MomentDetails & { kind: Kind }) : undefined;
}
