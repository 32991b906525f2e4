/** The part of the session that a timeline shows: from `startMs`, so many milliseconds a pixel, so many pixels. */
export type Viewport = { startMs: number; msPerPx: number; widthPx: number };

/** The shortest stretch that fills the timeline: single waves of a voice can be seen in it. */
const CLOSEST_SPAN_MS = 50;

/** The whole session in the given width. */
export function fitViewport(durationMs: number, widthPx: number): Viewport {
  return { startMs: 0, msPerPx: durationMs / Math.max(1, widthPx), widthPx };
}

/** A viewport kept within the session and its limits of zoom. */
export function clampViewport(viewport: Viewport, durationMs: number): Viewport {
  const widthPx = Math.max(1, viewport.widthPx);
  const farthest = durationMs / widthPx;
  const closest = Math.min(farthest, CLOSEST_SPAN_MS / widthPx);
  const msPerPx = Math.min(farthest, Math.max(closest, viewport.msPerPx));
  const latestStartMs = Math.max(0, durationMs - msPerPx * widthPx);
  return { startMs: Math.min(latestStartMs, Math.max(0, viewport.startMs)), msPerPx, widthPx };
}

/** Zooms so that the time under a pixel stays under it. `factor` over 1 comes closer. */
export function zoomAbout(viewport: Viewport, factor: number, xPx: number, durationMs: number): Viewport {
  const anchorMs = timeAt(viewport, xPx);
  const zoomed = clampViewport({ ...viewport, msPerPx: viewport.msPerPx / factor }, durationMs);
  return clampViewport({ ...zoomed, startMs: anchorMs - xPx * zoomed.msPerPx }, durationMs);
}

/** Zooms about a time where it is in view, and about the middle where it is not. */
export function zoomAboutTime(
  viewport: Viewport,
  factor: number,
  timeMs: number,
  durationMs: number,
): Viewport {
  const xPx = xOf(viewport, timeMs);
  const isInView = xPx >= 0 && xPx <= viewport.widthPx;
  return zoomAbout(viewport, factor, isInView ? xPx : viewport.widthPx / 2, durationMs);
}

export function scrollBy(viewport: Viewport, deltaPx: number, durationMs: number): Viewport {
  return clampViewport({ ...viewport, startMs: viewport.startMs + deltaPx * viewport.msPerPx }, durationMs);
}

/** Moves as little as needed to bring a time into view, with a margin of a tenth of the width. */
export function reveal(viewport: Viewport, timeMs: number, durationMs: number): Viewport {
  const spanMs = viewport.msPerPx * viewport.widthPx;
  const marginMs = spanMs / 10;
  if (timeMs < viewport.startMs || timeMs >= viewport.startMs + spanMs - marginMs / 2) {
    return clampViewport({ ...viewport, startMs: timeMs - marginMs }, durationMs);
  }
  return viewport;
}

/** The time under a pixel from the left edge, in fractional milliseconds. */
export function timeAt(viewport: Viewport, xPx: number): number {
  return viewport.startMs + xPx * viewport.msPerPx;
}

/** The pixel from the left edge under which a time lies; outside of 0 and the width when it is not in view. */
export function xOf(viewport: Viewport, timeMs: number): number {
  return (timeMs - viewport.startMs) / viewport.msPerPx;
}

export function isFit(viewport: Viewport, durationMs: number): boolean {
  return viewport.msPerPx * viewport.widthPx >= durationMs - 1;
}

const STEPS_MS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000,
  600_000, 900_000, 1_800_000, 3_600_000,
];

/** The times at which a ruler has labels, at least `minimumGapPx` apart. */
export function rulerTimes(viewport: Viewport, minimumGapPx: number): { times: number[]; stepMs: number } {
  const smallest = minimumGapPx * viewport.msPerPx;
  const stepMs = STEPS_MS.find((step) => step >= smallest) ?? 3_600_000;
  const endMs = viewport.startMs + viewport.msPerPx * viewport.widthPx;
  const times: number[] = [];
  for (let time = Math.ceil(viewport.startMs / stepMs) * stepMs; time <= endMs; time += stepMs)
    times.push(time);
  return { times, stepMs };
}
