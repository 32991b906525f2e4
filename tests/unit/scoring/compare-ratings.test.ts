import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OFF_SCALE_VALUES } from '#shared/model/framework';
import { compareRatings, isDifference, placeOnScale } from '#shared/scoring/compare-ratings';
import { anyRatingValue, FRAMEWORK } from './contents';

const [scale] = FRAMEWORK.scales;
if (!scale) throw new Error('The small framework has a scale');

describe('ratings side by side', () => {
  test.each([
    [['good', 'good'], { type: 'agree' }],
    [['fair', 'good'], { type: 'one-step' }],
    [['high', 'low'], { type: 'differ', steps: 3 }],
    [[undefined, 'low'], { type: 'only-one', index: 1 }],
    [[undefined, undefined], { type: 'unrated' }],
    [[], { type: 'unrated' }],
    [['no-opportunity', 'no-opportunity'], { type: 'agree' }],
    [['no-opportunity', 'low'], { type: 'differ' }],
    [['no-opportunity', 'not-assessable'], { type: 'differ' }],
    [['good', undefined, 'fair'], { type: 'one-step' }],
    [['low', 'fair', 'good'], { type: 'differ', steps: 2 }],
    [['low', 'of-another-edition'], { type: 'differ' }],
  ] as const)('%j is %j', (values, expected) => {
    expect(compareRatings(scale, values)).toEqual(expected);
  });

  test('an agreement or silence is no difference, everything else is', () => {
    expect(isDifference({ type: 'agree' })).toBe(false);
    expect(isDifference({ type: 'unrated' })).toBe(false);
    expect(isDifference({ type: 'one-step' })).toBe(true);
    expect(isDifference({ type: 'only-one', index: 0 })).toBe(true);
  });

  test('the order of reviewers and further silent reviewers change nothing', () => {
    fc.assert(
      fc.property(fc.array(anyRatingValue, { maxLength: 8 }), (values) => {
        const { type, ...facts } = compareRatings(scale, values);
        const reversed = compareRatings(scale, [...values].reverse());
        expect(reversed.type).toBe(type);
        if (type === 'differ') expect(reversed).toEqual({ type, ...facts });
        expect(compareRatings(scale, [...values, undefined])).toEqual({ type, ...facts });
      }),
    );
  });

  test('the distance is told only where every rating stands on the scale', () => {
    fc.assert(
      fc.property(fc.array(anyRatingValue, { minLength: 2, maxLength: 8 }), (values) => {
        const comparison = compareRatings(scale, values);
        const hasOffScale = values.some((value) => OFF_SCALE_VALUES.some((offScale) => offScale === value));
        if (comparison.type === 'one-step') expect(hasOffScale).toBe(false);
        if (comparison.type !== 'differ') return;
        expect(comparison.steps === undefined).toBe(hasOffScale);
        const places = values.flatMap((value) => (value === undefined ? [] : placeOnScale(scale, value)));
        if (!hasOffScale) expect(comparison.steps).toBe(Math.max(...places) - Math.min(...places));
      }),
    );
  });
});
