import { useEffect, useState } from 'react';
import { loadPeaks, type PeaksProgress } from '../../media/peaks';

export type PeaksState = { progress: PeaksProgress | undefined; problem: string | undefined };

/** The session's peaks as they come. */
export function usePeaks(sessionId: string, durationMs: number, isAvailable: boolean): PeaksState {
  const [state, setState] = useState<PeaksState>({ progress: undefined, problem: undefined });
  useEffect(() => {
    if (!isAvailable) return;
    const controller = new AbortController();
    loadPeaks(
      sessionId,
      durationMs,
      (progress) => {
        if (!controller.signal.aborted) setState({ progress, problem: undefined });
      },
      controller.signal,
    ).catch(() => {
      if (controller.signal.aborted) return;
      setState((current) => ({ ...current, problem: 'The waveform of this recording could not be drawn.' }));
    });
    return () => controller.abort(new DOMException('The screen was left', 'AbortError'));
  }, [sessionId, durationMs, isAvailable]);
  return state;
}
