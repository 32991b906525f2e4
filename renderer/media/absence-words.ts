import { formatTimeCode } from '#shared/formats/time-code';
import type { Stretch } from '#shared/scoring/stretch';
import type { PlayerView } from './player-view';

/** What a screen says where the playhead is, or just was, in a stretch that was not shared; else `undefined`. */
export function describeAbsence({
  absent,
  skipped,
}: Pick<PlayerView, 'absent' | 'skipped'>): string | undefined {
  if (absent) return `Not shared: ${span(absent)}`;
  if (skipped) return `Passed over, not shared: ${span(skipped)}`;
  return undefined;
}

function span({ startMs, endMs }: Stretch): string {
  return `${formatTimeCode(startMs)}–${formatTimeCode(endMs)}`;
}
