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
