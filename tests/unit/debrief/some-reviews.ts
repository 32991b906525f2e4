import fc from 'fast-check';
import type { DebriefReview } from '#shared/debrief/debrief-steps';
import { TRAIL_KINDS } from '#shared/model/moment';
import { idOf, sampleFramework } from '../backend/exchange/sample-contents';

export const FRAMEWORK = await sampleFramework();

type Marked = [
  kind: string,
  polarity: 'shown' | 'missed' | 'against',
  startMs: number,
  endMs?: number | undefined,
];

/** A review by hand: its number, its moments and its ratings. */
export function review(
  number: number,
  moments: readonly Marked[],
  ratings: Readonly<Record<string, string>> = {},
  counts = true,
): DebriefReview {
  const listed = moments.map(([kind, polarity, startMs, endMs], index) => {
    const id = idOf(number * 100_000 + index);
    return {
      id,
      kind,
      polarity,
      startMs,
      ...(endMs !== undefined && { endMs }),
      indicators: [],
      competencies: [],
      note: '',
      quote: '',
      createdAt: '2026-11-22T18:00:00.000Z',
    };
  });
  return {
    reviewId: idOf(number),
    counts,
    content: {
      moments: Object.fromEntries(listed.map((moment) => [moment.id, moment])),
      ratings: Object.fromEntries(
        Object.entries(ratings).map(([code, value]) => [code, { value, rationale: '' }]),
      ),
    },
  };
}

const VALUES = ['not-yet', 'emerging', 'solid', 'fluent', 'no-opportunity', 'not-assessable'];

const marked: fc.Arbitrary<Marked> = fc
  .tuple(
    fc.constantFrom(...TRAIL_KINDS.slice(0, 3).map(({ id }) => id)),
    fc.constantFrom('shown' as const, 'missed' as const, 'against' as const),
    fc.nat(60_000),
    fc.option(fc.integer({ min: 1, max: 20_000 }), { nil: undefined }),
  )
  .map(([kind, polarity, startMs, length]) => [
    kind,
    polarity,
    startMs,
    length === undefined ? undefined : startMs + length,
  ]);

/** Up to ten reviews; of some, nothing counts, and some say nothing. */
export const someReviews: fc.Arbitrary<DebriefReview[]> = fc
  .array(
    fc.record({
      moments: fc.array(marked, { maxLength: 12 }),
      ratings: fc.dictionary(fc.constantFrom('SA', 'RC', 'DT', 'PT'), fc.constantFrom(...VALUES)),
      counts: fc.boolean(),
    }),
    { minLength: 2, maxLength: 10 },
  )
  .map((reviews) =>
    reviews.map(({ moments, ratings, counts }, index) => review(index + 1, moments, ratings, counts)),
  );

/** The same reviews, and the same things in each, in another order. */
export function shuffled(reviews: readonly DebriefReview[], by: number): DebriefReview[] {
  const turn = <Item>(items: readonly Item[]): Item[] => {
    const place = items.length === 0 ? 0 : by % items.length;
    return [...items.slice(place), ...items.slice(0, place)].reverse();
  };
  return turn(
    reviews.map(({ content, ...head }) => ({
      ...head,
      content: {
        moments: Object.fromEntries(turn(Object.entries(content.moments))),
        ratings: Object.fromEntries(turn(Object.entries(content.ratings))),
      },
    })),
  );
}
