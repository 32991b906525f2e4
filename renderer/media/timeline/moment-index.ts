import type { Moment } from '#shared/model/moment';

/** The moments of one lane in the order of their starts, searchable by time. */
export type LaneIndex = {
  moments: readonly Moment[];
  startsMs: Float64Array;
  /** The latest end up to and with a place: it never falls, so the first moment that may reach into a time is found. */
  reachesMs: Float64Array;
};

/** Moments by lane and time. What is in view is found in the logarithm of their number, beside what is found. */
export type MomentIndex = { lanes: readonly LaneIndex[]; count: number };

/**
 * @param moments - ordered by `compareMoments`
 * @param laneOf - the lane of a kind; -1 for a kind that has none, whose moments are left out
 */
export function indexMoments(
  moments: readonly Moment[],
  laneCount: number,
  laneOf: (kind: string) => number,
): MomentIndex {
  const byLane: Moment[][] = Array.from({ length: laneCount }, () => []);
  for (const moment of moments) byLane[laneOf(moment.kind)]?.push(moment);
  return { lanes: byLane.map(indexLane), count: moments.length };
}

/** @param byLane - the moments of each lane, in their order */
export function indexLanes(byLane: readonly (readonly Moment[])[]): MomentIndex {
  return { lanes: byLane.map(indexLane), count: byLane.reduce((sum, { length }) => sum + length, 0) };
}

function indexLane(moments: readonly Moment[]): LaneIndex {
  const startsMs = new Float64Array(moments.length);
  const reachesMs = new Float64Array(moments.length);
  let reachMs = Number.NEGATIVE_INFINITY;
  for (const [place, { startMs, endMs = startMs }] of moments.entries()) {
    reachMs = Math.max(reachMs, endMs);
    startsMs[place] = startMs;
    reachesMs[place] = reachMs;
  }
  return { moments, startsMs, reachesMs };
}

/**
 * The places in a lane among which all moments are that touch a stretch of time, both of its ends included: from the
 * first (inclusive) to the last (exclusive). Between them may lie some that ended before.
 */
export function placesIn(
  { startsMs, reachesMs }: LaneIndex,
  fromMs: number,
  toMs: number,
): { first: number; end: number } {
  const first = firstAtLeast(reachesMs, fromMs);
  return { first, end: Math.max(first, firstAbove(startsMs, toMs)) };
}

/** The moment of some places whose start lies nearest to a time; `end` is exclusive and after `first`. */
export function nearestIn(
  { moments, startsMs }: LaneIndex,
  first: number,
  end: number,
  ms: number,
): Moment | undefined {
  const after = Math.min(end - 1, Math.max(first, firstAtLeast(startsMs, ms)));
  const before = Math.max(first, after - 1);
  const isBefore = ms - (startsMs[before] ?? 0) < (startsMs[after] ?? 0) - ms;
  return moments[isBefore ? before : after];
}

/** The first place of ascending values at which one is at least so large; their number where none is. */
function firstAtLeast(values: Float64Array, least: number): number {
  return search(values, (value) => value >= least);
}

function firstAbove(values: Float64Array, most: number): number {
  return search(values, (value) => value > most);
}

function search(values: Float64Array, isPast: (value: number) => boolean): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isPast(values[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}
