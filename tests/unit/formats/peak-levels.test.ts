import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coarserPeaks, knowCoarse, levelFor, peakLevels } from '#shared/formats/peak-levels';

const THREE_HOURS = 1_080_000;

/** Columns, 100 a second, silent but for one. */
function withOneLoud(loudAt: number, columns: number) {
  const values = new Int16Array(columns * 2);
  values.set([-9_000, 12_000], loudAt * 2);
  return { columnsPerSecond: 100, values };
}

describe('the levels of peaks', () => {
  it('are those of a short recording alone where it is short', () => {
    const peaks = { columnsPerSecond: 100, values: new Int16Array(4_000) };
    expect(peakLevels(peaks)).toEqual([peaks]);
  });

  it('keep the lowest and highest, at their time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999 }), (loudAt) => {
        for (const { columnsPerSecond, values } of peakLevels(withOneLoud(loudAt, 100_000))) {
          const column = Math.floor(loudAt / (100 / columnsPerSecond));
          expect([values[column * 2], values[column * 2 + 1]]).toEqual([-9_000, 12_000]);
          expect(values.filter((value) => value !== 0)).toHaveLength(2);
        }
      }),
      { numRuns: 10 },
    );
  });

  it('draw three hours from few values, and a minute from all', () => {
    const peaks = withOneLoud(5, THREE_HOURS);
    const overview = levelFor(peaks, 1_440 / 10_800);
    expect(overview.values.length).toBeLessThan(200_000);
    expect(overview.columnsPerSecond / (1_440 / 10_800)).toBeGreaterThan(4);
    expect(levelFor(peaks, 1_440 / 60)).toBe(peaks);
  });

  it('are computed once', () => {
    const peaks = withOneLoud(5, THREE_HOURS);
    expect(peakLevels(peaks)).toBe(peakLevels(peaks));
  });

  it('go on from the one that came with them, so that a picture of it stays as it is', () => {
    const peaks = withOneLoud(5, THREE_HOURS);
    const coarse = coarserPeaks(peaks);
    const drawnPerSecond = 1_440 / 10_800;
    const shown = levelFor(coarse, drawnPerSecond);
    expect(shown).toBe(coarse);
    expect(levelFor(coarse, 50)).toBe(coarse);
    knowCoarse(peaks, coarse);
    expect(levelFor(peaks, drawnPerSecond)).toBe(shown);
    expect(levelFor(peaks, 50)).toBe(peaks);
    expect(peakLevels(peaks)).toEqual(peakLevels({ ...peaks }));
  });
});
