import type { Stretch } from '../scoring/stretch';
import type { Peaks } from './peaks-file';

export type SilenceOptions = {
  /** Shorter pauses are left out, in milliseconds. */
  minimumMs: number;
  /**
   * What is no louder counts as silence, from 0 to 1; found from the recording itself where it is absent
   * (`quietLevelOf`).
   */
  quietLevel?: number;
};

/** A click, a breath or a chair of no more than this does not end a pause. */
const IGNORED_SOUND_MS = 60;

/**
 * Finds the pauses of a recording: the stretches, in order and without overlap, in which nothing is louder than the noise
 * of the room. Times are whole milliseconds; ends are exclusive.
 */
export function findSilences(peaks: Peaks, options: SilenceOptions): Stretch[] {
  const { columnsPerSecond, values } = peaks;
  const columns = values.length / 2;
  const limit = (options.quietLevel ?? quietLevelOf(peaks)) * 32_768;
  const minimumColumns = Math.max(1, Math.ceil((options.minimumMs * columnsPerSecond) / 1_000));
  const ignoredColumns = Math.floor((IGNORED_SOUND_MS * columnsPerSecond) / 1_000);
  const msOf = (column: number) => Math.round((column * 1_000) / columnsPerSecond);
  const silences: Stretch[] = [];
  let start: number | undefined;
  let loudColumns = 0;
  for (let column = 0; column <= columns; column += 1) {
    const isEnd = column === columns;
    const isQuiet = !isEnd && heightAt(values, column) <= limit;
    if (isQuiet) {
      start ??= column;
      loudColumns = 0;
      continue;
    }
    loudColumns += 1;
    if (start === undefined || (!isEnd && loudColumns <= ignoredColumns)) continue;
    const end = column + 1 - loudColumns;
    if (end - start >= minimumColumns) silences.push({ startMs: msOf(start), endMs: msOf(end) });
    start = undefined;
  }
  return silences;
}

/** The share of columns that are surely no speech: people pause in every session. */
const QUIET_SHARE = 0.1;

/** How much louder than the noise of the room something is that is not noise: 10 dB. */
const ABOVE_NOISE = 3.2;

/** Never more than this, nor less: between a room that is too loud to tell and a recording without any noise. */
const [LOWEST_LEVEL, HIGHEST_LEVEL] = [0.002, 0.06];

/** The level up to which a recording is silent, from 0 to 1: a little above the noise of its room. */
export function quietLevelOf({ values }: Peaks): number {
  const counts = new Uint32Array(32_769);
  const columns = values.length / 2;
  let heard = 0;
  for (let column = 0; column < columns; column += 1) {
    const height = heightAt(values, column);
    // What was not shared, or is still to be drawn, is no noise of the room.
    if (height === 0) continue;
    counts[height] = (counts[height] as number) + 1;
    heard += 1;
  }
  let below = 0;
  let height = 0;
  while (height < 32_768 && below < heard * QUIET_SHARE) {
    height += 1;
    below += counts[height] as number;
  }
  return Math.min(HIGHEST_LEVEL, Math.max(LOWEST_LEVEL, (height / 32_768) * ABOVE_NOISE));
}

function heightAt(values: Int16Array, column: number): number {
  return Math.max(-(values[column * 2] as number), values[column * 2 + 1] as number);
}
