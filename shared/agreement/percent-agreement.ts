import {
  defined,
  type Figure,
  notDefined,
  pairableUnits,
  type Ratings,
  type Tally,
  tallyRatings,
} from './ratings';
import { type WeightKind, type Weights, weightAt, weightsOf } from './weights';

/**
 * The part of all pairs of reviewers of a unit that agree, averaged over the units; with weights, how far they agree.
 * Any number of reviewers, missing ratings allowed. From 0 to 1.
 *
 * Gwet, K. L. (2014). Handbook of Inter-Rater Reliability, 4th edition, chapter 2.
 */
export function percentAgreement<Value extends string | number>(
  ratings: Ratings<Value>,
  { weights: kind = 'identity', categories }: { weights?: WeightKind; categories?: readonly Value[] } = {},
): Figure {
  const tally = pairableUnits(tallyRatings(ratings, categories));
  if (tally.counts.length === 0) return notDefined('no-common-units');
  return defined(observedAgreement(tally, weightsOf(kind, tally.categories.length)), tally.counts.length);
}

/** The observed agreement of pairable units, on which every coefficient here but Krippendorff's stands. */
export function observedAgreement({ counts, totals }: Tally<unknown>, weights: Weights): number {
  let agreement = 0;
  counts.forEach((row, unit) => {
    const total = totals[unit] ?? 0;
    let agreeing = 0;
    row.forEach((count, category) => {
      if (count === 0) return;
      const weighted = row.reduce((sum, other, place) => sum + weightAt(weights, category, place) * other, 0);
      agreeing += count * (weighted - 1);
    });
    agreement += agreeing / (total * (total - 1));
  });
  return agreement / counts.length;
}

/**
 * The mean part of each category in a unit, which stands for how often it is given at all. Units with a single rating
 * count, as in Gwet (2014).
 */
export function prevalences({ categories, counts, totals }: Tally<unknown>): number[] {
  return categories.map(
    (_, category) =>
      counts.reduce((sum, row, unit) => sum + (row[category] ?? 0) / (totals[unit] ?? 1), 0) / counts.length,
  );
}
