import { z } from 'zod';
import { consentSchema } from './consent';
import { frameworkReferenceSchema } from './framework';
import { calendarDateSchema, idSchema, timestampSchema } from './identifiers';
import { personSchema } from './profile';
import { deletionSchema } from './session';

/** Which entry of the session's own `deletions` it belongs to. */
const ofDeletion = { deletionAt: timestampSchema };

const ofReview = { reviewId: idSchema, framework: frameworkReferenceSchema };

/** How what left the library was protected, and for whom. */
const handedOver = {
  protection: z.enum(['none', 'passphrase', 'contacts']),
  /** Names of the people it was encrypted for; empty for a package that anyone with it, or its passphrase, can open. */
  to: z.array(z.string().min(1).max(120)).max(500),
  namesReplaced: z.boolean(),
};

/** The consent without the free text about it. */
const consentTermsSchema = consentSchema.omit({ note: true });

/**
 * One thing that was done with a session. It holds who, when, what and how much, and never what was said in the
 * session or written about it: the list outlives both.
 */
export const auditEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('added'), storage: z.enum(['copied', 'linked']) }),
  z.object({
    type: z.literal('package-received'),
    from: personSchema,
    /** Whether the session came with it or was here already. */
    session: z.enum(['new', 'known']),
    reviewIds: z.array(idSchema),
    recording: z.enum(['whole', 'excerpts', 'none']),
  }),
  /** Recorded once a day, person and review. */
  z.object({ type: z.literal('opened'), ...ofReview, reviewer: personSchema }),
  z.object({ type: z.literal('review-started'), ...ofReview }),
  /** A draft carried over to another framework, as a new one beside it. */
  z.object({ type: z.literal('review-moved'), ...ofReview, from: frameworkReferenceSchema }),
  z.object({ type: z.literal('review-submitted'), ...ofReview, corrects: idSchema.optional() }),
  z.object({ type: z.literal('correction-started'), ...ofReview, corrects: idSchema }),
  z.object({ type: z.literal('review-discarded'), ...ofReview }),
  z.object({ type: z.literal('others-revealed') }),
  z.object({
    type: z.literal('shared'),
    recording: z.enum(['whole', 'excerpts', 'none']),
    reviewIds: z.array(idSchema),
    purpose: z.enum(['mentor', 'group', 'credential']),
    ...handedOver,
  }),
  /** A form of a review was saved as a file, outside the library. */
  z.object({ type: z.literal('form-saved'), reviewId: idSchema, namesReplaced: z.boolean() }),
  /** A group began to talk about what these reviews say. */
  z.object({
    type: z.literal('debrief-begun'),
    debriefId: idSchema,
    framework: frameworkReferenceSchema,
    reviewIds: z.array(idSchema),
  }),
  z.object({ type: z.literal('debrief-removed'), debriefId: idSchema }),
  /** Minutes of a debrief were saved as a file, outside the library. */
  z.object({ type: z.literal('minutes-saved'), debriefId: idSchema, namesReplaced: z.boolean() }),
  z.object({ type: z.literal('sent-back'), reviewId: idSchema, ...handedOver }),
  z.object({ type: z.literal('consent-changed'), from: consentTermsSchema, to: consentTermsSchema }),
  z.object({ type: z.literal('consent-withdrawn'), ...ofDeletion }),
  z.object({
    type: z.literal('recording-deleted'),
    ...ofDeletion,
    ...deletionSchema.pick({ reason: true, recording: true, recordingBytes: true, quotes: true }).shape,
  }),
  /** The original of a linked recording was found again. */
  z.object({ type: z.literal('relinked') }),
  z.object({ type: z.literal('trashed') }),
  z.object({ type: z.literal('restored') }),
  z.object({ type: z.literal('restored-from-backup'), backupOf: calendarDateSchema }),
]);
export type AuditEvent = z.infer<typeof auditEventSchema>;

/** One line of `sessions/<id>/audit.jsonl`. */
export const auditEntrySchema = z.object({
  at: timestampSchema,
  /** Whose library it was; the program itself where nobody had said who she is, or nobody asked for it. */
  by: z.union([personSchema, z.literal('program')]),
  event: auditEventSchema,
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** One line of a library's `deletions.jsonl`: a session that was deleted for good. */
export const sessionDeletionSchema = z.object({
  at: timestampSchema,
  by: auditEntrySchema.shape.by,
  sessionId: idSchema,
  /** Absent where the session's file could not be read. */
  addedAt: timestampSchema.optional(),
  /** Where the client did not consent any more: then no package brings the session back. */
  wordsDeleted: deletionSchema.pick({ at: true, reason: true }).optional(),
  reviews: z.number().int().nonnegative(),
  sizeBytes: z.number().int().nonnegative(),
});
export type SessionDeletion = z.infer<typeof sessionDeletionSchema>;
