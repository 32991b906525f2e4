import type { Moment } from '../model/moment';

/** A part of the recording; `toMs` is exclusive. */
export type Stretch = { fromMs: number; toMs: number };

/** A point is heard with what leads to it and what follows. */
const BEFORE_POINT_MS = 1_000;
const AFTER_POINT_MS = 4_000;

/** What has to be played so that a moment is heard: its interval, or the seconds around a point. */
export function stretchOf(moment: Pick<Moment, 'startMs' | 'endMs'>, durationMs: number): Stretch {
  const fromMs = moment.endMs === undefined ? moment.startMs - BEFORE_POINT_MS : moment.startMs;
  const toMs = moment.endMs ?? moment.startMs + AFTER_POINT_MS;
  return {
    fromMs: Math.min(Math.max(0, fromMs), durationMs),
    toMs: Math.min(Math.max(0, toMs), durationMs),
  };
}
