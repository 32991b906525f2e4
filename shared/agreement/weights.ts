/**
 * How much two categories count as agreeing, 1 for the same and 0 for the two ends. Categories stand in the order of
 * their scale.
 *
 * - `identity`: only the same category agrees
 * - `linear`: 1 - |i - j| / (q - 1)
 * - `quadratic`: 1 - (i - j)² / (q - 1)²
 *
 * Cohen, J. (1968). Weighted kappa. Psychological Bulletin 70(4), 213-220. Fleiss, J. L. and Cohen, J. (1973).
 * Educational and Psychological Measurement 33, 613-619 (quadratic).
 */
export type WeightKind = 'identity' | 'linear' | 'quadratic';

/** One row and one column a category. */
export type Weights = readonly (readonly number[])[];

export function weightsOf(kind: WeightKind, categoryCount: number): Weights {
  const span = Math.max(1, categoryCount - 1);
  return Array.from({ length: categoryCount }, (_, row) =>
    Array.from({ length: categoryCount }, (_, column) => {
      const distance = Math.abs(row - column) / span;
      if (kind === 'identity') return row === column ? 1 : 0;
      return kind === 'linear' ? 1 - distance : 1 - distance ** 2;
    }),
  );
}

/** The weight of two categories by their places. */
export function weightAt(weights: Weights, row: number, column: number): number {
  const weight = weights[row]?.[column];
  if (weight === undefined) throw new Error(`There is no weight for the categories ${row} and ${column}`);
  return weight;
}
