import type { Moment } from '#shared/model/moment';
import type { Grip } from './lane-layout';

/** What of a moment is dragged. */
export type DragPart = Exclude<Grip['part'], 'one of many'>;

/** Shortest interval that a drag leaves. */
const SHORTEST_MS = 100;

/**
 * The times of a moment after a drag, kept within the recording: the whole keeps its length, an edge stays on its side
 * of the other.
 */
export function dragTimes(
  moment: Pick<Moment, 'startMs' | 'endMs'>,
  part: DragPart,
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
