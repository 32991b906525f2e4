import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packRows, type Span } from '../../../renderer/features/debrief/timeline/lane-rows';

const anySpans: fc.Arbitrary<Span[]> = fc
  .array(fc.record({ startMs: fc.nat(1_000), lengthMs: fc.integer({ min: 1, max: 300 }) }), { maxLength: 60 })
  .map((facts) =>
    facts
      .map(({ startMs, lengthMs }) => ({ startMs, endMs: startMs + lengthMs }))
      .sort((a, b) => a.startMs - b.startMs),
  );

describe('moments on a lane', () => {
  test('share a row where they leave each other room', () => {
    const spans = [
      { startMs: 0, endMs: 10 },
      { startMs: 5, endMs: 20 },
      { startMs: 12, endMs: 30 },
      { startMs: 21, endMs: 25 },
    ];
    expect(packRows(spans, 2, 8)).toEqual({ rows: [0, 1, 0, 2], rowCount: 3 });
    expect(packRows([], 2, 8)).toEqual({ rows: [], rowCount: 1 });
  });

  test('never cover each other while rows are left', () => {
    fc.assert(
      fc.property(anySpans, fc.nat(20), (spans, gapMs) => {
        const { rows, rowCount } = packRows(spans, gapMs, Number.POSITIVE_INFINITY);
        expect(rowCount).toBe(Math.max(1, ...rows.map((row) => row + 1)));
        spans.forEach((span, index) => {
          spans.slice(0, index).forEach((other, otherIndex) => {
            if (rows[index] === rows[otherIndex])
              expect(other.endMs + gapMs).toBeLessThanOrEqual(span.startMs);
          });
        });
      }),
    );
  });

  test('never take more rows than there may be', () => {
    fc.assert(
      fc.property(anySpans, fc.integer({ min: 1, max: 4 }), (spans, maximum) => {
        const { rows, rowCount } = packRows(spans, 0, maximum);
        expect(rowCount).toBeLessThanOrEqual(maximum);
        for (const row of rows) expect(row).toBeLessThan(rowCount);
      }),
    );
  });
});
