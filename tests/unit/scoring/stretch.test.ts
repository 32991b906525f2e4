import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stretchOf } from '#shared/scoring/stretch';
import { anyMoments, DURATION_MS } from './contents';

test('an interval is played as it is, a point with what surrounds it', () => {
  expect(stretchOf({ startMs: 12_000, endMs: 30_000 }, DURATION_MS)).toEqual({
    startMs: 12_000,
    endMs: 30_000,
  });
  expect(stretchOf({ startMs: 12_000 }, DURATION_MS)).toEqual({ startMs: 11_000, endMs: 16_000 });
  expect(stretchOf({ startMs: 400 }, DURATION_MS)).toEqual({ startMs: 0, endMs: 4_400 });
  expect(stretchOf({ startMs: 59_000 }, DURATION_MS)).toEqual({ startMs: 58_000, endMs: DURATION_MS });
});

test('what is played lies in the recording', () => {
  fc.assert(
    fc.property(anyMoments, (moments) => {
      for (const each of moments) {
        const { startMs, endMs } = stretchOf(each, DURATION_MS);
        expect(startMs).toBeGreaterThanOrEqual(0);
        expect(endMs).toBeLessThanOrEqual(DURATION_MS);
        expect(endMs).toBeGreaterThanOrEqual(startMs);
      }
    }),
  );
});
