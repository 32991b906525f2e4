import { z } from 'zod';
import { editContentOf, reviewContentOf } from '../history/edit-content';
import { type EditState, EMPTY_HISTORY, historySchema } from '../history/review-history';
import { sha256Schema, timestampSchema } from './identifiers';
import { personSchema, signatureSchema } from './profile';
import { reviewSchema } from './review';

/**
 * Says that quotes were taken out of a sealed review, which never changes otherwise: its client withdrew consent. The
 * seal does not fit the content any more; this does, and is signed by the owner of the library that did it.
 */
export const redactionSchema = z.object({
  at: timestampSchema,
  by: personSchema,
  removedQuotes: z.number().int().positive(),
  /** As in the seal, of what is left. */
  contentSha256: sha256Schema,
  signature: signatureSchema.nullable(),
});
export type Redaction = z.infer<typeof redactionSchema>;

/** `reviews/<review-id>.json`: a review, what its author can undo, and the last journal entry folded into it. */
export const reviewDocumentSchema = z.object({
  schemaVersion: z.literal(2),
  review: reviewSchema,
  history: historySchema,
  lastSeq: z.number().int().nonnegative(),
  redaction: redactionSchema.nullable(),
  /** Whether its sender marked it as the reference of a calibration: then it stays closed until one's own is in. */
  isReference: z.boolean().default(false),
});
export type ReviewDocument = z.infer<typeof reviewDocumentSchema>;

/** The part of a document that edits work on. */
export function editStateOf(document: ReviewDocument): EditState {
  return {
    content: editContentOf(document.review.content),
    history: document.history,
    lastSeq: document.lastSeq,
  };
}

/** A draft document with the state that edits led to. */
export function withEditState(document: ReviewDocument, state: EditState): ReviewDocument {
  return {
    ...document,
    review: { ...document.review, content: reviewContentOf(state.content) },
    history: state.history,
    lastSeq: state.lastSeq,
  };
}

/** A document around a review that holds nothing to undo: a new draft, or one that came sealed. */
export function newReviewDocument(review: ReviewDocument['review'], isReference = false): ReviewDocument {
  return { schemaVersion: 2, review, history: EMPTY_HISTORY, lastSeq: 0, redaction: null, isReference };
}
