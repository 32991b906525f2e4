import { type Extent, type Matching, matchMoments } from './match-moments';
import { defined, type Figure, notDefined, type Ratings, sum } from './ratings';

/** How two reviewers' moments of one kind fit, with the first taken as the one to compare with. */
export type EventAgreement = {
  matching: Matching;
  /** The part of the second's moments that the first has too. */
  precision: Figure;
  /** The part of the first's moments that the second has too. */
  recall: Figure;
  /** 2 matched / (2 matched + only first + only second): the same whoever comes first. */
  f: Figure;
};

/** @param toleranceMs - how far apart two points may be, above 0 */
export function compareEvents(
  first: readonly Extent[],
  second: readonly Extent[],
  toleranceMs: number,
): EventAgreement {
  const matching = matchMoments(first, second, toleranceMs);
  const matched = matching.pairs.length;
  const [onlyFirst, onlySecond] = [matching.onlyFirst.length, matching.onlySecond.length];
  return {
    matching,
    precision: part(matched, matched + onlySecond),
    recall: part(matched, matched + onlyFirst),
    f: part(2 * matched, 2 * matched + onlyFirst + onlySecond),
  };
}

function part(count: number, of: number): Figure {
  return of === 0 ? notDefined('no-common-units') : defined(count / of, of);
}

export type KindOfMoment = Extent & { kind: string };

/**
 * Event-based kappa of two reviewers over several kinds: moments are matched by where they lie, whatever their kind,
 * and their kinds compared; an unmatched moment is compared with "nothing marked". Moments that nobody marked cannot be
 * counted, so that cell is left out and the agreement by chance is fitted around it.
 *
 * Bakeman, R. and Quera, V. (2011). Sequential Analysis and Observational Methods for the Behavioral Sciences, chapter
 * 5; the fit by iterative proportional fitting as in Holle, H. and Rein, R. (2015). EasyDIAg. Behavior Research Methods
 * 47, 837-847.
 */
export function eventKappa(
  first: readonly KindOfMoment[],
  second: readonly KindOfMoment[],
  toleranceMs: number,
): Figure {
  const kinds = [...new Set([...first, ...second].map(({ kind }) => kind))].sort();
  const places = new Map(kinds.map((kind, place) => [kind, place]));
  const placeOf = (moments: readonly KindOfMoment[]) =>
    new Map(moments.map(({ id, kind }) => [id, places.get(kind) ?? -1]));
  const [placeOfFirst, placeOfSecond] = [placeOf(first), placeOf(second)];
  const nothing = kinds.length;
  const table = Array.from({ length: nothing + 1 }, () => Array.from({ length: nothing + 1 }, () => 0));
  const count = (row: number, column: number) => {
    const cells = table[row];
    if (cells) cells[column] = (cells[column] ?? 0) + 1;
  };
  const matching = matchMoments(first, second, toleranceMs);
  for (const pair of matching.pairs) {
    count(placeOfFirst.get(pair.first) ?? nothing, placeOfSecond.get(pair.second) ?? nothing);
  }
  for (const id of matching.onlyFirst) count(placeOfFirst.get(id) ?? nothing, nothing);
  for (const id of matching.onlySecond) count(nothing, placeOfSecond.get(id) ?? nothing);
  return kappaWithoutLastCell(table);
}

/** Cohen's kappa of a table whose last cell cannot occur. */
function kappaWithoutLastCell(table: readonly (readonly number[])[]): Figure {
  const total = sum(table.map(sum));
  if (total === 0) return notDefined('no-common-units');
  const expected = fitQuasiIndependence(table);
  const onDiagonal = (cells: readonly (readonly number[])[]) =>
    sum(cells.map((row, place) => row[place] ?? 0)) / total;
  const byChance = onDiagonal(expected);
  if (1 - byChance < 1e-9) return notDefined('one-category-only', total);
  return defined((onDiagonal(table) - byChance) / (1 - byChance), total);
}

/** Counts with the table's margins and nothing in the last cell, as independent reviewers would give them. */
function fitQuasiIndependence(table: readonly (readonly number[])[]): number[][] {
  const last = table.length - 1;
  const rowTotals = table.map(sum);
  const columnTotals = table.map((_, column) => sum(table.map((row) => row[column] ?? 0)));
  let fitted: number[][] = table.map((row, place) =>
    row.map((_, column) => (place === last && column === last ? 0 : 1)),
  );
  for (let step = 0; step < 1_000; step += 1) {
    const before = fitted;
    fitted = fitted.map((row, place) => scaleTo(row, rowTotals[place] ?? 0));
    const columns = table.map((_, column) =>
      scaleTo(
        fitted.map((row) => row[column] ?? 0),
        columnTotals[column] ?? 0,
      ),
    );
    fitted = fitted.map((row, place) => row.map((_, column) => columns[column]?.[place] ?? 0));
    const change = fitted.reduce(
      (most, row, place) =>
        row.reduce(
          (much, value, column) => Math.max(much, Math.abs(value - (before[place]?.[column] ?? 0))),
          most,
        ),
      0,
    );
    if (change < 1e-10) break;
  }
  return fitted;
}

function scaleTo(values: readonly number[], total: number): number[] {
  const now = sum(values);
  return values.map((value) => (now === 0 ? 0 : (value * total) / now));
}

/**
 * Which kinds of a list each reviewer marked in each window of a session: one row a window, one column a reviewer, 1
 * where she has a moment of the kind in it and 0 where not. A moment counts in every window that it touches.
 *
 * @param windowMs - length of a window, above 0; the last one may be shorter
 */
export function segmentRatings(
  reviewers: readonly (readonly Extent[])[],
  durationMs: number,
  windowMs: number,
): Ratings<number> {
  const windows = Math.ceil(durationMs / windowMs);
  const columns = reviewers.map((moments) => {
    const marked = Array.from({ length: windows }, () => 0);
    for (const { startMs, endMs = startMs + 1 } of moments) {
      const [from, to] = [Math.floor(startMs / windowMs), Math.ceil(endMs / windowMs)];
      marked.fill(1, Math.max(0, from), Math.min(windows, to));
    }
    return marked;
  });
  return Array.from({ length: windows }, (_, window) => columns.map((column) => column[window] ?? 0));
}
