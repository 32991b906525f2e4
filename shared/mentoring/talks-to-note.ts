import type { ReviewSummary, SessionSummary } from '../model/session';
import type { MentoringEntry, MentoringLog } from './mentoring-log';

/** A mentor's review of one of the owner's own sessions. */
export type MentorsReview = { session: SessionSummary; review: ReviewSummary };

/**
 * The reviews by mentors of the owner's own sessions about which no talk is noted yet, the newest first. Of corrected
 * reviews the correction counts, and a talk about either is a talk about it.
 */
export function reviewsWithoutTalk(
  sessions: readonly SessionSummary[],
  { entries }: Pick<MentoringLog, 'entries'>,
  ownProfileId: string,
): MentorsReview[] {
  const noted = new Set(entries.map(({ reviewId }) => reviewId));
  return sessions
    .filter(({ origin }) => origin.type !== 'received')
    .flatMap((session) => {
      const submitted = session.reviews.filter(
        ({ status, reviewer }) =>
          status === 'submitted' && reviewer.role === 'mentor' && reviewer.profileId !== ownProfileId,
      );
      const corrected = new Set(submitted.map(({ revisionOf }) => revisionOf));
      return submitted
        .filter(
          (review) => !corrected.has(review.id) && !lineOf(review, submitted).some((id) => noted.has(id)),
        )
        .map((review) => ({ session, review }));
    })
    .sort((a, b) => ((a.review.submittedAt ?? '') < (b.review.submittedAt ?? '') ? 1 : -1));
}

/** A review and all those that it corrects, one after the other. */
function lineOf(review: ReviewSummary, all: readonly ReviewSummary[]): string[] {
  const before = all.find(({ id }) => id === review.revisionOf);
  return before ? [review.id, ...lineOf(before, all)] : [review.id];
}

/**
 * What is known of a talk about a mentor's review before its times are: the mentor with the credential that stands in
 * the review, the session, and as the day the one on which the review was submitted.
 *
 * @param dayOf - the calendar date of a timestamp where the owner is
 */
export function talkAbout(
  { session, review }: MentorsReview,
  dayOf: (timestamp: string) => string,
): Pick<MentoringEntry, 'mentor' | 'mentorCredential' | 'about' | 'sessionId' | 'reviewId'> & {
  date: string | undefined;
} {
  return {
    date: review.submittedAt === undefined ? undefined : dayOf(review.submittedAt),
    mentor: review.reviewer.name,
    mentorCredential: review.reviewer.credential,
    about: `The review of “${session.title}”, ${session.date}.`,
    sessionId: session.id,
    reviewId: review.id,
  };
}
