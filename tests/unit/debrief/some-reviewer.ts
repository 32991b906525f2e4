import type { Moment } from '#shared/model/moment';
import type { SubmittedReview } from '#shared/model/review';
import type { Reviewer } from '../../../renderer/features/debrief/reviewers';

export function someMoment(id: string, startMs: number, endMs?: number): Moment {
  return {
    id,
    kind: 'partnering',
    polarity: 'shown',
    startMs,
    ...(endMs !== undefined && { endMs }),
    indicators: [],
    competencies: [],
    note: '',
    quote: '',
    createdAt: '2026-01-01T00:00:00.000Z',
  };
}

/** A reviewer of a comparison, of whom nothing but what she marked is asked. */
export function reviewerWho(index: number, moments: readonly Moment[]): Reviewer {
  const content = {
    moments: Object.fromEntries(moments.map((moment) => [moment.id, moment])),
    marks: {},
    ratings: {},
    feedback: {},
  };
  return {
    id: `review-${index}`,
    name: `Reviewer ${index}`,
    mark: String(index),
    index,
    isYou: index === 0,
    description: '',
    submitted: '',
    isIndependent: true,
    review: { id: `review-${index}`, content } as unknown as SubmittedReview,
  };
}
