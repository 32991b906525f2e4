import type { Polarity } from '../model/moment';

/** What a reviewer says of a place: the polarities of her moments there; empty where she marked nothing. */
export type Stance = readonly Polarity[];

/** Who marked and who did not may yet agree: she may have let it pass. Half as far as a contradiction. */
const MARKED_AND_NOT = 0.5;
/** Two who say that it was not shown, in other words. */
const MISSED_AND_AGAINST = 0.25;

/** How far two stances are apart, from 0 to 1; with several moments each, their mean. */
export function stanceDistance(a: Stance, b: Stance): number {
  if (a.length === 0 && b.length === 0) return 0;
  if (a.length === 0 || b.length === 0) return MARKED_AND_NOT;
  let sum = 0;
  for (const one of a) for (const other of b) sum += polarityDistance(one, other);
  return sum / (a.length * b.length);
}

function polarityDistance(a: Polarity, b: Polarity): number {
  if (a === b) return 0;
  return a === 'shown' || b === 'shown' ? 1 : MISSED_AND_AGAINST;
}

/** A value and its place on the scale, -1 for one beside it. */
export type PlacedValue = { value: string; place: number };

/**
 * How far two ratings are apart on a scale, from 0 to 1 for its ends. A value beside the scale ("no opportunity"), or
 * one that is not on it at all, agrees with itself and is never near to another.
 */
export function valueDistance(valuesOnScale: number): (a: PlacedValue, b: PlacedValue) => number {
  const steps = Math.max(1, valuesOnScale - 1);
  return (a, b) => {
    if (a.value === b.value) return 0;
    return a.place === -1 || b.place === -1 ? 1 : Math.abs(a.place - b.place) / steps;
  };
}

/** The mean distance of all pairs; 0 where there is no pair. */
export function meanDistance<Item>(items: readonly Item[], distance: (a: Item, b: Item) => number): number {
  const distances: number[] = [];
  items.forEach((item, index) => {
    for (const other of items.slice(index + 1)) distances.push(distance(item, other));
  });
  // Summed from the smallest on, so that the order of the items does not show in the last digit.
  distances.sort((a, b) => a - b);
  const mean = distances.reduce((sum, each) => sum + each, 0) / Math.max(1, distances.length);
  return Math.round(mean * 1e9) / 1e9;
}
