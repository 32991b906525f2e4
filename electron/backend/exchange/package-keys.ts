import type { KeyStanding } from '#shared/model/contact';
import type { PackageInspection } from '#shared/model/package';
import type { SubmittedReview } from '#shared/model/review';
import { judgeSeal } from '../identity/seal';
import type { PackageLibrary } from './package-library';
import type { ReadPackage } from './package-reader';

/** Says for everybody who signed something in a package how far that can be believed. */
export function judgeKeys(
  { manifest, reviews }: ReadPackage,
  library: Pick<PackageLibrary, 'standingOf' | 'knowsKeyOf'>,
): Pick<PackageInspection, 'senderKey' | 'reviews' | 'needsConfirmation'> {
  const { sender, senderKeys } = manifest;
  const senderKey = library.standingOf(sender.profileId, senderKeys?.signingKey ?? null);

  function authorKeyOf({ reviewer, seal }: SubmittedReview): KeyStanding {
    const signingKey = seal.signature?.signingKey ?? null;
    const standing = library.standingOf(reviewer.profileId, signingKey);
    const isOfSender = reviewer.profileId === sender.profileId;
    // Of someone who is seen for the first time, at least the two signatures must agree.
    const differs = isOfSender && senderKeys !== null && senderKeys.signingKey !== signingKey;
    return standing === 'unknown' && differs ? 'changed' : standing;
  }

  const summaries = reviews.map((review) => ({ ...summarize(review), authorKey: authorKeyOf(review) }));
  return {
    senderKey,
    reviews: summaries,
    needsConfirmation:
      senderKey === 'changed' ||
      (senderKey === 'unsigned' && library.knowsKeyOf(sender.profileId)) ||
      summaries.some(({ authorKey }) => authorKey === 'changed'),
  };
}

function summarize(review: SubmittedReview): Omit<PackageInspection['reviews'][number], 'authorKey'> {
  return {
    id: review.id,
    sessionId: review.sessionId,
    framework: review.framework,
    reviewer: review.reviewer,
    status: review.status,
    submittedAt: review.seal.submittedAt,
    ...(review.revisionOf !== undefined && { revisionOf: review.revisionOf }),
    independent: review.independence.independent,
    seal: judgeSeal(review),
  };
}
