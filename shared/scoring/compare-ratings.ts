import type { Scale } from '../model/framework';

/** How the ratings that several reviewers gave one competency stand to each other. */
export type RatingComparison =
  | { type: 'agree' }
  | { type: 'one-step' }
  /** `steps` is absent where a rating stands beside the scale, so that no distance can be told. */
  | { type: 'differ'; steps?: number }
  /** `index` of the one who rated. */
  | { type: 'only-one'; index: number }
  | { type: 'unrated' };

/**
 * Compares ratings in steps of the scale. Someone who did not rate takes no part as long as two others did. A value
 * beside the scale ("no opportunity") agrees with the same value only: it is never low, and never near.
 *
 * @param values - one a reviewer, `undefined` where she gave no rating
 */
export function compareRatings(
  scale: Pick<Scale, 'values'>,
  values: readonly (string | undefined)[],
): RatingComparison {
  const rated = values.filter((value) => value !== undefined);
  if (rated.length === 0) return { type: 'unrated' };
  if (rated.length === 1)
    return { type: 'only-one', index: values.findIndex((value) => value !== undefined) };
  if (new Set(rated).size === 1) return { type: 'agree' };
  const places = rated.map((value) => placeOnScale(scale, value));
  if (places.includes(-1)) return { type: 'differ' };
  const steps = Math.max(...places) - Math.min(...places);
  return steps === 1 ? { type: 'one-step' } : { type: 'differ', steps };
}

/** Whether reviewers who talk about a competency have a difference to talk about. */
export function isDifference(comparison: RatingComparison): boolean {
  return comparison.type !== 'agree' && comparison.type !== 'unrated';
}

/** Place of a value on its scale, the lowest being 0; -1 for a value beside the scale. */
export function placeOnScale(scale: Pick<Scale, 'values'>, value: string): number {
  return scale.values.findIndex((candidate) => candidate.id === value);
}
