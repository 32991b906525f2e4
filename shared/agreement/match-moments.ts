/** A moment as matching sees it: its id and where it lies, in whole milliseconds; `endMs` is exclusive, a point has none. */
export type Extent = { id: string; startMs: number; endMs?: number | undefined };

export type MatchedPair = {
  first: string;
  second: string;
  /** How far the two cover each other, in milliseconds, points widened by the tolerance. */
  overlapMs: number;
};

export type Matching = {
  pairs: readonly MatchedPair[];
  onlyFirst: readonly string[];
  onlySecond: readonly string[];
};

/**
 * Matches two reviewers' moments one to one so that the total overlap is as large as it can be, and among such matchings
 * so that there are as many pairs as there can be. Moments that do not touch are never matched.
 *
 * A point counts as an interval of the tolerance's length around it: two points match while they are less than the
 * tolerance apart, the better the closer, and a point matches an interval that it lies in or near.
 *
 * An assignment of maximum weight, by shortest augmenting paths with potentials: Kuhn, H. W. (1955). Naval Research
 * Logistics Quarterly 2, 83-97; Edmonds, J. and Karp, R. M. (1972). Journal of the ACM 19(2), 248-264. Only overlapping
 * pairs are looked at, so that two thousand moments of an hour take milliseconds.
 *
 * @param toleranceMs - above 0
 */
export function matchMoments(
  first: readonly Extent[],
  second: readonly Extent[],
  toleranceMs: number,
): Matching {
  const rows = sortByStart(first.map((moment) => widen(moment, toleranceMs)));
  const columns = sortByStart(second.map((moment) => widen(moment, toleranceMs)));
  const partnerOfRow = assign(overlaps(rows, columns), columns.length);
  const pairs: MatchedPair[] = [];
  const matchedColumns = new Set<number>();
  const onlyFirst: string[] = [];
  rows.forEach((row, place) => {
    const partner = partnerOfRow[place] ?? NOBODY;
    const column = columns[partner];
    if (!column) {
      onlyFirst.push(row.id);
      return;
    }
    matchedColumns.add(partner);
    pairs.push({ first: row.id, second: column.id, overlapMs: overlapMs(row, column) });
  });
  const onlySecond = columns.flatMap(({ id }, place) => (matchedColumns.has(place) ? [] : [id]));
  return { pairs, onlyFirst, onlySecond };
}

type Stretch = { id: string; startMs: number; endMs: number };
type Edge = { column: number; weight: number };

const NOBODY = -1;

/** More pairs than any two reviews have, so that one millisecond of overlap outweighs any number of pairs. */
const PAIRS_BELOW = 2 ** 16;

function widen({ id, startMs, endMs }: Extent, toleranceMs: number): Stretch {
  if (endMs !== undefined) return { id, startMs, endMs };
  // Twice the scale would keep odd tolerances exact; half a millisecond is finer than any mark.
  return { id, startMs: startMs - toleranceMs / 2, endMs: startMs + toleranceMs / 2 };
}

function sortByStart(stretches: readonly Stretch[]): Stretch[] {
  return stretches.toSorted((a, b) => a.startMs - b.startMs || a.endMs - b.endMs || (a.id < b.id ? -1 : 1));
}

function overlapMs(a: Stretch, b: Stretch): number {
  return Math.max(0, Math.min(a.endMs, b.endMs) - Math.max(a.startMs, b.startMs));
}

/** For every row the columns that it overlaps. Both lists are sorted by start. */
function overlaps(rows: readonly Stretch[], columns: readonly Stretch[]): Edge[][] {
  const longest = columns.reduce((length, { startMs, endMs }) => Math.max(length, endMs - startMs), 0);
  let from = 0;
  return rows.map((row) => {
    // No column that starts earlier than this can reach the row, nor any row after it.
    while (from < columns.length && (columns[from]?.startMs ?? 0) + longest <= row.startMs) from += 1;
    const edges: Edge[] = [];
    for (let column = from; column < columns.length; column += 1) {
      const candidate = columns[column];
      if (!candidate || candidate.startMs >= row.endMs) break;
      const overlap = overlapMs(row, candidate);
      if (overlap > 0) edges.push({ column, weight: overlap * PAIRS_BELOW + 1 });
    }
    return edges;
  });
}

