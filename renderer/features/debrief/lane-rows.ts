/** Something that takes room on a lane; `endMs` is exclusive. */
export type Span = { startMs: number; endMs: number };

export type PackedRows = {
  /** The row of each span, in the order in which they were given. */
  rows: number[];
  rowCount: number;
};

/**
 * Lays spans that are sorted by start into as few rows as keep them apart. Beyond `maximumRows` the row that is free
 * soonest takes the rest, overlapping, so that a crowded lane stays a lane.
 */
export function packRows(spans: readonly Span[], gapMs: number, maximumRows: number): PackedRows {
  const freeFrom: number[] = [];
  const rows = spans.map(({ startMs, endMs }) => {
    const free = freeFrom.findIndex((from) => from <= startMs);
    const row = free !== -1 ? free : freeFrom.length < maximumRows ? freeFrom.length : soonest(freeFrom);
    freeFrom[row] = Math.max(freeFrom[row] ?? 0, endMs + gapMs);
    return row;
  });
  return { rows, rowCount: Math.max(1, freeFrom.length) };
}

function soonest(freeFrom: readonly number[]): number {
  return freeFrom.indexOf(Math.min(...freeFrom));
}

const STEPS_SECONDS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600];

/** The times at which a ruler of a width is ticked: round ones, never closer than can be read. */
export function rulerTicks(durationMs: number, widthPx: number, minimumGapPx = 72): number[] {
  if (widthPx <= 0) return [];
  const gapSeconds = (durationMs / 1_000 / widthPx) * minimumGapPx;
  const stepMs = 1_000 * (STEPS_SECONDS.find((step) => step >= gapSeconds) ?? 7_200);
  return Array.from({ length: Math.floor(durationMs / stepMs) + 1 }, (_, index) => index * stepMs);
}
