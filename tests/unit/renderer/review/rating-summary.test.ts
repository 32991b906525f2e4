import { expect, test } from 'vitest';
import { describeTally, summariseRatings } from '../../../../renderer/features/review/rating-summary';
import { someFramework } from './some-framework';
import { someMoment } from './some-moment';

const lines = ['A.1', 'A.2', 'A.3'];

test('counts what is rated, and what of that needs evidence and has none', () => {
  const ratings = {
    A: { value: 'clear', rationale: '' },
    B: { value: 'not-assessable', rationale: '' },
  };
  expect(summariseRatings(someFramework, ratings, [])).toEqual({
    rated: 2,
    total: 2,
    withoutEvidence: 1,
  });
  const moments = [someMoment(1, { indicators: ['A.2'] })];
  expect(summariseRatings(someFramework, ratings, moments).withoutEvidence).toBe(0);
});

test('a rationale alone is no rating', () => {
  const ratings = { A: { rationale: 'To be weighed.' } };
  expect(summariseRatings(someFramework, ratings, []).rated).toBe(0);
});

test('tells what the checklist says under a competency, once it says anything', () => {
  expect(describeTally(lines, {})).toBe('');
  expect(describeTally(lines, { 'A.2': { state: 'partly', note: '' } })).toBe('1 partly, 2 unmarked');
  expect(
    describeTally(lines, {
      'A.1': { state: 'no-opportunity', note: '' },
      'A.2': { state: 'observed', note: '' },
      'A.3': { state: 'observed', note: '' },
    }),
  ).toBe('2 observed, 1 no opportunity');
});
