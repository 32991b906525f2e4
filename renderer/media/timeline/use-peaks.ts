import { useEffect, useState } from 'react';
import { untilReadable } from '../lost-recording';
import { loadPeaks, type PeaksProgress } from '../peaks';
import type { RecordingSource } from '../recording-source';

export type PeaksState = { progress: PeaksProgress | undefined; problem: string | undefined };

// Why it waits is said once, where the recording is played.
const WAITS = 'The waveform waits for the recording.';

const NOT_DRAWN = 'The waveform of this recording could not be drawn.';

/** The session's peaks as they come; where the recording is out of reach, as soon as it is back. */
export function usePeaks(source: RecordingSource): PeaksState {
  const [state, setState] = useState<PeaksState>({ progress: undefined, problem: undefined });
  useEffect(() => {
    if (source.pieces.length === 0) return;
    const controller = new AbortController();
    const { signal } = controller;
    const say = (problem: string | undefined) => setState((current) => ({ ...current, problem }));
    const load = () =>
      loadPeaks(
        source,
        (progress) => {
          if (!signal.aborted) setState({ progress, problem: undefined });
        },
        signal,
      );
    const loadWhenBack = async (): Promise<void> => {
      try {
        await load();
      } catch {
        const [first] = source.pieces;
        const hasWaited = first && (await untilReadable(first.url, () => say(WAITS), signal));
        if (!hasWaited) return say(NOT_DRAWN);
        say(undefined);
        await loadWhenBack();
      }
    };
    loadWhenBack().catch(() => {
      if (!signal.aborted) say(NOT_DRAWN);
    });
    return () => controller.abort(new DOMException('The screen was left', 'AbortError'));
  }, [source]);
  return state;
}
