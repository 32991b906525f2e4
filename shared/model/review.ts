import { z } from 'zod';
import { frameworkReferenceSchema, indicatorStateSchema } from './framework';
import { idSchema, sha256Schema, timestampSchema } from './identifiers';
import { MAXIMUM_TEXT_LENGTH, momentSchema } from './moment';
import { personSchema, signatureSchema } from './profile';

/** The tick of one indicator. */
export const indicatorMarkSchema = z.object({
  state: indicatorStateSchema,
  note: z.string().max(MAXIMUM_TEXT_LENGTH).default(''),
});
export type IndicatorMark = z.infer<typeof indicatorMarkSchema>;

/** The rating of one competency. `value` is an id of the competency's scale or one of the off-scale values. */
export const ratingSchema = z.object({
  value: z.string().min(1).optional(),
  rationale: z.string().max(MAXIMUM_TEXT_LENGTH).default(''),
});
export type Rating = z.infer<typeof ratingSchema>;

/** The parts of the written feedback, in the order in which they are shown. */
export const feedbackPartSchema = z.enum(['strengths', 'develop', 'nextStep']);
export type FeedbackPart = z.infer<typeof feedbackPartSchema>;

export const FEEDBACK_LABELS: Readonly<Record<FeedbackPart, string>> = {
  strengths: 'Strengths',
  develop: 'One thing to develop',
  nextStep: 'Next step',
};

/** What a reviewer says, keyed so that every edit is a change of one entry. */
export const reviewContentSchema = z.object({
  moments: z.record(idSchema, momentSchema),
  /** By indicator code. */
  marks: z.record(z.string(), indicatorMarkSchema),
  /** By competency code. */
  ratings: z.record(z.string(), ratingSchema),
  feedback: z.partialRecord(feedbackPartSchema, z.string().max(MAXIMUM_TEXT_LENGTH)),
});
export type ReviewContent = z.infer<typeof reviewContentSchema>;

export const EMPTY_CONTENT: ReviewContent = { moments: {}, marks: {}, ratings: {}, feedback: {} };

/** Whether the reviewer formed her view before seeing another's. Once lost it is lost for good. */
export const independenceSchema = z.discriminatedUnion('independent', [
  z.object({ independent: z.literal(true) }),
  z.object({ independent: z.literal(false), since: timestampSchema }),
]);

export const reviewHeadSchema = z.object({
  id: idSchema,
  sessionId: idSchema,
  framework: frameworkReferenceSchema,
  reviewer: personSchema,
  createdAt: timestampSchema,
  /** The submitted review that this one corrects. */
  revisionOf: idSchema.optional(),
  independence: independenceSchema,
  /** The draft under another framework that this one was carried over from. */
  movedFrom: z.object({ reviewId: idSchema, framework: frameworkReferenceSchema }).optional(),
  /** The review of which this is a copy with the names replaced, made by its author for sharing. */
  namesReplacedIn: idSchema.optional(),
});

/** Says who closed a review and when, over which content. */
export const sealSchema = z.object({
  submittedAt: timestampSchema,
  submittedBy: personSchema,
  /** SHA-256 of the canonical JSON of the review without this seal. */
  contentSha256: sha256Schema,
  /** The author's, over the seal without it; null in a review that was submitted before there were keys. */
  signature: signatureSchema.nullable(),
});
export type Seal = z.infer<typeof sealSchema>;

/**
 * What checking a submitted review's seal found: signed and untouched; untouched, from before there were signatures;
 * quotes taken out after a withdrawal and else untouched; or changed after it was submitted.
 */
export const sealVerdictSchema = z.enum(['signed', 'unsigned', 'redacted', 'broken']);
export type SealVerdict = z.infer<typeof sealVerdictSchema>;

export const draftReviewSchema = z.object({
  ...reviewHeadSchema.shape,
  status: z.literal('draft'),
  content: reviewContentSchema,
});
export type DraftReview = z.infer<typeof draftReviewSchema>;

export const submittedReviewSchema = z.object({
  ...reviewHeadSchema.shape,
  status: z.literal('submitted'),
  content: reviewContentSchema,
  seal: sealSchema,
});
export type SubmittedReview = z.infer<typeof submittedReviewSchema>;

/** All that one reviewer says about one session under one framework. */
export const reviewSchema = z.discriminatedUnion('status', [draftReviewSchema, submittedReviewSchema]);
export type Review = z.infer<typeof reviewSchema>;
