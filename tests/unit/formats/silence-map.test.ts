import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findSilences, quietLevelOf } from '#shared/formats/silence-map';

/** Peaks of a hundred columns a second, as high and as deep as the numbers say, from 0 to 1. */
function peaksOf(heights: readonly number[]) {
  return {
    columnsPerSecond: 100,
    values: Int16Array.from(heights.flatMap((height) => [-height * 32_767, height * 32_767])),
  };
}

const speech = (columns: number) => Array<number>(columns).fill(0.4);
const room = (columns: number) => Array<number>(columns).fill(0.004);

describe('the pauses of a recording', () => {
  it('are the stretches of the chosen length in which no one speaks', () => {
    const peaks = peaksOf([
      ...speech(200),
      ...room(150),
      ...speech(100),
      ...room(50),
      ...speech(100),
      ...room(300),
    ]);
    expect(findSilences(peaks, { minimumMs: 1_000 })).toEqual([
      { startMs: 2_000, endMs: 3_500 },
      { startMs: 6_000, endMs: 9_000 },
    ]);
    expect(findSilences(peaks, { minimumMs: 500 })).toHaveLength(3);
  });

  it('are not ended by a click, and are by a word', () => {
    const withClick = peaksOf([...speech(100), ...room(100), ...speech(3), ...room(100), ...speech(100)]);
    expect(findSilences(withClick, { minimumMs: 1_500 })).toEqual([{ startMs: 1_000, endMs: 3_030 }]);
    const withWord = peaksOf([...speech(100), ...room(100), ...speech(20), ...room(100), ...speech(100)]);
    expect(findSilences(withWord, { minimumMs: 1_500 })).toEqual([]);
  });

  it('are found in a room that is louder too', () => {
    const heights = [...speech(300), ...room(200), ...speech(300)].map((height) =>
      Math.min(1, height + 0.01),
    );
    expect(findSilences(peaksOf(heights), { minimumMs: 1_000 })).toEqual([{ startMs: 3_000, endMs: 5_000 }]);
  });

  it('of nothing are none, and of a recording without sound all of it', () => {
    expect(findSilences(peaksOf([]), { minimumMs: 0 })).toEqual([]);
    expect(findSilences(peaksOf(Array(100).fill(0)), { minimumMs: 500 })).toEqual([
      { startMs: 0, endMs: 1_000 },
    ]);
  });

  const anyPeaks = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 600 }).map(peaksOf);
  const anyOptions = fc.record({
    minimumMs: fc.integer({ min: 10, max: 3_000 }),
    quietLevel: fc.double({ min: 0, max: 0.5, noNaN: true }),
  });

  it('are in order, apart, long enough, within the recording, and begin and end in quiet', () => {
    fc.assert(
      fc.property(anyPeaks, anyOptions, (peaks, options) => {
        const silences = findSilences(peaks, options);
        const heightAt = (column: number) => Math.abs(peaks.values[column * 2 + 1] ?? Number.NaN);
        let previousEnd = -1;
        for (const { startMs, endMs } of silences) {
          expect(startMs).toBeGreaterThan(previousEnd);
          expect(endMs - startMs).toBeGreaterThanOrEqual(options.minimumMs);
          expect(endMs).toBeLessThanOrEqual(peaks.values.length * 5);
          expect(heightAt(startMs / 10)).toBeLessThanOrEqual(options.quietLevel * 32_768);
          expect(heightAt(endMs / 10 - 1)).toBeLessThanOrEqual(options.quietLevel * 32_768);
          previousEnd = endMs;
        }
      }),
    );
  });

  it('of a greater least length are some of those of a smaller one', () => {
    fc.assert(
      fc.property(anyPeaks, anyOptions, fc.integer({ min: 0, max: 2_000 }), (peaks, options, more) => {
        const all = findSilences(peaks, options);
        const longer = findSilences(peaks, { ...options, minimumMs: options.minimumMs + more });
        expect(all).toEqual(expect.arrayContaining(longer));
      }),
    );
  });

  it('stay where they are when sound follows', () => {
    fc.assert(
      fc.property(anyPeaks, anyOptions, (peaks, options) => {
        const followed = {
          ...peaks,
          values: Int16Array.from([...peaks.values, ...peaksOf(speech(50).map(() => 1)).values]),
        };
        expect(findSilences(followed, options)).toEqual(findSilences(peaks, options));
      }),
    );
  });
});

it('the level of quiet is a little above the noise, within bounds', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 400 }), (heights) => {
      const level = quietLevelOf(peaksOf(heights));
      expect(level).toBeGreaterThanOrEqual(0.002);
      expect(level).toBeLessThanOrEqual(0.06);
    }),
  );
});
