import { putMoment } from '#shared/history/review-edits';
import type { Moment, MomentKind, Polarity } from '#shared/model/moment';
import type { ReviewStore } from '../../review-editing/review-store';

/** A key held longer than this marks an interval from press to release; a shorter press takes lead and lag. */
export const HOLD_MS = 350;

type Mark = { kind: MomentKind; polarity: Polarity; startMs: number; endMs?: number };

/** Adds a moment as one named step and returns its id. */
export function mark(
  store: ReviewStore,
  { kind, polarity, startMs, endMs }: Mark,
  newId: () => string,
  now: Date,
): string {
  const id = newId();
  const moment: Moment = {
    id,
    kind: kind.id,
    polarity,
    startMs,
    ...(endMs !== undefined && endMs > startMs && { endMs }),
    indicators: [],
    competencies: [],
    note: '',
    quote: '',
    createdAt: now.toISOString(),
  };
  store.transact(`mark ${kind.label.toLowerCase()}`, (content) => putMoment(content, moment));
  return id;
}

/** The stretch around a key press that a kind's lead and lag make, within the recording. */
export function aroundPress(
  kind: MomentKind,
  pressedMs: number,
  durationMs: number,
): { startMs: number; endMs?: number } {
  const startMs = Math.max(0, pressedMs - kind.leadMs);
  const endMs = Math.min(durationMs, pressedMs + kind.lagMs);
  return endMs > startMs ? { startMs, endMs } : { startMs };
}
