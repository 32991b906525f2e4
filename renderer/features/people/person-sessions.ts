import { type FrameworkReference, isSameReference } from '#shared/model/framework';
import type { ReviewSummary, SessionSummary } from '#shared/model/session';

/** The sessions that were received from a person, the newest first. */
export function sessionsFrom(sessions: readonly SessionSummary[], profileId: string): SessionSummary[] {
  return sessions
    .filter(({ origin }) => origin.type === 'received' && origin.from.profileId === profileId)
    .sort((a, b) => b.date.localeCompare(a.date) || (a.id < b.id ? 1 : -1));
}

export type ReviewStand =
  | { state: 'none' }
  | { state: 'draft'; reviewId: string }
  | {
      state: 'submitted';
      reviewId: string;
      framework: FrameworkReference;
      /** Whether someone else's review under the same framework is here too. */
      canCompare: boolean;
    };

/** How far one's own review of a session is; a draft goes before what is submitted, since it is what waits. */
export function standOfReview(
  { reviews }: Pick<SessionSummary, 'reviews'>,
  ownProfileId: string,
): ReviewStand {
  const own = reviews.filter(({ reviewer }) => reviewer.profileId === ownProfileId);
  const draft = own.find(({ status }) => status === 'draft');
  if (draft) return { state: 'draft', reviewId: draft.id };
  const submitted = own
    .filter(({ status }) => status === 'submitted')
    .sort(byTime)
    .at(-1);
  if (!submitted) return { state: 'none' };
  const { id: reviewId, framework } = submitted;
  const canCompare = reviews.some(
    (other) =>
      other.status === 'submitted' &&
      other.reviewer.profileId !== ownProfileId &&
      isSameReference(other.framework, framework),
  );
  return { state: 'submitted', reviewId, framework, canCompare };
}

function byTime(a: ReviewSummary, b: ReviewSummary): number {
  return (a.submittedAt ?? '').localeCompare(b.submittedAt ?? '');
}
