import { z } from 'zod';
import { type EditState, EMPTY_HISTORY, historySchema } from '../history/review-history';
import { reviewSchema } from './review';

/** `reviews/<review-id>.json`: a review, what its author can undo, and the last journal entry folded into it. */
export const reviewDocumentSchema = z.object({
  schemaVersion: z.literal(1),
  review: reviewSchema,
  history: historySchema,
  lastSeq: z.number().int().nonnegative(),
});
export type ReviewDocument = z.infer<typeof reviewDocumentSchema>;

/** The part of a document that edits work on. */
export function editStateOf(document: ReviewDocument): EditState {
  return { content: document.review.content, history: document.history, lastSeq: document.lastSeq };
}

/** A draft document with the state that edits led to. */
export function withEditState(document: ReviewDocument, state: EditState): ReviewDocument {
  return {
    ...document,
    review: { ...document.review, content: state.content },
    history: state.history,
    lastSeq: state.lastSeq,
  };
}

/** A document around a review that holds nothing to undo: a new draft, or one that came sealed. */
export function newReviewDocument(review: ReviewDocument['review']): ReviewDocument {
  return { schemaVersion: 1, review, history: EMPTY_HISTORY, lastSeq: 0 };
}
