import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMoreThan, joinExcerpts } from '#shared/excerpts/join-excerpts';
import { planExcerpts, totalMs } from '#shared/excerpts/plan-excerpts';
import { absentStretches, nextPiece, pieceAt, piecesOf } from '#shared/excerpts/recording-pieces';
import { type Excerpt, excerptSchema, MAXIMUM_EXCERPTS } from '#shared/model/recording';
import { type Stretch, stretchOf } from '#shared/scoring/stretch';

const DURATION_MS = 600_000;
const anyMoment = fc
  .record({
    startMs: fc.nat(DURATION_MS),
    lengthMs: fc.option(fc.integer({ min: 1, max: 40_000 }), { nil: undefined }),
  })
  .map(({ startMs, lengthMs }) => ({
    startMs,
    ...(lengthMs !== undefined && { endMs: startMs + lengthMs }),
  }));

function excerpt(startMs: number, endMs: number, leadMs = 0, sha256 = 'a'.repeat(64)): Excerpt {
  return excerptSchema.parse({
    startMs,
    endMs,
    leadMs,
    mimeType: 'audio/webm',
    extension: 'webm',
    sizeBytes: 1,
    sha256,
  });
}

function expectInOrder(stretches: readonly Stretch[]): void {
  let reachedMs = 0;
  for (const { startMs, endMs } of stretches) {
    expect(startMs).toBeGreaterThanOrEqual(reachedMs);
    expect(endMs).toBeGreaterThan(startMs);
    reachedMs = endMs;
  }
  expect(reachedMs).toBeLessThanOrEqual(DURATION_MS);
}

describe('the stretches around moments', () => {
  it('are padded, joined where they nearly touch, and kept within the recording', () => {
    const moments = [
      { startMs: 20_000, endMs: 25_000 },
      { startMs: 1_500 },
      { startMs: 35_900, endMs: 40_000 },
      { startMs: 597_000, endMs: 600_000 },
    ];
    expect(planExcerpts(moments, { paddingMs: 5_000, durationMs: DURATION_MS })).toEqual([
      { startMs: 0, endMs: 10_500 },
      { startMs: 15_000, endMs: 45_000 },
      { startMs: 592_000, endMs: 600_000 },
    ]);
  });

  it('hold every moment, in order and without overlap', () => {
    fc.assert(
      fc.property(fc.array(anyMoment, { maxLength: 60 }), fc.nat(60_000), (moments, paddingMs) => {
        const stretches = planExcerpts(moments, { paddingMs, durationMs: DURATION_MS });
        expectInOrder(stretches);
        for (const [index, { startMs }] of stretches.entries()) {
          const before = stretches[index - 1];
          if (before) expect(startMs - before.endMs).toBeGreaterThanOrEqual(1_000);
        }
        for (const moment of moments) {
          const { startMs, endMs } = stretchOf(moment, DURATION_MS);
          if (startMs === endMs) continue;
          expect(stretches.some((one) => one.startMs <= startMs && one.endMs >= endMs)).toBe(true);
        }
      }),
    );
  });

  it('are never more than a package takes', () => {
    const moments = Array.from({ length: 3_000 }, (_, index) => ({
      startMs: index * 7_000,
      endMs: index * 7_000 + 500,
    }));
    const stretches = planExcerpts(moments, { paddingMs: 0, durationMs: 3_000 * 7_000 });
    expect(stretches.length).toBeLessThanOrEqual(MAXIMUM_EXCERPTS);
    expect(stretches.at(-1)?.endMs).toBe(2_999 * 7_000 + 500);
  });
});

const anySet = fc.uniqueArray(fc.nat(200), { maxLength: 20 }).map((marks) => {
  const sorted = marks.sort((a, b) => a - b);
  const set: Excerpt[] = [];
  for (let index = 0; index + 1 < sorted.length; index += 2) {
    set.push(excerpt((sorted[index] ?? 0) * 1_000, (sorted[index + 1] ?? 0) * 1_000, 40));
  }
  return set;
});

/** The seconds that can be heard of a set. */
function secondsOf(set: readonly Excerpt[]): Set<number> {
  const seconds = new Set<number>();
  for (const { startMs, endMs } of set) for (let ms = startMs; ms < endMs; ms += 1_000) seconds.add(ms);
  return seconds;
}

describe('excerpts that arrive later', () => {
  it('add what they bring, and begin where one that is here ends', () => {
    const present = [excerpt(10_000, 20_000, 50)];
    expect(joinExcerpts(present, [excerpt(15_000, 30_000, 80), excerpt(40_000, 41_000)])).toEqual([
      excerpt(10_000, 20_000, 50),
      excerpt(20_000, 30_000, 5_080),
      excerpt(40_000, 41_000),
    ]);
    expect(joinExcerpts(present, [excerpt(12_000, 18_000)])).toEqual(present);
    expect(joinExcerpts(present, [excerpt(5_000, 25_000, 7)])).toEqual([excerpt(5_000, 25_000, 7)]);
    expect(isMoreThan(joinExcerpts(present, present), present)).toBe(false);
  });

  it('never take anything away, and leave a time where it was in its file', () => {
    fc.assert(
      fc.property(anySet, anySet, (present, arriving) => {
        const joined = joinExcerpts(present, arriving);
        expectInOrder(joined);
        expect(secondsOf(joined)).toEqual(secondsOf([...present, ...arriving]));
        const origins = new Set([...present, ...arriving].map(({ startMs, leadMs }) => startMs - leadMs));
        for (const { startMs, leadMs } of joined) expect(origins).toContain(startMs - leadMs);
      }),
    );
  });
});

describe('the pieces of a recording', () => {
  const recording = { storage: 'excerpts', durationMs: 60_000 } as const;

  it('are found by time', () => {
    const pieces = piecesOf({ ...recording, excerpts: [excerpt(5_000, 8_000, 90), excerpt(8_000, 9_000)] });
    expect(pieceAt(pieces, 8_000)?.number).toBe(2);
    expect(pieceAt(pieces, 9_000)).toBeUndefined();
    expect(nextPiece(pieces, 4_000)?.startMs).toBe(5_000);
    expect(nextPiece(pieces, 8_001)).toBeUndefined();
    expect(absentStretches(pieces, 60_000)).toEqual([
      { startMs: 0, endMs: 5_000 },
      { startMs: 9_000, endMs: 60_000 },
    ]);
  });

  it('are one where all of it is here, and none where nothing is', () => {
    const whole = piecesOf({ ...recording, storage: 'linked' });
    expect(whole).toEqual([{ startMs: 0, endMs: 60_000, leadMs: 0, number: undefined }]);
    expect(absentStretches(whole, 60_000)).toEqual([]);
    expect(piecesOf({ ...recording, storage: 'deleted' })).toEqual([]);
  });

  it('and what is absent make up the whole', () => {
    fc.assert(
      fc.property(anySet, (excerpts) => {
        const pieces = piecesOf({ storage: 'excerpts', durationMs: DURATION_MS, excerpts });
        const absent = absentStretches(pieces, DURATION_MS);
        if (excerpts.length === 0) return;
        expect(totalMs(pieces) + totalMs(absent)).toBe(DURATION_MS);
      }),
    );
  });
});
