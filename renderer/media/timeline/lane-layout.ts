import type { Moment } from '#shared/model/moment';
import { type Viewport, xOf } from './viewport';

/** A moment as it lies on the lanes. `rightPx` is exclusive; a point has a width of its own, around its place. */
export type LaneItem = {
  moment: Moment;
  lane: number;
  leftPx: number;
  rightPx: number;
  isPoint: boolean;
};

/** What a press on the lanes takes hold of. */
export type Grip = { momentId: string; part: 'start' | 'end' | 'whole' };

const POINT_WIDTH_PX = 10;
const NARROWEST_INTERVAL_PX = 4;
const EDGE_PX = 6;

/**
 * Places the moments in view on their lanes.
 *
 * @param moments - ordered by start
 * @param laneOf - the lane of a kind; -1 for a kind that has none
 */
export function layOutItems(
  moments: readonly Moment[],
  viewport: Viewport,
  laneOf: (kind: string) => number,
): LaneItem[] {
  const items: LaneItem[] = [];
  for (const moment of moments) {
    const lane = laneOf(moment.kind);
    if (lane < 0) continue;
    const startPx = xOf(viewport, moment.startMs);
    if (startPx > viewport.widthPx + POINT_WIDTH_PX) break;
    const isPoint = moment.endMs === undefined;
    const leftPx = isPoint ? startPx - POINT_WIDTH_PX / 2 : startPx;
    const rightPx = isPoint
      ? startPx + POINT_WIDTH_PX / 2
      : Math.max(startPx + NARROWEST_INTERVAL_PX, xOf(viewport, moment.endMs ?? moment.startMs));
    if (rightPx < 0) continue;
    items.push({ moment, lane, leftPx, rightPx, isPoint });
  }
  return items;
}

/** Finds what lies under a place on the lanes; the last drawn is on top. */
export function gripAt(
  items: readonly LaneItem[],
  xPx: number,
  yPx: number,
  laneHeightPx: number,
): Grip | undefined {
  const lane = Math.floor(yPx / laneHeightPx);
  for (let index = items.length - 1; index >= 0; index -= 1) {
    const item = items[index] as LaneItem;
    if (item.lane !== lane || xPx < item.leftPx - 2 || xPx >= item.rightPx + 2) continue;
    const momentId = item.moment.id;
    // Edges only where enough of the middle is left to hold it by.
    if (item.isPoint || item.rightPx - item.leftPx < EDGE_PX * 3) return { momentId, part: 'whole' };
    if (xPx < item.leftPx + EDGE_PX) return { momentId, part: 'start' };
    if (xPx >= item.rightPx - EDGE_PX) return { momentId, part: 'end' };
    return { momentId, part: 'whole' };
  }
  return undefined;
}

/** Shortest interval that a drag leaves. */
const SHORTEST_MS = 100;

/**
 * The times of a moment after a drag, kept within the recording: the whole keeps its length, an edge stays on its side
 * of the other.
 */
export function dragTimes(
  moment: Pick<Moment, 'startMs' | 'endMs'>,
  part: Grip['part'],
  deltaMs: number,
  durationMs: number,
): Pick<Moment, 'startMs' | 'endMs'> {
  const { startMs, endMs } = moment;
  const delta = Math.round(deltaMs);
  if (endMs === undefined) return { startMs: clamp(startMs + delta, 0, durationMs) };
  switch (part) {
    case 'start':
      return { startMs: clamp(startMs + delta, 0, Math.max(0, endMs - SHORTEST_MS)), endMs };
    case 'end':
      return {
        startMs,
        endMs: clamp(endMs + delta, Math.min(durationMs, startMs + SHORTEST_MS), durationMs),
      };
    case 'whole': {
      const moved = clamp(startMs + delta, 0, durationMs - (endMs - startMs));
      return { startMs: moved, endMs: moved + (endMs - startMs) };
    }
  }
}

function clamp(value: number, lowest: number, highest: number): number {
  return Math.min(highest, Math.max(lowest, value));
}
