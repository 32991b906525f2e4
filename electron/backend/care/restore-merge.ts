import { canonicalJson } from '#shared/formats/canonical-json';
import type { ReviewDocument } from '#shared/model/review-document';
import { removesWords, type SessionDocument } from '#shared/model/session';
import { judgeSeal } from '../identity/seal';

/**
 * A session as a restore leaves it: what was written about it comes from the backup; what is a fact about now stays,
 * such as the client's consent, where the recording is and what was deleted. What was once revealed stays revealed.
 */
export function mergeSession(backedUp: SessionDocument, present: SessionDocument): SessionDocument {
  const { consent, recording, deletions, origin, addedAt } = present;
  const othersRevealedAt = present.othersRevealedAt ?? backedUp.othersRevealedAt;
  const { trashedAt: _trashedAt, ...session } = backedUp;
  return {
    ...session,
    consent,
    recording,
    deletions,
    origin,
    addedAt,
    ...(othersRevealedAt !== undefined && { othersRevealedAt }),
  };
}

/** Whether what a backup holds of a session may not come back: its client withdrew, or its quotes were deleted since. */
export function isWithdrawnSince(backedUp: SessionDocument, present: SessionDocument): boolean {
  if (present.consent.status === 'withdrawn' && backedUp.consent.status !== 'withdrawn') return true;
  const known = new Set(backedUp.deletions.map(({ at }) => at));
  return present.deletions.some(({ at, reason }) => !known.has(at) && removesWords({ reason }));
}

/**
 * A review as a restore leaves it; `undefined` where the present one stays: a submitted review never changes, unless it
 * is not what was sealed any more.
 */
export function mergeReview(
  backedUp: ReviewDocument,
  present: ReviewDocument | undefined,
  session: Pick<SessionDocument, 'othersRevealedAt'>,
): ReviewDocument | undefined {
  if (present?.review.status === 'submitted' && judgeSeal(present.review, present.redaction) !== 'broken') {
    return undefined;
  }
  const merged = withIndependenceOf(backedUp, present, session);
  return present && canonicalJson(merged) === canonicalJson(present) ? undefined : merged;
}

/** Independence that was lost since the backup was made is lost for good. */
function withIndependenceOf(
  backedUp: ReviewDocument,
  present: ReviewDocument | undefined,
  { othersRevealedAt }: Pick<SessionDocument, 'othersRevealedAt'>,
): ReviewDocument {
  const { review } = backedUp;
  if (review.status === 'submitted' || !review.independence.independent) return backedUp;
  const lost = present?.review.independence;
  const since = lost && !lost.independent ? lost.since : othersRevealedAt;
  if (since === undefined) return backedUp;
  return { ...backedUp, review: { ...review, independence: { independent: false, since } } };
}
