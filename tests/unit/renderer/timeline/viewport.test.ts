import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clampViewport,
  fitViewport,
  isFit,
  reveal,
  rulerTimes,
  timeAt,
  type Viewport,
  xOf,
  zoomAbout,
} from '../../../../renderer/media/timeline/viewport';

const durations = fc.integer({ min: 100, max: 12 * 3_600_000 });
const widths = fc.integer({ min: 200, max: 4_000 });

function viewports() {
  return fc
    .record({
      durationMs: durations,
      widthPx: widths,
      startMs: fc.integer({ min: -10_000, max: 50_000_000 }),
      msPerPx: fc.double({ min: 0.1, max: 50_000, noNaN: true }),
    })
    .map(({ durationMs, ...viewport }) => ({ durationMs, viewport: clampViewport(viewport, durationMs) }));
}

function expectWithin(viewport: Viewport, durationMs: number): void {
  expect(viewport.startMs).toBeGreaterThanOrEqual(0);
  expect(viewport.startMs + viewport.msPerPx * viewport.widthPx).toBeLessThanOrEqual(
    durationMs * 1.000001 + 1,
  );
}

describe('the part of a session in view', () => {
  it('never leaves the session, however it is zoomed and moved', () => {
    fc.assert(
      fc.property(
        viewports(),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.nat(4_000),
        (given, factor, x) => {
          expectWithin(given.viewport, given.durationMs);
          expectWithin(zoomAbout(given.viewport, factor, x, given.durationMs), given.durationMs);
        },
      ),
    );
  });

  it('keeps the time under the pointer while zooming in', () => {
    const viewport = { startMs: 60_000, msPerPx: 100, widthPx: 1_000 };
    const zoomed = zoomAbout(viewport, 4, 250, 3_600_000);
    expect(zoomed.msPerPx).toBe(25);
    expect(timeAt(zoomed, 250)).toBeCloseTo(timeAt(viewport, 250));
  });

  it('turns times to pixels and back', () => {
    fc.assert(
      fc.property(viewports(), fc.nat(4_000), ({ viewport }, x) => {
        expect(xOf(viewport, timeAt(viewport, x))).toBeCloseTo(x, 3);
      }),
    );
  });

  it('shows the whole session when fitted', () => {
    fc.assert(
      fc.property(durations, widths, (durationMs, widthPx) => {
        expect(isFit(fitViewport(durationMs, widthPx), durationMs)).toBe(true);
      }),
    );
  });

  it('brings a time into view and leaves the view alone when it is there', () => {
    const viewport = { startMs: 0, msPerPx: 10, widthPx: 1_000 };
    expect(reveal(viewport, 4_000, 600_000)).toBe(viewport);
    const moved = reveal(viewport, 30_000, 600_000);
    expect(xOf(moved, 30_000)).toBeGreaterThan(0);
    expect(xOf(moved, 30_000)).toBeLessThan(1_000);
  });

  it('labels the ruler no closer than asked', () => {
    fc.assert(
      fc.property(viewports(), ({ viewport }) => {
        const { times, stepMs } = rulerTimes(viewport, 76);
        expect(times.length).toBeLessThanOrEqual(viewport.widthPx / 76 + 2);
        expect(times.every((time) => time % stepMs === 0)).toBe(true);
      }),
    );
  });
});
