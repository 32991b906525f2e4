import type { Moment } from '../model/moment';
import { MAXIMUM_EXCERPTS } from '../model/recording';
import { type Stretch, stretchOf } from '../scoring/stretch';

/** Stretches closer than this are shared as one: a cut that short disturbs more than it keeps back. */
const MERGE_GAP_MS = 1_000;

export const MAXIMUM_PADDING_MS = 60_000;

/**
 * The stretches of a recording in which the given moments can be heard, each with so much before and after it: in
 * order, without overlap, within the recording.
 *
 * @param paddingMs - heard before and after each moment; a point has its usual seconds around it besides
 */
export function planExcerpts(
  moments: Iterable<Pick<Moment, 'startMs' | 'endMs'>>,
  { paddingMs, durationMs }: { paddingMs: number; durationMs: number },
): Stretch[] {
  const wanted: Stretch[] = [];
  for (const moment of moments) {
    const { startMs, endMs } = stretchOf(moment, durationMs);
    const padded = {
      startMs: Math.max(0, startMs - paddingMs),
      endMs: Math.min(durationMs, endMs + paddingMs),
    };
    if (padded.endMs > padded.startMs) wanted.push(padded);
  }
  let stretches = mergeStretches(wanted, MERGE_GAP_MS);
  // More than a package takes: what lies closest together is joined until it fits.
  for (let gapMs = MERGE_GAP_MS * 2; stretches.length > MAXIMUM_EXCERPTS; gapMs *= 2) {
    stretches = mergeStretches(stretches, gapMs);
  }
  return stretches;
}

/** Sorts stretches and joins those that overlap, touch, or lie closer than the gap. */
export function mergeStretches(stretches: readonly Stretch[], gapMs: number): Stretch[] {
  const merged: Stretch[] = [];
  for (const { startMs, endMs } of [...stretches].sort((a, b) => a.startMs - b.startMs)) {
    const last = merged.at(-1);
    if (last && startMs - last.endMs < Math.max(1, gapMs)) last.endMs = Math.max(last.endMs, endMs);
    else merged.push({ startMs, endMs });
  }
  return merged;
}

/** How long stretches are together, in milliseconds. */
export function totalMs(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
}

/** What a copy of all of a recording may fall short of it: it ends where its last sound does. */
const END_TOLERANCE_MS = 100;

/** Whether what was shared is one stretch from the beginning to the end: a copy of all of the recording. */
export function isSharedWhole(stretches: readonly Stretch[], durationMs: number): boolean {
  return stretches.length === 1 && totalMs(stretches) > durationMs - END_TOLERANCE_MS;
}
