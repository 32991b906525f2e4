import type { Figure, Ratings } from '#shared/agreement/ratings';

/** The value of a figure to as many digits as its source prints. */
export function to(digits: number, figure: Figure): string {
  return figure.isDefined ? figure.value.toFixed(digits) : figure.reason;
}

/** Rows of a text, `.` for a missing rating. One line a reviewer, one word a unit. */
export function byReviewer(...lines: string[]): (string | undefined)[][] {
  const rows = lines.map((line) => line.split(' ').map((word) => (word === '.' ? undefined : word)));
  return (rows[0] ?? []).map((_, unit) => rows.map((row) => row[unit]));
}

export const numbers = (ratings: (string | undefined)[][]): Ratings<number> =>
  ratings.map((row) => row.map((value) => (value === undefined ? undefined : Number(value))));

/** The ratings behind a table of two reviewers. */
export function ratingsOf(table: readonly (readonly number[])[]): Ratings<number> {
  return table.flatMap((row, first) =>
    row.flatMap((count, second) => Array.from({ length: count }, () => [first + 1, second + 1])),
  );
}

/** The ratings behind counts of each category a unit. */
export function ratingsOfCounts(counts: readonly (readonly number[])[]): Ratings<number> {
  return counts.map((row) =>
    row.flatMap((count, category) => Array.from({ length: count }, () => category + 1)),
  );
}

/** Krippendorff, K. (2011). Computing Krippendorff's Alpha-Reliability, example C; also Gwet (2014), table 2.10. */
export const FOUR_OBSERVERS = numbers(
  byReviewer(
    '1 2 3 3 2 1 4 1 2 . . .',
    '1 2 3 3 2 2 4 1 2 5 . 3',
    '. 3 3 3 2 3 4 2 2 5 1 .',
    '1 2 3 3 2 4 4 1 2 5 1 .',
  ),
);
