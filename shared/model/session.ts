import { z } from 'zod';
import { consentSchema } from './consent';
import { frameworkReferenceSchema } from './framework';
import { calendarDateSchema, idSchema, timestampSchema } from './identifiers';
import { personSchema } from './profile';
import { recordingSchema } from './recording';
import { reviewHeadSchema, sealVerdictSchema } from './review';

export const sessionKindSchema = z.enum(['practice', 'peer', 'client', 'demonstration']);
export type SessionKind = z.infer<typeof sessionKindSchema>;

/** What a person can edit about a session. */
export const sessionDetailsSchema = z.object({
  title: z.string().trim().min(1, 'a session needs a title').max(300),
  date: calendarDateSchema,
  coach: z.string().trim().max(120),
  clientAlias: z.string().trim().max(120),
  kind: sessionKindSchema,
  /** BCP 47 tag, such as `en` or `de-CH`. */
  language: z.string().trim().min(2).max(35),
  tags: z.array(z.string().trim().min(1).max(60)).max(40),
  /** For this user only: never part of a package. */
  privateNotes: z.string().max(20_000),
  consent: consentSchema,
});
export type SessionDetails = z.infer<typeof sessionDetailsSchema>;

/** Where a session came from: recorded in this library, or received in a package. */
export const sessionOriginSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('own') }),
  z.object({ type: z.literal('sample') }),
  z.object({ type: z.literal('received'), from: personSchema, at: timestampSchema }),
]);
export type SessionOrigin = z.infer<typeof sessionOriginSchema>;

/** What was deleted of a session for good, when and why; holds nothing of what it was. */
export const deletionSchema = z.object({
  at: timestampSchema,
  reason: z.enum(['consent-withdrawn', 'consent-expired', 'chosen']),
  /** Absent while the deleting is under way: after a crash it is taken up again. */
  finishedAt: timestampSchema.optional(),
  /** Whether a recording (or excerpts of it) lay in the library; a linked original is left where it is. */
  recording: z.enum(['deleted', 'unlinked', 'none']),
  recordingBytes: z.number().int().nonnegative(),
  quotes: z.number().int().nonnegative(),
});
export type Deletion = z.infer<typeof deletionSchema>;

/** Whether a deletion took the client's words out of the reviews too; after it none of them may come back. */
export function removesWords({ reason }: Pick<Deletion, 'reason'>): boolean {
  return reason !== 'chosen';
}

/** `session.json`: one recorded coaching conversation. */
export const sessionDocumentSchema = z.object({
  schemaVersion: z.literal(2),
  id: idSchema,
  ...sessionDetailsSchema.shape,
  addedAt: timestampSchema,
  origin: sessionOriginSchema,
  recording: recordingSchema,
  /**
   * When this library's owner chose to look at others' reviews before submitting her own. A review of hers that
   * is not yet submitted, or is started later, is not independent.
   */
  othersRevealedAt: timestampSchema.optional(),
  trashedAt: timestampSchema.optional(),
  deletions: z.array(deletionSchema),
});
export type SessionDocument = z.infer<typeof sessionDocumentSchema>;

/** The state of one review as the list of sessions shows it; holds nothing of its content. */
export const reviewSummarySchema = z.object({
  id: idSchema,
  sessionId: idSchema,
  framework: frameworkReferenceSchema,
  reviewer: personSchema,
  status: z.enum(['draft', 'submitted']),
  submittedAt: timestampSchema.optional(),
  revisionOf: idSchema.optional(),
  movedFrom: reviewHeadSchema.shape.movedFrom,
  independent: z.boolean(),
  /** The reference of a calibration. */
  isReference: z.literal(true).optional(),
  /** Of a submitted review. */
  seal: sealVerdictSchema.optional(),
});
export type ReviewSummary = z.infer<typeof reviewSummarySchema>;

/** Whether a review is the reference of a calibration, or corrects one, however many corrections lie between. */
export function isReferenceIn(reviews: readonly ReviewSummary[], review: ReviewSummary): boolean {
  const seen = new Set<string>();
  let current: ReviewSummary | undefined = review;
  while (current && !seen.has(current.id)) {
    if (current.isReference) return true;
    seen.add(current.id);
    const { revisionOf }: ReviewSummary = current;
    current = reviews.find(({ id }) => id === revisionOf);
  }
  return false;
}

/** Where the original of a linked recording is. */
export const recordingPlaceSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('not-linked') }),
  z.object({ state: z.literal('there'), path: z.string() }),
  /** Its place is unknown where the note of it was lost. */
  z.object({ state: z.literal('missing'), path: z.string().optional() }),
  /** Another file lies there, or it was changed. */
  z.object({ state: z.literal('changed'), path: z.string() }),
]);
export type RecordingPlace = z.infer<typeof recordingPlaceSchema>;

/** One row of the library's index. */
export const sessionSummarySchema = z.object({
  ...sessionDocumentSchema.pick({
    id: true,
    title: true,
    date: true,
    coach: true,
    clientAlias: true,
    kind: true,
    language: true,
    tags: true,
    consent: true,
    addedAt: true,
    origin: true,
  }).shape,
  durationMs: z.number().int().positive(),
  hasVideo: z.boolean(),
  recordingStorage: recordingSchema.shape.storage,
  sha256: recordingSchema.shape.sha256,
  /** The newest of the session's deletions. */
  lastDeletion: deletionSchema.optional(),
  /** True where a newer version of the program saved it: it can be read and not changed. */
  readOnly: z.boolean(),
  /** Whether this library's owner gave up independence here to read others' reviews. */
  othersRevealed: z.boolean(),
  reviews: z.array(reviewSummarySchema),
});
export type SessionSummary = z.infer<typeof sessionSummarySchema>;
