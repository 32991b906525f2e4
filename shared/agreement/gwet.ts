import { beyondChance, type KappaOptions } from './kappa';
import { observedAgreement, prevalences } from './percent-agreement';
import { type Figure, notDefined, pairableUnits, type Ratings, sum, tallyRatings } from './ratings';
import { weightsOf } from './weights';

/**
 * Gwet's AC1 (identity weights) and AC2 (others) for any number of reviewers, missing ratings allowed. Holds up where
 * nearly all say the same, when kappa falls to 0 although almost all agree.
 *
 * Gwet, K. L. (2008). British Journal of Mathematical and Statistical Psychology 61(1), 29-48 (AC1); Gwet, K. L. (2014).
 * Handbook of Inter-Rater Reliability, 4th edition, chapters 3 and 4 (AC2).
 */
export function gwetAgreement<Value extends string | number>(
  ratings: Ratings<Value>,
  { weights: kind = 'identity', categories }: KappaOptions<Value> = {},
): Figure {
  const tally = tallyRatings(ratings, categories);
  const pairable = pairableUnits(tally);
  const units = pairable.counts.length;
  if (units === 0) return notDefined('no-common-units');
  const categoryCount = tally.categories.length;
  // With one category on the scale there is nothing to choose, and no chance to correct for.
  if (categoryCount < 2) return notDefined('one-category-only', units);
  const weights = weightsOf(kind, categoryCount);
  const byChance =
    (sum(weights.map(sum)) / (categoryCount * (categoryCount - 1))) *
    sum(prevalences(tally).map((part) => part * (1 - part)));
  return beyondChance(observedAgreement(pairable, weights), byChance, units);
}