/** The column of each row in an assignment of maximum weight, `NOBODY` where a row stays alone. */
function assign(edgesOfRows: readonly (readonly Edge[])[], columnCount: number): number[] {
  const partnerOfRow = edgesOfRows.map(() => NOBODY);
  const partnerOfColumn = Array.from({ length: columnCount }, () => NOBODY);
  // Weight of an edge <= rowPrice + columnPrice, with equality on matched edges; prices never fall below 0.
  const rowPrice = edgesOfRows.map((edges) => edges.reduce((most, { weight }) => Math.max(most, weight), 0));
  const columnPrice = Array.from({ length: columnCount }, () => 0);

  // What one search finds; a column's entry counts only in the search that bears its number.
  const distance = new Float64Array(columnCount);
  const cameFrom = new Int32Array(columnCount);
  const reachedIn = new Int32Array(columnCount).fill(NOBODY);
  const settledIn = new Int32Array(columnCount).fill(NOBODY);

  for (let start = 0; start < edgesOfRows.length; start += 1) {
    augment(start);
  }
  return partnerOfRow;

  /**
   * Finds the cheapest way to place one more row: at a free column, or by leaving some row of the tree alone at the
   * cost of its price. Dijkstra over slacks, by a heap.
   */
  function augment(start: number): void {
    const settled: { column: number; cost: number }[] = [];
    const rowsInTree = [{ row: start, cost: 0 }];
    const heap = new SmallestFirst();
    let best = { cost: rowPrice[start] ?? 0, leaves: start, column: NOBODY };
    let row = start;
    let reached = 0;
    while (true) {
      for (const { column, weight } of edgesOfRows[row] ?? []) {
        if (settledIn[column] === start) continue;
        const slack = (rowPrice[row] ?? 0) + (columnPrice[column] ?? 0) - weight;
        const length = reached + slack;
        // What costs no less than the best way so far is never taken.
        if (length >= best.cost) continue;
        if (reachedIn[column] === start && length >= (distance[column] ?? 0)) continue;
        reachedIn[column] = start;
        distance[column] = length;
        cameFrom[column] = row;
        heap.push(length, column);
      }
      const next = heap.popUnless((column) => settledIn[column] === start);
      if (!next || next.cost >= best.cost) break;
      const { cost, item: column } = next;
      settledIn[column] = start;
      settled.push({ column, cost });
      const partner = partnerOfColumn[column] ?? NOBODY;
      if (partner === NOBODY) {
        best = { cost, leaves: NOBODY, column };
        break;
      }
      rowsInTree.push({ row: partner, cost });
      // Leaving the partner alone costs its price on top.
      const leaving = cost + (rowPrice[partner] ?? 0);
      if (leaving < best.cost) best = { cost: leaving, leaves: partner, column };
      row = partner;
      reached = cost;
    }
    for (const { row: reachedRow, cost } of rowsInTree) {
      if (cost < best.cost) rowPrice[reachedRow] = (rowPrice[reachedRow] ?? 0) - (best.cost - cost);
    }
    for (const { column, cost } of settled) {
      if (cost < best.cost) columnPrice[column] = (columnPrice[column] ?? 0) + (best.cost - cost);
    }
    if (best.leaves === start) return;
    if (best.leaves !== NOBODY) partnerOfRow[best.leaves] = NOBODY;
    let column = best.column;
    while (column !== NOBODY) {
      const from = cameFrom[column] ?? NOBODY;
      const before = partnerOfRow[from] ?? NOBODY;
      partnerOfRow[from] = column;
      partnerOfColumn[column] = from;
      column = from === start ? NOBODY : before;
    }
  }
}

/** A binary heap of columns by cost. */
class SmallestFirst {
  readonly #items: { cost: number; item: number }[] = [];

  push(cost: number, item: number): void {
    const items = this.#items;
    let place = items.push({ cost, item }) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if ((items[parent]?.cost ?? 0) <= cost) break;
      this.#swap(place, parent);
      place = parent;
    }
  }

  /** The cheapest item that is not outdated. */
  popUnless(isOutdated: (item: number) => boolean): { cost: number; item: number } | undefined {
    while (true) {
      const top = this.#pop();
      if (!top || !isOutdated(top.item)) return top;
    }
  }

  #pop(): { cost: number; item: number } | undefined {
    const items = this.#items;
    const top = items[0];
    const last = items.pop();
    if (!top || !last || items.length === 0) return top;
    items[0] = last;
    for (let place = 0; ; ) {
      let least = place;
      for (const child of [2 * place + 1, 2 * place + 2]) {
        if ((items[child]?.cost ?? Number.POSITIVE_INFINITY) < (items[least]?.cost ?? 0)) least = child;
      }
      if (least === place) return top;
      this.#swap(place, least);
      place = least;
    }
  }

  #swap(a: number, b: number): void {
    const [first, second] = [this.#items[a], this.#items[b]];
    if (!first || !second) return;
    this.#items[a] = second;
    this.#items[b] = first;
  }
}
