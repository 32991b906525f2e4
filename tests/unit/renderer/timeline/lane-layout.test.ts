import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareMoments, type Moment } from '#shared/model/moment';
import { dragTimes } from '../../../../renderer/media/timeline/drag-times';
import { gripAt, layOutLanes } from '../../../../renderer/media/timeline/lane-layout';
import { indexMoments } from '../../../../renderer/media/timeline/moment-index';

const VIEW = { startMs: 10_000, msPerPx: 10, widthPx: 1_000 };
const LANES = ['partnering', 'closing'];
const PLACES = LANES.map((_, lane) => ({ topPx: lane * 27, heightPx: 27 }));
const laneOf = (kind: string) => LANES.indexOf(kind);

function moment(id: string, kind: string, startMs: number, endMs?: number): Moment {
  return {
    id,
    kind,
    polarity: 'shown',
    startMs,
    ...(endMs !== undefined && { endMs }),
    indicators: [],
    competencies: [],
    note: '',
    quote: '',
    createdAt: '2026-01-01T00:00:00.000Z',
  };
}

function layOut(moments: readonly Moment[], apart?: Moment) {
  const index = indexMoments(moments.toSorted(compareMoments), LANES.length, laneOf);
  return { index, layout: layOutLanes(index, VIEW, apart, apart && laneOf(apart.kind)) };
}

describe('moments on their lanes', () => {
  const moments = [
    moment('before', 'partnering', 0, 5_000),
    moment('interval', 'partnering', 12_000, 15_000),
    moment('point', 'closing', 14_000),
    moment('unknown', 'of-another-framework', 14_500),
    moment('after', 'closing', 40_000, 41_000),
  ];
  const { index, layout } = layOut(moments);

  it('places what is in view and nothing else', () => {
    expect(
      layout.map((item) => [item.type === 'moment' && item.moment.id, item.lane, item.leftPx, item.rightPx]),
    ).toEqual([
      ['interval', 0, 200, 500],
      ['point', 1, 395, 405],
    ]);
  });

  it.each([
    ['the middle of an interval', 350, 10, { momentId: 'interval', part: 'whole' }],
    ['its left edge', 202, 10, { momentId: 'interval', part: 'start' }],
    ['its right edge', 498, 10, { momentId: 'interval', part: 'end' }],
    ['a point', 400, 40, { momentId: 'point', part: 'whole' }],
    ['the same place on the other lane', 400, 10, { momentId: 'interval', part: 'whole' }],
    ['nothing', 700, 10, undefined],
  ])('takes hold of %s', (_where, xPx, yPx, grip) => {
    const { moment: held, part } = gripAt(layout, index, VIEW, { xPx, yPx, places: PLACES }) ?? {};
    expect(held && { momentId: held.id, part }).toEqual(grip);
  });

  it('gives one that lies within a crowd to whoever presses there, and shows their number', () => {
    const crowded = Array.from({ length: 5 }, (_, place) =>
      moment(`m${place}`, 'closing', 14_000 + place * 20),
    );
    const { index: crowdedIndex, layout: crowdedLayout } = layOut([...moments, ...crowded]);
    expect(crowdedLayout.filter(({ type }) => type === 'crowd')).toMatchObject([{ lane: 1, count: 6 }]);
    expect(gripAt(crowdedLayout, crowdedIndex, VIEW, { xPx: 406, yPx: 40, places: PLACES })).toMatchObject({
      moment: { id: 'm3' },
      lane: 1,
      part: 'one of many',
      crowd: { count: 6 },
    });
  });

  it('keeps the selected one out of every crowd and on top, where its drag is', () => {
    const crowded = Array.from({ length: 5 }, (_, place) =>
      moment(`m${place}`, 'closing', 14_000 + place * 15),
    );
    const dragged = { ...moment('m2', 'closing', 14_040), startMs: 18_000 };
    const { layout: withApart } = layOut(crowded, dragged);
    expect(withApart.at(-1)).toMatchObject({ type: 'moment', moment: { id: 'm2' }, leftPx: 795 });
    expect(withApart).toHaveLength(2);
    expect(withApart[0]).toMatchObject({ type: 'crowd', count: 4 });
  });

  const someMoments = fc.array(
    fc.record({
      kind: fc.constantFrom('partnering', 'closing'),
      startMs: fc.integer({ min: 0, max: 40_000 }),
      lengthMs: fc.option(fc.integer({ min: 0, max: 12_000 })),
    }),
    { maxLength: 120 },
  );

  it('shows each moment in view once, alone or counted in a crowd, as a search through all of them finds', () => {
    fc.assert(
      fc.property(someMoments, (drawn) => {
        const all = drawn.map(({ kind, startMs, lengthMs }, place) =>
          moment(`m${place}`, kind, startMs, lengthMs === null ? undefined : startMs + lengthMs),
        );
        const shown = layOut(all).layout.reduce(
          (sum, mark) => sum + (mark.type === 'crowd' ? mark.count : 1),
          0,
        );
        const expected = all.filter(({ startMs, endMs }) => {
          const left = (startMs - VIEW.startMs) / VIEW.msPerPx;
          if (endMs === undefined) return left + 5 >= 0 && left <= VIEW.widthPx + 10;
          const right = Math.max(left + 4, (endMs - VIEW.startMs) / VIEW.msPerPx);
          return right >= 0 && left <= VIEW.widthPx + 10;
        });
        expect(shown).toBe(expected.length);
      }),
      { numRuns: 500 },
    );
  });

  it('never lets words run into the next moment of the lane', () => {
    fc.assert(
      fc.property(someMoments, (drawn) => {
        const all = drawn.map(({ kind, startMs, lengthMs }, place) =>
          moment(`m${place}`, kind, startMs, lengthMs === null ? undefined : startMs + lengthMs),
        );
        const { layout: marks } = layOut(all);
        for (const [place, mark] of marks.entries()) {
          if (mark.type !== 'moment') continue;
          const next = marks.slice(place + 1).find(({ lane }) => lane === mark.lane);
          if (next) expect(mark.labelEndPx).toBeLessThanOrEqual(next.leftPx);
        }
      }),
    );
  });

  it('keeps a dragged moment whole, forward, and within the recording', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 90_000 }),
        fc.integer({ min: 100, max: 10_000 }),
        fc.constantFrom('start' as const, 'end' as const, 'whole' as const),
        fc.integer({ min: -200_000, max: 200_000 }),
        (startMs, lengthMs, part, deltaMs) => {
          const before = { startMs, endMs: startMs + lengthMs };
          const after = dragTimes(before, part, deltaMs, 100_000);
          expect(after.startMs).toBeGreaterThanOrEqual(0);
          expect(after.endMs).toBeLessThanOrEqual(100_000);
          expect(after.endMs ?? 0).toBeGreaterThan(after.startMs);
          if (part === 'whole') expect((after.endMs ?? 0) - after.startMs).toBe(lengthMs);
          if (part === 'start') expect(after.endMs).toBe(before.endMs);
          if (part === 'end') expect(after.startMs).toBe(before.startMs);
        },
      ),
    );
  });
});
