import type { Moment } from '../model/moment';
import type { ReviewContent, SubmittedReview } from '../model/review';

/** Of a moment what the figures of agreement look at. */
export type JudgedMoment = Pick<Moment, 'id' | 'kind' | 'startMs' | 'endMs'>;

/** Of a review what the figures of agreement look at: no word that anyone wrote. A whole review is one too. */
export type JudgedReview = Pick<SubmittedReview, 'reviewer'> & {
  content: Pick<ReviewContent, 'marks' | 'ratings'> & { moments: Readonly<Record<string, JudgedMoment>> };
};

/** That part of a review alone, which is a small part of what it takes to hand it on. */
export function judgedPartOf({ reviewer, content }: JudgedReview): JudgedReview {
  const moments = Object.values(content.moments).map(
    ({ id, kind, startMs, endMs }): [string, JudgedMoment] => [
      id,
      { id, kind, startMs, ...(endMs !== undefined && { endMs }) },
    ],
  );
  const marks = Object.entries(content.marks).map(([code, mark]) => [code, { ...mark, note: '' }]);
  const ratings = Object.entries(content.ratings).map(([code, rating]) => [
    code,
    { ...rating, rationale: '' },
  ]);
  return {
    reviewer,
    content: {
      marks: Object.fromEntries(marks),
      ratings: Object.fromEntries(ratings),
      moments: Object.fromEntries(moments),
    },
  };
}
