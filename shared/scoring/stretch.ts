import type { Moment } from '../model/moment';

/** A part of the recording; `endMs` is exclusive. */
export type Stretch = { startMs: number; endMs: number };

/** A point is heard with what leads to it and what follows. */
const BEFORE_POINT_MS = 1_000;
const AFTER_POINT_MS = 4_000;

/** What has to be played so that a moment is heard: its interval, or the seconds around a point. */
export function stretchOf(moment: Pick<Moment, 'startMs' | 'endMs'>, durationMs: number): Stretch {
  const startMs = moment.endMs === undefined ? moment.startMs - BEFORE_POINT_MS : moment.startMs;
  const endMs = moment.endMs ?? moment.startMs + AFTER_POINT_MS;
  return {
    startMs: Math.min(Math.max(0, startMs), durationMs),
    endMs: Math.min(Math.max(0, endMs), durationMs),
  };
}
