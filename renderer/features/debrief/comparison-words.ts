import type { RatingComparison } from '#shared/scoring/compare-ratings';

/** The comparison of one competency's ratings, in words. */
export function describeComparison(comparison: RatingComparison): string {
  switch (comparison.type) {
    case 'agree':
      return 'Agree';
    case 'one-step':
      return 'One step apart';
    case 'differ':
      return comparison.steps === undefined ? 'Differ' : `Differ by ${comparison.steps} steps`;
    case 'only-one':
      return 'Only one rated';
    case 'unrated':
      return 'Not rated';
  }
}

const COUNTED = [
  ['agree', 'agree'],
  ['one-step', 'one step apart'],
  ['differ', 'differ'],
  ['only-one', 'rated by one only'],
  ['unrated', 'not rated'],
] as const;

/** `7 competencies: 3 agree, 2 one step apart, 2 not rated`. */
export function countComparisons(comparisons: readonly RatingComparison[]): string {
  const parts = COUNTED.flatMap(([type, words]) => {
    const count = comparisons.filter((comparison) => comparison.type === type).length;
    return count === 0 ? [] : `${count} ${words}`;
  });
  const noun = comparisons.length === 1 ? 'competency' : 'competencies';
  return `${comparisons.length} ${noun}: ${parts.join(', ')}`;
}
