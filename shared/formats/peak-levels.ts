import type { Peaks } from './peaks-file';

/** How many columns become one, from level to level. */
export const COARSER = 32;

/** Coarser than this there is nothing to gain. */
const LEAST_COLUMNS = 4_096;

/** So many columns of a level come on what is drawn as one, so that its borders are where they belong. */
const LEAST_PER_DRAWN = 4;

const known = new WeakMap<Peaks, readonly Peaks[]>();

/** The same peaks in ever coarser columns, the finest first; computed once for each object. */
export function peakLevels(peaks: Peaks): readonly Peaks[] {
  let levels = known.get(peaks);
  if (!levels) {
    const made = [peaks];
    for (let last = peaks; last.values.length / 2 > LEAST_COLUMNS; made.push(last)) last = coarserPeaks(last);
    levels = made;
    known.set(peaks, levels);
  }
  return levels;
}

/** Says that a level of peaks is there, so that it is not computed again and stays the same object. */
export function knowCoarse(peaks: Peaks, coarse: Peaks): void {
  known.set(peaks, [peaks, ...peakLevels(coarse)]);
}

/** The coarsest level that is still fine enough for so many drawn columns a second. */
export function levelFor(peaks: Peaks, drawnPerSecond: number): Peaks {
  const needed = drawnPerSecond * LEAST_PER_DRAWN;
  return peakLevels(peaks).findLast(({ columnsPerSecond }) => columnsPerSecond >= needed) ?? peaks;
}

/** The same peaks with `COARSER` columns in one; of the last, what is left. */
export function coarserPeaks({ columnsPerSecond, values }: Peaks): Peaks {
  const columns = Math.ceil(values.length / 2 / COARSER);
  const coarse = new Int16Array(columns * 2);
  for (let column = 0; column < columns; column += 1) {
    const end = Math.min(values.length, (column + 1) * COARSER * 2);
    let lowest = 0;
    let highest = 0;
    for (let at = column * COARSER * 2; at < end; at += 2) {
      const low = values[at] as number;
      const high = values[at + 1] as number;
      if (low < lowest) lowest = low;
      if (high > highest) highest = high;
    }
    coarse[column * 2] = lowest;
    coarse[column * 2 + 1] = highest;
  }
  return { columnsPerSecond: columnsPerSecond / COARSER, values: coarse };
}
