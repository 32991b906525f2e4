import type { ReviewSummary, SessionSummary } from '../model/session';

/** Whose coaching a session shows: the person it was received from, else the owner of the library. */
export function coachOf({ origin }: Pick<SessionSummary, 'origin'>, ownProfileId: string): string {
  return origin.type === 'received' ? origin.from.profileId : ownProfileId;
}

export type CoachsReview = { session: SessionSummary; review: ReviewSummary };

/** The submitted reviews of one coach's sessions that no correction replaces, by the date of the session. */
export function reviewsOfCoach(
  sessions: readonly SessionSummary[],
  profileId: string,
  ownProfileId: string,
): CoachsReview[] {
  return sessions
    .filter((session) => coachOf(session, ownProfileId) === profileId)
    .sort((a, b) => a.date.localeCompare(b.date) || (a.id < b.id ? -1 : 1))
    .flatMap((session) => {
      const submitted = session.reviews.filter(({ status }) => status === 'submitted');
      const corrected = new Set(submitted.map(({ revisionOf }) => revisionOf));
      return submitted.filter(({ id }) => !corrected.has(id)).map((review) => ({ session, review }));
    });
}

/**
 * Of these the ones that a new competency review begins with: in her own library a coach's mentors' reviews where there
 * are any, else the owner's.
 */
export function suggestedReviews(
  reviews: readonly CoachsReview[],
  profileId: string,
  ownProfileId: string,
): CoachsReview[] {
  const own = reviews.filter(({ review }) => review.reviewer.profileId === ownProfileId);
  const mentors = reviews.filter(({ review }) => review.reviewer.role === 'mentor');
  if (profileId === ownProfileId && mentors.length > 0) return mentors;
  return own;
}
