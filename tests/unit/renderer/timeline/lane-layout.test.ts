import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Moment } from '#shared/model/moment';
import { dragTimes, gripAt, layOutItems } from '../../../../renderer/media/timeline/lane-layout';

const VIEW = { startMs: 10_000, msPerPx: 10, widthPx: 1_000 };
const LANES = ['partnering', 'closing'];
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

describe('moments on their lanes', () => {
  const moments = [
    moment('before', 'partnering', 0, 5_000),
    moment('interval', 'partnering', 12_000, 15_000),
    moment('point', 'closing', 14_000),
    moment('unknown', 'of-another-framework', 14_500),
    moment('after', 'closing', 40_000, 41_000),
  ];
  const items = layOutItems(moments, VIEW, laneOf);

  it('places what is in view and nothing else', () => {
    expect(items.map((item) => [item.moment.id, item.lane, item.leftPx, item.rightPx])).toEqual([
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
  ])('takes hold of %s', (_where, x, y, grip) => {
    expect(gripAt(items, x, y, 27)).toEqual(grip);
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
