import { useEffect, useState } from 'react';
import { loadPeaks, type PeaksProgress } from '../peaks';
import type { RecordingSource } from '../recording-source';

export type PeaksState = { progress: PeaksProgress | undefined; problem: string | undefined };

/** The session's peaks as they come. */
export function usePeaks(source: RecordingSource): PeaksState {
  const [state, setState] = useState<PeaksState>({ progress: undefined, problem: undefined });
  useEffect(() => {
    if (source.pieces.length === 0) return;
    const controller = new AbortController();
    loadPeaks(
      source,
      (progress) => {
        if (!controller.signal.aborted) setState({ progress, problem: undefined });
      },
      controller.signal,
    ).catch(() => {
      if (controller.signal.aborted) return;
      setState((current) => ({ ...current, problem: 'The waveform of this recording could not be drawn.' }));
    });
    return () => controller.abort(new DOMException('The screen was left', 'AbortError'));
  }, [source]);
  return state;
}
