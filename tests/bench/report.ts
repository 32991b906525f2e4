import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One line of the table that `npm run bench` prints. */
export type BenchRow = {
  /** Where it stands among the others. */
  order: number;
  what: string;
  /** How many measurements stand behind it. */
  count: number;
  measured: string;
  against: string;
  ratio: string;
};

/** Keeps rows for `scripts/bench.mjs`, which prints them together; without it they are printed here. */
export async function reportRows(name: string, rows: readonly BenchRow[]): Promise<void> {
  const folder = process.env.BENCH_ROWS_FOLDER;
  if (folder === undefined) console.table(rows);
  else await writeFile(join(folder, `${name}.json`), JSON.stringify(rows));
}

/** A row over two series of the same unit, milliseconds. */
export function compareSeries(
  row: Pick<BenchRow, 'order' | 'what'>,
  measured: readonly number[],
  against: readonly number[],
  quantile = 0.5,
): BenchRow {
  const [top, bottom] = [quantileOf(measured, quantile), quantileOf(against, quantile)];
  return {
    ...row,
    count: measured.length,
    measured: inMs(top),
    against: inMs(bottom),
    ratio: `${(top / bottom).toFixed(2)} ×`,
  };
}

/** The value below which that part of a series lies; 0.5 is the median. */
export function quantileOf(series: readonly number[], quantile: number): number {
  const sorted = series.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * quantile;
  const [lower, upper] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (lower === undefined || upper === undefined) throw new Error('The series is empty');
  return lower + (upper - lower) * (place % 1);
}

function inMs(ms: number): string {
  return `${ms < 10 ? ms.toFixed(2) : ms.toFixed(0)} ms`;
}
