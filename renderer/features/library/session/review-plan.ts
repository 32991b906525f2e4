import { type FrameworkReference, isSameReference } from '#shared/model/framework';
import { isReferenceIn, type ReviewSummary } from '#shared/model/session';

/** What stands in the list of one framework's reviews of a session. */
export type ReviewEntry = {
  review: ReviewSummary;
  isOwn: boolean;
  /** Another's review that opens when the user's own is submitted. */
  isSealed: boolean;
  /** A later submitted revision stands in its place. */
  isCorrected: boolean;
};

export type FrameworkReviews = {
  framework: FrameworkReference;
  /** The user's own first. */
  entries: readonly ReviewEntry[];
  /** The user's draft, where there is one. */
  draft: ReviewSummary | undefined;
  /** The user's submitted review that stands, where there is one. */
  submitted: ReviewSummary | undefined;
  /** Others' reviews that cannot be opened yet. */
  sealedCount: number;
  /** Whether two or more reviewers' submitted reviews may be looked at side by side. */
  canCompare: boolean;
};

/**
 * Groups a session's reviews by framework and says what may be done with each.
 *
 * @param othersRevealed - the user chose to look at others' reviews of this session before submitting her own
 */
export function planReviews(
  reviews: readonly ReviewSummary[],
  profileId: string,
  othersRevealed: boolean,
): FrameworkReviews[] {
  const groups: ReviewSummary[][] = [];
  for (const review of reviews) {
    const group = groups.find(([first]) => first && isSameReference(first.framework, review.framework));
    if (group) group.push(review);
    else groups.push([review]);
  }
  return groups.map((group) => planFramework(group, profileId, othersRevealed));
}

function planFramework(
  reviews: readonly ReviewSummary[],
  profileId: string,
  othersRevealed: boolean,
): FrameworkReviews {
  const own = reviews.filter((review) => review.reviewer.profileId === profileId);
  const others = reviews.filter((review) => review.reviewer.profileId !== profileId);
  const ownIsIn = own.some((review) => review.status === 'submitted');
  const corrected = new Set(
    reviews.filter((review) => review.status === 'submitted').map((review) => review.revisionOf),
  );
  const entries = [...own, ...others].map((review) => {
    const isOwn = review.reviewer.profileId === profileId;
    return {
      review,
      isOwn,
      isSealed: !isOwn && !ownIsIn && !(othersRevealed && !isReferenceIn(reviews, review)),
      isCorrected: corrected.has(review.id),
    };
  });
  const standing = entries.filter(
    (entry) => entry.review.status === 'submitted' && !entry.isCorrected && !entry.isSealed,
  );
  return {
    framework: (reviews[0] as ReviewSummary).framework,
    entries,
    draft: own.find((review) => review.status === 'draft'),
    submitted: standing.find((entry) => entry.isOwn)?.review,
    sealedCount: entries.filter((entry) => entry.isSealed).length,
    canCompare: new Set(standing.map((entry) => entry.review.reviewer.profileId)).size >= 2,
  };
}

export type NextStep = 'start' | 'continue' | 'compare' | 'send-back' | 'share';

/** The one thing that is most likely to be done next on a session; it gets the screen's one filled button. */
export function suggestNextStep(groups: readonly FrameworkReviews[], isReceived: boolean): NextStep {
  if (groups.some((group) => group.draft)) return 'continue';
  if (!groups.some((group) => group.submitted)) return 'start';
  if (isReceived) return 'send-back';
  return groups.some((group) => group.canCompare) ? 'compare' : 'share';
}
