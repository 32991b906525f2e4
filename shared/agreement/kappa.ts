import { observedAgreement, prevalences } from './percent-agreement';
import { defined, type Figure, notDefined, pairableUnits, type Ratings, sum, tallyRatings } from './ratings';
import { type WeightKind, type Weights, weightAt, weightsOf } from './weights';

export type KappaOptions<Value> = {
  weights?: WeightKind;
  /** The scale in its order; needed where weights are used and not every value occurs. */
  categories?: readonly Value[];
};

/**
 * Cohen's kappa of two reviewers, weighted or not: agreement beyond what their own frequencies would give by chance.
 * Units that only one of them rated are left out.
 *
 * Cohen, J. (1960). Educational and Psychological Measurement 20(1), 37-46. Weighted: Cohen, J. (1968). Psychological
 * Bulletin 70(4), 213-220.
 */
export function cohenKappa<Value extends string | number>(
  ratings: Ratings<Value>,
  { weights: kind = 'identity', categories }: KappaOptions<Value> = {},
): Figure {
  if (ratings.some((row) => row.length !== 2)) return notDefined('unsuitable-table', ratings.length);
  const common = ratings.filter((row) => row.every((value) => value !== undefined));
  const tally = tallyRatings(common, categories);
  const places = new Map(tally.categories.map((category, place) => [category, place]));
  const table = tally.categories.map(() => tally.categories.map(() => 0));
  for (const [first, second] of common) {
    if (first === undefined || second === undefined) continue;
    const row = table[places.get(first) ?? -1];
    const column = places.get(second) ?? -1;
    if (row) row[column] = (row[column] ?? 0) + 1;
  }
  return kappaOfTable(table, weightsOf(kind, tally.categories.length));
}

/**
 * Kappa of a table of counts or proportions, first reviewer's categories down, second's across.
 *
 * @param weights - agreement weights, 1 on the diagonal
 */
export function kappaOfTable(table: readonly (readonly number[])[], weights: Weights): Figure {
  const total = sum(table.map(sum));
  if (total === 0) return notDefined('no-common-units');
  const rows = table.map((row) => sum(row) / total);
  const columns = table.map((_, place) => sum(table.map((row) => row[place] ?? 0)) / total);
  let observed = 0;
  let byChance = 0;
  rows.forEach((row, first) => {
    columns.forEach((column, second) => {
      const weight = weightAt(weights, first, second);
      observed += (weight * (table[first]?.[second] ?? 0)) / total;
      byChance += weight * row * column;
    });
  });
  return beyondChance(observed, byChance, total);
}

/**
 * Fleiss' kappa for any number of reviewers; where every unit has as many ratings it is that of 1971, with missing
 * ratings its generalisation.
 *
 * Fleiss, J. L. (1971). Psychological Bulletin 76(5), 378-382. Generalisation: Gwet, K. L. (2014). Handbook of
 * Inter-Rater Reliability, 4th edition, chapter 2.
 */
export function fleissKappa<Value extends string | number>(
  ratings: Ratings<Value>,
  { weights: kind = 'identity', categories }: KappaOptions<Value> = {},
): Figure {
  const tally = tallyRatings(ratings, categories);
  const pairable = pairableUnits(tally);
  if (pairable.counts.length === 0) return notDefined('no-common-units');
  const weights = weightsOf(kind, tally.categories.length);
  const parts = prevalences(tally);
  let byChance = 0;
  parts.forEach((first, row) => {
    parts.forEach((second, column) => {
      byChance += weightAt(weights, row, column) * first * second;
    });
  });
  return beyondChance(observedAgreement(pairable, weights), byChance, pairable.counts.length);
}

/** (observed - by chance) / (1 - by chance), undefined where chance alone would agree completely. */
export function beyondChance(observed: number, byChance: number, units: number): Figure {
  if (1 - byChance < 1e-12) return notDefined('one-category-only', units);
  return defined((observed - byChance) / (1 - byChance), units);
}
