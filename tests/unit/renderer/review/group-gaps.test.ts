import { describe, expect, test } from 'vitest';
import { EMPTY_CONTENT, type ReviewContent } from '#shared/model/review';
import { findGaps } from '#shared/scoring/review-gaps';
import { groupGaps } from '../../../../renderer/features/review/group-gaps';
import { someFramework } from './some-framework';
import { momentsById, someMoment } from './some-moment';

function groupsOf(content: ReviewContent) {
  return groupGaps(findGaps(content, someFramework, 60_000), someFramework, content.moments);
}

describe('what is said before a review is submitted', () => {
  test('an empty review: what is missing as a whole, and each competency by name', () => {
    const groups = groupsOf(EMPTY_CONTENT);
    expect(groups.map(({ type }) => type)).toEqual([
      'nothing-marked',
      'competency-unrated',
      'feedback-empty',
    ]);
    expect(groups[1]).toMatchObject({
      title: '2 competencies are not rated',
      items: ['Agreeing', 'Closing'],
    });
  });

  test('ratings without a moment and without a reason, and moments beyond the end', () => {
    const groups = groupsOf({
      ...EMPTY_CONTENT,
      moments: momentsById(someMoment(75)),
      ratings: { A: { value: 'clear', rationale: '' }, B: { value: 'no-opportunity', rationale: '' } },
      feedback: { strengths: 'Patience', develop: 'Silence', nextStep: 'Count to five' },
    });
    expect(groups.map(({ title, items }) => [title, items])).toEqual([
      ['One rating has no evidence', ['Agreeing']],
      ['One rating has no rationale', ['Agreeing']],
      ['One moment reaches beyond the end of the recording', ['1:15']],
    ]);
  });

  test('a complete review: nothing', () => {
    const groups = groupsOf({
      moments: momentsById(someMoment(1, { indicators: ['A.1'], competencies: ['B'] })),
      marks: {},
      ratings: {
        A: { value: 'clear', rationale: 'Asked twice.' },
        B: { value: 'faint', rationale: 'The coach closes alone.' },
      },
      feedback: { strengths: 'Patience', develop: 'Silence', nextStep: 'Count to five' },
    });
    expect(groups).toEqual([]);
  });
});
