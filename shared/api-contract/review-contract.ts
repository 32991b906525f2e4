import { z } from 'zod';
import { calibrationSessionSchema } from '../calibration/calibration-session';
import { historySchema, journalEntrySchema } from '../history/review-history';
import { frameworkReferenceSchema, frameworkSchema } from '../model/framework';
import { idSchema } from '../model/identifiers';
import { momentKindSchema } from '../model/moment';
import { movePlanSchema } from '../model/move-report';
import { sessionProgressSchema } from '../model/progress';
import { reviewSchema, sealVerdictSchema, submittedReviewSchema } from '../model/review';
import { reviewSummarySchema, sessionDocumentSchema } from '../model/session';
import { sayingSchema } from '../phrases/phrase-bank';
import { bySession, nothing } from './inputs';
import { mutation, query } from './procedure';

const byReview = z.object({ reviewId: idSchema });

/** A review as its own author opens it: a draft comes with what can be undone. */
export const openedReviewSchema = z.object({
  review: reviewSchema,
  history: historySchema,
  lastSeq: z.number().int().nonnegative(),
  /** True where a newer version of the program saved it: it can be read and not changed. */
  readOnly: z.boolean(),
  /** Of a submitted review. */
  seal: sealVerdictSchema.optional(),
});
export type OpenedReview = z.infer<typeof openedReviewSchema>;

/** The one-of-a-session bundle that the compare screen reads. */
export const comparisonSchema = z.object({
  session: sessionDocumentSchema,
  framework: frameworkSchema,
  reviews: z.array(submittedReviewSchema),
  /** What checking each review's seal found, by review id. */
  seals: z.record(idSchema, sealVerdictSchema),
});
export type Comparison = z.infer<typeof comparisonSchema>;

export const reviews = {
  listForSession: query(bySession, z.array(reviewSummarySchema)),
  start: mutation(z.object({ sessionId: idSchema, framework: frameworkReferenceSchema }), byReview),
  open: query(byReview, openedReviewSchema),
  /** Appends journal entries; when it answers, they survive a crash. An entry that is there already is skipped. */
  append: mutation(
    z.object({ reviewId: idSchema, entries: z.array(journalEntrySchema).min(1).max(500) }),
    z.object({ lastSeq: z.number().int().nonnegative() }),
  ),
  submit: mutation(byReview, submittedReviewSchema),
  /** Starts a correction of a submitted review. */
  revise: mutation(byReview, byReview),
  /** What of a draft another framework has a place for, along the crosswalk between the two. */
  planMove: query(byReview.extend({ framework: frameworkReferenceSchema }), movePlanSchema),
  /** Carries a draft over as a new one; the draft itself stays as it is. */
  move: mutation(byReview.extend({ framework: frameworkReferenceSchema }), byReview),
  /** Deletes a draft. */
  discard: mutation(byReview, nothing),
  /** Lets the user see others' reviews before submitting, at the price of independence. */
  revealOthers: mutation(bySession, nothing),
  compare: query(z.object({ sessionId: idSchema, framework: frameworkReferenceSchema }), comparisonSchema),
} as const;

export const progress = {
  /** The owner's own submitted reviews under one framework, session by session, the earliest first. */
  sessions: query(frameworkReferenceSchema, z.array(sessionProgressSchema)),
} as const;

export const calibration = {
  /** The sessions that came with a reference review; what it says only where one's own is in. */
  sessions: query(nothing, z.array(calibrationSessionSchema)),
} as const;

export const phrases = {
  /** What the user quoted at moments of a kind, in her own reviews of her own sessions; the newest first. */
  list: query(z.object({ kind: momentKindSchema.shape.id }), z.array(sayingSchema)),
} as const;
