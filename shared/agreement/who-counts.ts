import type { SubmittedReview } from '../model/review';

/** Why a review takes no part in the figures. */
export type LeftOut = { reviewId: string; reason: 'not-independent' | 'same-reviewer' };

type Judged = Pick<SubmittedReview, 'id' | 'reviewer' | 'independence' | 'seal'>;

/**
 * Which reviews the figures of agreement are made of. Someone who reviewed twice counts once, by her latest: two views
 * of one person agree too easily. A review that was formed with another in sight is left out unless it is asked for.
 */
export function whoCounts<Review extends Judged>(
  reviews: readonly Review[],
  { takesDependent }: { takesDependent: boolean },
): { counted: Review[]; left: LeftOut[] } {
  const left: LeftOut[] = [];
  const counted = reviews.filter((review) => {
    const isLatest = reviews.every(
      (other) => other.reviewer.profileId !== review.reviewer.profileId || !isLater(other, review),
    );
    if (!isLatest) left.push({ reviewId: review.id, reason: 'same-reviewer' });
    else if (!review.independence.independent && !takesDependent) {
      left.push({ reviewId: review.id, reason: 'not-independent' });
    } else return true;
    return false;
  });
  return { counted, left };
}

function isLater(a: Judged, b: Judged): boolean {
  return (
    a.seal.submittedAt > b.seal.submittedAt || (a.seal.submittedAt === b.seal.submittedAt && a.id > b.id)
  );
}
