import type { ReviewSummary } from '#shared/model/session';

/** One person's submitted reviews that no later submitted revision has replaced. */
export function findStandingReviews(reviews: readonly ReviewSummary[], profileId: string): ReviewSummary[] {
  const submitted = reviews.filter(
    (review) => review.reviewer.profileId === profileId && review.status === 'submitted',
  );
  const replaced = new Set(submitted.map((review) => review.revisionOf));
  return submitted.filter((review) => !replaced.has(review.id));
}
