import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { competenciesOf } from '#shared/model/framework';
import { momentEndMs } from '#shared/model/moment';
import type { Rating } from '#shared/model/review';
import { evidenceFor } from '#shared/scoring/evidence';
import { findGaps } from '#shared/scoring/review-gaps';
import { anyMoments, anyRatingValue, content, DURATION_MS, FRAMEWORK, moment } from './contents';

const FEEDBACK = { strengths: 'Patience', develop: 'Silence', nextStep: 'Listen again' };
const RATINGS = {
  A: { value: 'good', rationale: 'Asked twice' },
  B: { value: 'low', rationale: 'Ran out of time' },
};
const EVIDENCE = [moment(1, { competencies: ['A'] }), moment(2, { indicators: ['B.1'], polarity: 'missed' })];

function typesOf(...parameters: Parameters<typeof content>): string[] {
  return findGaps(content(...parameters), FRAMEWORK, DURATION_MS).map(({ type, code }) =>
    code === undefined ? type : `${type} ${code}`,
  );
}

describe('what a review lacks', () => {
  test('a whole review lacks nothing; missed moments are evidence too', () => {
    expect(typesOf({ ratings: RATINGS, feedback: FEEDBACK }, EVIDENCE)).toEqual([]);
  });

  test('an empty one lacks everything, said once each', () => {
    expect(typesOf({})).toEqual([
      'nothing-marked',
      'feedback-empty',
      'competency-unrated A',
      'competency-unrated B',
    ]);
  });

  test('a rating needs evidence and a rationale, a rating beside the scale needs neither', () => {
    const ratings: Record<string, Rating> = {
      A: { value: 'high', rationale: '  ' },
      B: { value: 'no-opportunity', rationale: '' },
    };
    expect(typesOf({ ratings, feedback: FEEDBACK }, [moment(1)])).toEqual([
      'rating-without-evidence A',
      'rating-without-rationale A',
    ]);
  });

  test('a rationale without a value is no rating', () => {
    const ratings = { ...RATINGS, B: { rationale: 'Still thinking' } };
    expect(typesOf({ ratings, feedback: FEEDBACK }, EVIDENCE)).toEqual(['competency-unrated B']);
  });

  test('says which parts of the feedback are empty', () => {
    const gaps = findGaps(
      content({ ratings: RATINGS, feedback: { strengths: 'Patience', develop: ' \n' } }, EVIDENCE),
      FRAMEWORK,
      DURATION_MS,
    );
    expect(gaps.map((gap) => gap.message)).toEqual([
      'The written feedback says nothing under “One thing to develop”, “Next step”.',
    ]);
  });

  test('a moment may end exactly at the end of the recording and not later', () => {
    const facts = { ratings: RATINGS, feedback: FEEDBACK };
    const inside = moment(3, { startMs: 50_000, endMs: DURATION_MS });
    const outside = moment(4, { startMs: 50_000, endMs: DURATION_MS + 1 });
    expect(typesOf(facts, [...EVIDENCE, inside, outside])).toEqual([
      `evidence-outside-recording ${outside.id}`,
    ]);
  });

  test('every gap is told once, with words, and only where it is', () => {
    const anyRating = fc.record({ value: anyRatingValue, rationale: fc.constantFrom('', ' ', 'Heard it') });
    fc.assert(
      fc.property(anyMoments, anyRating, anyRating, (moments, first, second) => {
        const ratings = Object.fromEntries(
          Object.entries({ A: first, B: second }).map(([code, { value, rationale }]) => [
            code,
            { rationale, ...(value !== undefined && { value }) },
          ]),
        );
        const reviewed = content({ ratings }, moments);
        const gaps = findGaps(reviewed, FRAMEWORK, DURATION_MS);
        const names = gaps.map((gap) => `${gap.type} ${gap.code}`);
        expect(new Set(names).size).toBe(names.length);
        for (const gap of gaps) expect(gap.message).toMatch(/\.$/);
        for (const competency of competenciesOf(FRAMEWORK)) {
          const flagged = names.includes(`rating-without-evidence ${competency.code}`);
          if (flagged) expect(evidenceFor(reviewed, competency)).toEqual([]);
        }
        expect(names.filter((name) => name.startsWith('evidence-outside'))).toHaveLength(
          moments.filter((each) => momentEndMs(each) > DURATION_MS).length,
        );
      }),
    );
  });
});
