import { defined, type Figure, notDefined, pairableUnits, type Ratings, sum, tallyRatings } from './ratings';

/** What the differences between values mean. All but `nominal` need numbers; `ratio` none below 0. */
export type Metric = 'nominal' | 'ordinal' | 'interval' | 'ratio';

/**
 * Krippendorff's alpha: 1 - observed / expected disagreement, for any number of reviewers, with missing ratings, on any
 * level of measurement.
 *
 * Krippendorff, K. (2011). Computing Krippendorff's Alpha-Reliability. University of Pennsylvania, ScholarlyCommons.
 */
export function krippendorffAlpha<Value extends string | number>(
  ratings: Ratings<Value>,
  metric: Metric,
): Figure {
  const { categories, counts, totals } = pairableUnits(tallyRatings(ratings));
  const units = counts.length;
  if (units === 0) return notDefined('no-common-units');
  // How often each category occurs in units that can be paired, after which ordinal distances are measured.
  const occurrences = categories.map((_, category) => sum(counts.map((row) => row[category] ?? 0)));
  const total = sum(occurrences);
  const distances = squaredDistances(categories, occurrences, metric);
  let observed = 0;
  counts.forEach((row, unit) => {
    observed += pairedDistance(row, row, distances) / ((totals[unit] ?? 0) - 1);
  });
  const expected = pairedDistance(occurrences, occurrences, distances) / (total - 1);
  if (expected === 0) return notDefined(units === 1 ? 'one-unit-only' : 'one-category-only', units);
  return defined(1 - observed / expected, units);
}

/** Sum over all pairs of categories of both counts times their distance; pairs of a rating with itself are 0 apart. */
function pairedDistance(
  first: readonly number[],
  second: readonly number[],
  distances: readonly (readonly number[])[],
): number {
  let total = 0;
  first.forEach((a, row) => {
    if (a === 0) return;
    second.forEach((b, column) => {
      total += a * b * (distances[row]?.[column] ?? 0);
    });
  });
  return total;
}

function squaredDistances(
  categories: readonly (string | number)[],
  occurrences: readonly number[],
  metric: Metric,
): number[][] {
  return categories.map((first, row) =>
    categories.map((second, column) => {
      if (row === column) return 0;
      if (metric === 'nominal') return 1;
      if (metric === 'ordinal') return ordinalDistance(occurrences, row, column) ** 2;
      if (typeof first !== 'number' || typeof second !== 'number') {
        throw new Error(`Alpha for ${metric} data needs numbers`);
      }
      if (metric === 'interval') return (first - second) ** 2;
      if (first < 0 || second < 0) throw new Error('Alpha for ratio data needs values of 0 or more');
      return ((first - second) / (first + second)) ** 2;
    }),
  );
}

/** How many ratings lie between two categories, each end counted by half. */
function ordinalDistance(occurrences: readonly number[], row: number, column: number): number {
  const [low, high] = row < column ? [row, column] : [column, row];
  const between = sum(occurrences.slice(low, high + 1));
  return between - ((occurrences[low] ?? 0) + (occurrences[high] ?? 0)) / 2;
}
