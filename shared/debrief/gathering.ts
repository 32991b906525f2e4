import { FEWEST_REVIEWERS, MOST_REVIEWERS, type Participant } from '../model/debrief';
import { type FrameworkReference, isSameReference } from '../model/framework';
import type { ReviewSummary } from '../model/session';
import { assignAliases } from './aliases';

/** Why a review of the session takes no part. */
export type LeftOutReason = 'draft' | 'other-framework' | 'corrected' | 'same-person' | 'too-many';

export type Gathering = {
  /** One review a person, the first to submit first. Nothing of what they say. */
  reviews: readonly ReviewSummary[];
  leftOut: readonly { review: ReviewSummary; reason: LeftOutReason }[];
};

/**
 * Finds whose reviews of a session can be talked about under one edition of a framework: those that are submitted and
 * stand, one a person. The same person twice counts with what she submitted last.
 */
export function gatherReviews(reviews: readonly ReviewSummary[], framework: FrameworkReference): Gathering {
  const corrected = new Set(
    reviews.flatMap(({ status, revisionOf }) =>
      status === 'submitted' && revisionOf !== undefined ? [revisionOf] : [],
    ),
  );
  const newestFirst = reviews.toSorted(
    (a, b) => submittedAt(b).localeCompare(submittedAt(a)) || (a.id < b.id ? 1 : -1),
  );
  const seen = new Set<string>();
  const standing: ReviewSummary[] = [];
  const leftOut: { review: ReviewSummary; reason: LeftOutReason }[] = [];
  for (const review of newestFirst) {
    const reason = reasonAgainst(review);
    if (reason) leftOut.push({ review, reason });
    else {
      seen.add(review.reviewer.profileId);
      standing.push(review);
    }
  }
  const inOrder = standing.reverse();
  const tooMany = inOrder.slice(MOST_REVIEWERS);
  return {
    reviews: inOrder.slice(0, MOST_REVIEWERS),
    leftOut: [...leftOut.reverse(), ...tooMany.map((review) => ({ review, reason: 'too-many' as const }))],
  };

  function reasonAgainst(review: ReviewSummary): LeftOutReason | undefined {
    if (!isSameReference(review.framework, framework)) return 'other-framework';
    if (review.status === 'draft') return 'draft';
    if (corrected.has(review.id)) return 'corrected';
    return seen.has(review.reviewer.profileId) ? 'same-person' : undefined;
  }
}

function submittedAt({ submittedAt: at }: ReviewSummary): string {
  return at ?? '';
}

/**
 * Those who take part: who did before keeps her alias and whether she counts; of the others, those count whose review
 * was independent.
 *
 * @param counting - reviews for which it was chosen otherwise than their independence says
 */
export function joinParticipants(
  { reviews }: Pick<Gathering, 'reviews'>,
  before: readonly Participant[],
  debriefId: string,
  counting: Readonly<Record<string, boolean>> = {},
): Participant[] {
  const aliases = assignAliases(
    reviews.map(({ reviewer }) => reviewer.profileId),
    new Map(before.map(({ profileId, alias }) => [profileId, alias])),
    debriefId,
  );
  return reviews.map(({ id, reviewer, independent }) => {
    const known = before.find(({ reviewId }) => reviewId === id);
    return {
      reviewId: id,
      profileId: reviewer.profileId,
      alias: aliases.get(reviewer.profileId) ?? '',
      counts: counting[id] ?? known?.counts ?? independent,
    };
  });
}

/** Why a debrief cannot begin with these; `undefined` where it can. */
export function whyNotBegin(participants: readonly Pick<Participant, 'counts'>[]): string | undefined {
  const counting = participants.filter(({ counts }) => counts).length;
  if (participants.length === 0) {
    return 'Nobody has submitted a review under this framework yet. Open the packages of the reviewers first.';
  }
  if (participants.length < FEWEST_REVIEWERS) {
    return 'Only one person has submitted a review under this framework. A debrief compares at least two.';
  }
  if (counting < FEWEST_REVIEWERS) {
    return 'Fewer than two of these reviews count. Let a review count that was not independent, or wait for another.';
  }
  return undefined;
}
