import { createHash } from 'node:crypto';
import { canonicalJson } from '#shared/formats/canonical-json';
import type { SubmittedReview } from '#shared/model/review';

/**
 * The SHA-256 over which a review is sealed: of the canonical JSON of all of it but the seal itself, in lower-case
 * hexadecimal.
 */
export function hashReviewContent(review: Omit<SubmittedReview, 'seal'>): string {
  // A submitted review fits the parameter too, and its seal must not count.
  const { seal: _, ...unsealed } = review as SubmittedReview;
  return createHash('sha256').update(canonicalJson(unsealed), 'utf8').digest('hex');
}

/** Whether a submitted review is as it was when it was sealed. */
export function isSealIntact(review: SubmittedReview): boolean {
  return review.seal.contentSha256 === hashReviewContent(review);
}
