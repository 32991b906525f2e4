import type { Figure } from './ratings';

export type BootstrapInterval = {
  low: number;
  high: number;
  /** Samples in which the figure had a value; the others are left out. */
  samples: number;
};

/**
 * A percentile interval: units are drawn with replacement, the figure is computed again, and the middle part of its
 * values is taken. The same seed gives the same interval.
 *
 * Efron, B. and Tibshirani, R. J. (1993). An Introduction to the Bootstrap, chapter 13.
 *
 * @param seed - a whole number
 * @returns `undefined` where fewer than half of the samples have a value
 */
export function bootstrapInterval<Row>(
  rows: readonly Row[],
  figureOf: (rows: readonly Row[]) => Figure,
  { seed, samples = 1_000, confidence = 0.95 }: { seed: number; samples?: number; confidence?: number },
): BootstrapInterval | undefined {
  if (rows.length < 2) return undefined;
  const random = randomNumbers(seed);
  const values: number[] = [];
  for (let sample = 0; sample < samples; sample += 1) {
    const drawn = rows.map(() => rows[Math.floor(random() * rows.length)] as Row);
    const figure = figureOf(drawn);
    if (figure.isDefined) values.push(figure.value);
  }
  if (values.length < samples / 2) return undefined;
  values.sort((a, b) => a - b);
  const tail = (1 - confidence) / 2;
  return { low: quantile(values, tail), high: quantile(values, 1 - tail), samples: values.length };
}

/** Linear between the neighbours (type 7 of Hyndman, R. J. and Fan, Y., 1996). */
function quantile(sorted: readonly number[], part: number): number {
  const place = (sorted.length - 1) * part;
  const lower = sorted[Math.floor(place)] ?? Number.NaN;
  const upper = sorted[Math.ceil(place)] ?? Number.NaN;
  return lower + (upper - lower) * (place % 1);
}

/** Mulberry32: enough for drawing samples, the same on every machine. From 0 up to, not including, 1. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
