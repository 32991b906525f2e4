/**
 * What several reviewers said about the same units: one row a unit, one column a reviewer, `undefined` where a reviewer
 * did not rate the unit. "No opportunity" and "not assessable" are no values of a scale and come in as `undefined`.
 */
export type Ratings<Value extends string | number> = readonly (readonly (Value | undefined)[])[];

/** Why a figure has no value; shown in words, never as a number. */
export type UndefinedReason =
  /** No unit was rated by two reviewers or more. */
  | 'no-common-units'
  /** One unit in common: nothing can be said about variation. */
  | 'one-unit-only'
  /** Every rating is the same value, so that agreement by chance alone would be complete. */
  | 'one-category-only'
  /** The units do not differ at all. */
  | 'no-variation'
  /** The figure needs two reviewers, or as many ratings of every unit. */
  | 'unsuitable-table';

/** A figure of agreement, with the number of units that stand behind it; or why there is none. */
export type Figure =
  | { isDefined: true; value: number; units: number }
  | { isDefined: false; reason: UndefinedReason; units: number };

export function defined(value: number, units: number): Figure {
  // Rounding leaves -0 and 1 ± 2e-16 where the formula means 0 and 1.
  const rounded = Math.abs(value - Math.round(value)) < 1e-12 ? Math.round(value) + 0 : value;
  return { isDefined: true, value: rounded, units };
}

export function notDefined(reason: UndefinedReason, units = 0): Figure {
  return { isDefined: false, reason, units };
}

/**
 * How often each category was given to each unit, categories in the order given or, without one, sorted. Units that
 * nobody rated are left out.
 */
export type Tally<Value> = {
  categories: readonly Value[];
  /** One row a unit, one count a category. */
  counts: readonly (readonly number[])[];
  /** The number of ratings of each unit, 1 or more. */
  totals: readonly number[];
};

/** @throws Error when a value is not among the given categories */
export function tallyRatings<Value extends string | number>(
  ratings: Ratings<Value>,
  categories: readonly Value[] = categoriesOf(ratings),
): Tally<Value> {
  const places = new Map(categories.map((category, place) => [category, place]));
  const counts: number[][] = [];
  for (const row of ratings) {
    const given = row.filter((value) => value !== undefined);
    const tally = categories.map(() => 0);
    for (const value of given) {
      const place = places.get(value);
      if (place === undefined) throw new Error(`“${value}” is not among the categories`);
      tally[place] = (tally[place] ?? 0) + 1;
    }
    if (given.length > 0) counts.push(tally);
  }
  return { categories, counts, totals: counts.map(sum) };
}

/** The part of a tally in which reviewers can be compared: units with two ratings or more. */
export function pairableUnits<Value>({ categories, counts }: Tally<Value>): Tally<Value> {
  const pairable = counts.filter((row) => sum(row) >= 2);
  return { categories, counts: pairable, totals: pairable.map(sum) };
}

/** The values that occur, numbers by size and texts by code point. */
export function categoriesOf<Value extends string | number>(ratings: Ratings<Value>): Value[] {
  const values = new Set(ratings.flatMap((row) => row.filter((value) => value !== undefined)));
  return [...values].sort((a, b) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : a < b ? -1 : 1,
  );
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
