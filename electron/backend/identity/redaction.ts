import type { SubmittedReview } from '#shared/model/review';
import {
  editStateOf,
  type Redaction,
  type ReviewDocument,
  withEditState,
} from '#shared/model/review-document';
import { countQuotes, removeQuotesFromState } from '#shared/privacy/remove-quotes';
import { hashReviewContent, judgeSeal } from './seal';
import { type SigningKeyPair, signValue } from './signing';

/**
 * A review's document without a word of the client's: content, and what undo could bring back. A sealed review gains
 * the record of it, signed where there are keys; one whose seal is broken already gains none, and stays broken.
 */
export function redactReview(
  document: ReviewDocument,
  redaction: Pick<Redaction, 'at' | 'by'>,
  keys: SigningKeyPair | null,
): ReviewDocument {
  const { review } = document;
  const removedQuotes = countQuotes(review.content);
  const redacted = withEditState(document, removeQuotesFromState(editStateOf(document)));
  if (review.status === 'draft' || removedQuotes === 0) return redacted;
  if (judgeSeal(review, document.redaction) === 'broken') return redacted;
  const contentSha256 = hashReviewContent(redacted.review as SubmittedReview);
  const unsigned = { ...redaction, removedQuotes, contentSha256 };
  return {
    ...redacted,
    redaction: { ...unsigned, signature: keys && signValue(keys, 'redaction', unsigned) },
  };
}
