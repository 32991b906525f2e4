import { createHash } from 'node:crypto';
import { canonicalJson } from '#shared/formats/canonical-json';
import type { Seal, SealVerdict, SubmittedReview } from '#shared/model/review';
import type { Redaction } from '#shared/model/review-document';
import { isSignatureValid, type SigningKeyPair, signValue } from './signing';

/**
 * The SHA-256 over which a review is sealed: of the canonical JSON of all of it but the seal itself, in lower-case
 * hexadecimal.
 */
export function hashReviewContent(review: Omit<SubmittedReview, 'seal'>): string {
  // A submitted review fits the parameter too, and its seal must not count.
  const { seal: _, ...unsealed } = review as SubmittedReview;
  return createHash('sha256').update(canonicalJson(unsealed), 'utf8').digest('hex');
}

/** Puts a person's seal under a review: from now on any change of it shows. */
export function sealReview(
  review: Omit<SubmittedReview, 'seal'>,
  by: Pick<Seal, 'submittedAt' | 'submittedBy'>,
  keys: SigningKeyPair,
): SubmittedReview {
  const unsigned = { ...by, contentSha256: hashReviewContent(review) };
  return { ...review, seal: { ...unsigned, signature: signValue(keys, 'seal', unsigned) } };
}

/** Checks a submitted review against its seal, and where quotes were taken out of it, against the record of that. */
export function judgeSeal(review: SubmittedReview, redaction: Redaction | null = null): SealVerdict {
  const { signature, ...unsigned } = review.seal;
  const contentSha256 = hashReviewContent(review);
  if (signature !== null && !isSignatureValid(signature, 'seal', unsigned)) return 'broken';
  if (unsigned.contentSha256 === contentSha256) return signature === null ? 'unsigned' : 'signed';
  return redaction !== null && isRedactionOf(redaction, contentSha256) ? 'redacted' : 'broken';
}

function isRedactionOf({ signature, ...unsigned }: Redaction, contentSha256: string): boolean {
  if (unsigned.contentSha256 !== contentSha256) return false;
  return signature === null || isSignatureValid(signature, 'redaction', unsigned);
}
