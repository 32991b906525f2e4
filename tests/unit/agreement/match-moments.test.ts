import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Extent, type Matching, matchMoments } from '#shared/agreement/match-moments';

const TOLERANCE_MS = 2_000;

function named(prefix: string, extents: readonly Omit<Extent, 'id'>[]): Extent[] {
  return extents.map((extent, index) => ({ id: `${prefix}${index}`, ...extent }));
}

const someMoments = (maxLength: number) =>
  fc.array(
    fc.record(
      { startMs: fc.integer({ min: 0, max: 20_000 }), lengthMs: fc.integer({ min: 1, max: 9_000 }) },
      { requiredKeys: ['startMs'] },
    ),
    { maxLength },
  );

function extentsOf(prefix: string, drawn: readonly { startMs: number; lengthMs?: number }[]): Extent[] {
  return named(
    prefix,
    drawn.map(({ startMs, lengthMs }) => ({ startMs, ...(lengthMs && { endMs: startMs + lengthMs }) })),
  );
}

const totalOf = ({ pairs }: Matching) => pairs.reduce((total, { overlapMs }) => total + overlapMs, 0);

/** The overlap of two moments, said in another way than the program does: by the distance of their middles. */
function overlapOf(a: Extent, b: Extent): number {
  const [middleA, halfA] = middleAndHalf(a);
  const [middleB, halfB] = middleAndHalf(b);
  return Math.max(0, Math.min(halfA + halfB - Math.abs(middleA - middleB), 2 * halfA, 2 * halfB));
}

function middleAndHalf({ startMs, endMs }: Extent): [number, number] {
  return endMs === undefined ? [startMs, TOLERANCE_MS / 2] : [(startMs + endMs) / 2, (endMs - startMs) / 2];
}

/** Tries every matching; returns the largest total overlap, and the most pairs with which it is reached. */
function bruteForce(first: readonly Extent[], second: readonly Extent[]): { total: number; pairs: number } {
  const [head, ...rest] = first;
  if (!head) return { total: 0, pairs: 0 };
  let best = bruteForce(rest, second);
  second.forEach((partner, place) => {
    const overlap = overlapOf(head, partner);
    if (overlap === 0) return;
    const others = bruteForce(rest, second.toSpliced(place, 1));
    const candidate = { total: others.total + overlap, pairs: others.pairs + 1 };
    if (candidate.total > best.total || (candidate.total === best.total && candidate.pairs > best.pairs)) {
      best = candidate;
    }
  });
  return best;
}

describe('moments of two reviewers', () => {
  it('match where they overlap, and say who was alone', () => {
    const matching = matchMoments(
      named('a', [{ startMs: 0, endMs: 4_000 }, { startMs: 30_000 }]),
      named('b', [{ startMs: 1_000, endMs: 6_000 }, { startMs: 60_000 }]),
      TOLERANCE_MS,
    );
    expect(matching).toEqual({
      pairs: [{ first: 'a0', second: 'b0', overlapMs: 3_000 }],
      onlyFirst: ['a1'],
      onlySecond: ['b1'],
    });
  });

  it.each([
    [0, 1],
    [1_999, 1],
    [2_000, 0],
    [5_000, 0],
  ])('as points %i ms apart give %i pairs at a tolerance of two seconds', (distanceMs, pairs) => {
    const matching = matchMoments(
      named('a', [{ startMs: 10_000 }]),
      named('b', [{ startMs: 10_000 + distanceMs }]),
      TOLERANCE_MS,
    );
    expect(matching.pairs).toHaveLength(pairs);
  });

  it('match crosswise where that covers more', () => {
    const matching = matchMoments(
      named('a', [
        { startMs: 0, endMs: 10_000 },
        { startMs: 1_000, endMs: 3_000 },
      ]),
      named('b', [
        { startMs: 2_000, endMs: 3_500 },
        { startMs: 2_500, endMs: 10_000 },
      ]),
      TOLERANCE_MS,
    );
    expect(matching.pairs.map(({ first, second }) => [first, second])).toEqual([
      ['a0', 'b1'],
      ['a1', 'b0'],
    ]);
  });

  it('are never matched worse than by trying everything', () => {
    fc.assert(
      fc.property(someMoments(6), someMoments(6), (drawnFirst, drawnSecond) => {
        const [first, second] = [extentsOf('a', drawnFirst), extentsOf('b', drawnSecond)];
        const matching = matchMoments(first, second, TOLERANCE_MS);
        const best = bruteForce(first, second);
        expect([totalOf(matching), matching.pairs.length]).toEqual([best.total, best.pairs]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('appear once each, whoever comes first and in whatever order', () => {
    fc.assert(
      fc.property(someMoments(40), someMoments(40), (drawnFirst, drawnSecond) => {
        const [first, second] = [extentsOf('a', drawnFirst), extentsOf('b', drawnSecond)];
        const matching = matchMoments(first, second, TOLERANCE_MS);
        const named = [...matching.pairs.map((pair) => pair.first), ...matching.onlyFirst].sort();
        expect(named).toEqual(first.map(({ id }) => id).sort());
        const turned = matchMoments(second.toReversed(), first.toReversed(), TOLERANCE_MS);
        expect([totalOf(turned), turned.pairs.length]).toEqual([totalOf(matching), matching.pairs.length]);
      }),
    );
  });

  it('match themselves completely', () => {
    fc.assert(
      fc.property(someMoments(60), (drawn) => {
        const { pairs, onlyFirst, onlySecond } = matchMoments(
          extentsOf('a', drawn),
          extentsOf('b', drawn),
          TOLERANCE_MS,
        );
        expect([pairs.length, onlyFirst, onlySecond]).toEqual([drawn.length, [], []]);
      }),
    );
  });
});
