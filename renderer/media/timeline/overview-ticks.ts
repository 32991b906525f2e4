import type { Moment } from '#shared/model/moment';

/** A moment as a tick on the overview, in whole pixels. */
export type Tick = { kind: string; leftPx: number; widthPx: number };

const LEAST_PX = 2;

/**
 * The ticks of an overview, in the order of drawing: of moments of one kind that begin on the same pixel only those that
 * reach further than the one before.
 *
 * @param moments - in the order of time there are never many more ticks than pixels; in another one they are as right
 */
export function ticksOf(moments: readonly Moment[], msPerPx: number): Tick[] {
  const ticks: Tick[] = [];
  // In the order of time no tick before the last of its kind can be met again.
  const lasts = new Map<string, Tick>();
  for (const { kind, startMs, endMs = startMs } of moments) {
    const leftPx = Math.round(startMs / msPerPx);
    const widthPx = Math.max(LEAST_PX, Math.round((endMs - startMs) / msPerPx));
    const last = lasts.get(kind);
    if (last?.leftPx === leftPx && widthPx <= last.widthPx) continue;
    const tick = { kind, leftPx, widthPx };
    lasts.set(kind, tick);
    ticks.push(tick);
  }
  return ticks;
}
