import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closeUpNeed, showsAll } from '../../../../renderer/media/close-up';
import { clampViewport } from '../../../../renderer/media/timeline/viewport';
import { columnsInView } from '../../../../renderer/media/timeline/wave-picture';

const SECONDS = 60;

/** A minute of silence with one column of noise. */
function peaksWithNoiseAt(column: number, columnsPerSecond = 100) {
  const values = new Int16Array(SECONDS * columnsPerSecond * 2);
  values[column * 2] = -16_384;
  values[column * 2 + 1] = 8_192;
  return { columnsPerSecond, values, startMs: 0 };
}

describe('the waveform in view', () => {
  it('shows a sound at its time, at every zoom and place, and nowhere else', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: SECONDS * 100 - 1 }),
        fc.integer({ min: 0, max: SECONDS * 1_000 }),
        fc.double({ min: 0.1, max: 60, noNaN: true }),
        (column, startMs, msPerPx) => {
          const viewport = clampViewport({ startMs, msPerPx, widthPx: 1_000 }, SECONDS * 1_000);
          const [upper, lower] = columnsInView(peaksWithNoiseAt(column), viewport, 1_000, 1);
          const left = (column * 10 - viewport.startMs) / viewport.msPerPx;
          const right = ((column + 1) * 10 - viewport.startMs) / viewport.msPerPx;
          for (let x = 0; x < 1_000; x += 1) {
            // The pixels that the column covers; its borders may fall on either side.
            const isSure = x >= left + 1e-6 && x + 1 <= right - 1e-6;
            const isApart = x + 1 < left - 1e-6 || x > right + 1e-6;
            const shown = (upper[x] ?? 0) + (lower[x] ?? 0);
            if ((isSure && shown !== 0.75) || (isApart && shown !== 0)) expect({ x, shown }).toBeUndefined();
          }
          if (right > 0 && left < 999) expect(Math.max(...lower)).toBe(0.5);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is as tall as there is room for the loudest', () => {
    const viewport = { startMs: 0, msPerPx: 60, widthPx: 1_000 };
    const [, lower] = columnsInView(peaksWithNoiseAt(3_000), viewport, 1_000, 0.5);
    expect(Math.max(...lower)).toBe(1);
  });
});

describe('what is decoded finely for a close view', () => {
  const durationMs = 3 * 3_600_000;

  it('is nothing while the stored columns do', () => {
    expect(closeUpNeed({ startMs: 0, msPerPx: 10, widthPx: 1_000 }, durationMs)).toBeUndefined();
  });

  it('covers what is in view, within the recording, in no more than a few screens of columns', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: durationMs }),
        fc.double({ min: 0.01, max: 5, noNaN: true }),
        fc.integer({ min: 300, max: 4_000 }),
        (startMs, msPerPx, widthPx) => {
          const viewport = clampViewport({ startMs, msPerPx, widthPx }, durationMs);
          const need = closeUpNeed(viewport, durationMs);
          if (!need) throw new Error('Something is needed');
          expect(need.fromMs).toBeGreaterThanOrEqual(0);
          expect(need.toMs).toBeLessThanOrEqual(durationMs);
          const columns = Math.ceil(((need.toMs - need.fromMs) / 1_000) * need.columnsPerSecond);
          expect(columns).toBeLessThanOrEqual(widthPx * 6 + need.columnsPerSecond / 100 + 2);
          const picture = {
            startMs: need.fromMs,
            columnsPerSecond: need.columnsPerSecond,
            values: new Int16Array(columns * 2),
          };
          expect(showsAll(picture, viewport, need, durationMs)).toBe(true);
        },
      ),
    );
  });
});
