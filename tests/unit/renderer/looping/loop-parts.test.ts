import { describe, expect, it } from 'vitest';
import {
  loopParts,
  playedBefore,
  positionInRound,
  roundMs,
} from '../../../../renderer/media/looping/loop-parts';

const pieces = [
  { startMs: 10_000, endMs: 20_000, leadMs: 200, number: 1, url: '/media/s/1' },
  { startMs: 40_000, endMs: 50_000, leadMs: 0, number: 2, url: '/media/s/2' },
];

describe('the parts of a round', () => {
  it('are what is here of the stretch, each in its file', () => {
    expect(loopParts(pieces, { startMs: 15_000, endMs: 42_500 })).toEqual([
      { startMs: 15_000, endMs: 20_000, url: '/media/s/1', fromSeconds: 5.2 },
      { startMs: 40_000, endMs: 42_500, url: '/media/s/2', fromSeconds: 0 },
    ]);
  });

  it('are none where nothing of the stretch is here', () => {
    expect(loopParts(pieces, { startMs: 20_000, endMs: 40_000 })).toEqual([]);
    expect(loopParts([], { startMs: 0, endMs: 1_000 })).toEqual([]);
  });

  const parts = loopParts(pieces, { startMs: 15_000, endMs: 42_500 });

  it.each([
    ['at the beginning', 0, 15_000],
    ['within the first part', 4_999, 19_999],
    ['at the border of two parts', 5_000, 40_000],
    ['within the second part', 6_000, 41_000],
    ['in the third round', 2 * 7_500 + 6_000, 41_000],
  ])('say where in the recording one is %s', (_case, playedMs, ms) => {
    expect(roundMs(parts)).toBe(7_500);
    expect(positionInRound(parts, playedMs)).toBe(ms);
    expect(playedBefore(parts, ms)).toBe(playedMs % 7_500);
  });

  it('go on at the next part from where nothing is', () => {
    expect(positionInRound(parts, playedBefore(parts, 30_000))).toBe(40_000);
  });
});
