import { useMemo } from 'react';
import { findSilences } from '#shared/formats/silence-map';
import type { Stretch } from '#shared/scoring/stretch';
import type { PeaksState } from '../../media/timeline/use-peaks';

export const NO_PAUSES: readonly Stretch[] = [];

/** The pauses of a recording from a length on, once its waveform is drawn; none where the length is 0. */
export function usePauses({ progress }: PeaksState, fromMs: number): readonly Stretch[] | undefined {
  const drawn = progress?.done === 1 && progress.isFine ? progress.peaks : undefined;
  return useMemo(
    () => (fromMs === 0 ? NO_PAUSES : drawn && findSilences(drawn, { minimumMs: fromMs })),
    [drawn, fromMs],
  );
}

/** The first pause that begins after a time, or the last that begins before it. */
export function neighbourOf(pauses: readonly Stretch[], ms: number, direction: -1 | 1): Stretch | undefined {
  return direction === 1
    ? pauses.find(({ startMs }) => startMs > ms)
    : pauses.findLast(({ startMs }) => startMs < ms - 500);
}

/** Why there is no pause to go to. */
export function sayNoPause(pauses: readonly Stretch[] | undefined, fromMs: number): string {
  if (fromMs === 0) return 'Choose under “Listening” which pauses to show.';
  return pauses ? 'There is no further pause.' : 'Pauses are found when the waveform is drawn.';
}
