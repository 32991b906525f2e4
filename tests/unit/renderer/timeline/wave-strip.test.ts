import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  clampViewport,
  fitViewport,
  scrollBy,
  timeAt,
  type Viewport,
  xOf,
  zoomAbout,
} from '../../../../renderer/media/timeline/viewport';
import { stripFor } from '../../../../renderer/media/timeline/wave-strip';

const DURATION_MS = 3 * 3_600_000;
const detail: Viewport = { startMs: 600_000, msPerPx: 50, widthPx: 1_000 };

const look = fc.oneof(
  fc.record({
    type: fc.constant('scroll' as const),
    px: fc.double({ min: -3_000, max: 3_000, noNaN: true }),
  }),
  fc.record({
    type: fc.constant('zoom' as const),
    factor: fc.double({ min: 0.2, max: 5, noNaN: true }),
    xPx: fc.double({ min: 0, max: 1_000, noNaN: true }),
  }),
  fc.record({ type: fc.constant('resize' as const), widthPx: fc.integer({ min: 200, max: 3_000 }) }),
);

test('wherever one looks, all that is in view is drawn, at its place', () => {
  fc.assert(
    fc.property(fc.array(look, { maxLength: 60 }), (looks) => {
      let view = fitViewport(DURATION_MS, 1_000);
      let strip = stripFor(view, undefined);
      for (const step of looks) {
        if (step.type === 'scroll') view = scrollBy(view, step.px, DURATION_MS);
        else if (step.type === 'zoom') view = zoomAbout(view, step.factor, step.xPx, DURATION_MS);
        else view = clampViewport({ ...view, widthPx: step.widthPx }, DURATION_MS);
        strip = stripFor(view, strip);
        const leftPx = xOf(view, strip.startMs);
        expect(leftPx).toBeLessThan(0.02);
        expect(leftPx + strip.widthPx).toBeGreaterThan(view.widthPx - 0.02);
        // What is drawn at a place of the strip is the time that the view has there.
        expect(timeAt(strip, 10 - leftPx)).toBeCloseTo(timeAt(view, 10), 3);
      }
    }),
  );
});

test('one who moves along by small steps makes it drawn once for each half of the view', () => {
  let view = detail;
  let strip = stripFor(view, undefined);
  let timesDrawn = 0;
  for (let step = 0; step < 100; step += 1) {
    view = scrollBy(view, 40, DURATION_MS);
    const next = stripFor(view, strip);
    if (next !== strip) timesDrawn += 1;
    strip = next;
  }
  // 4,000 pixels in halves of 1,000, the first one sooner, since nothing lay around the first view.
  expect(timesDrawn).toBe(8);
});

test('one who zooms gets no more than is in view', () => {
  let view = detail;
  let strip = stripFor(view, undefined);
  for (const factor of [2, 0.5, 3]) {
    view = zoomAbout(view, factor, 300, DURATION_MS);
    strip = stripFor(view, strip);
    expect(strip).toBe(view);
  }
});
