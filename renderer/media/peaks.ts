import { decodePeaks, encodePeaks, PEAK_COLUMNS_PER_SECOND, type Peaks } from '#shared/formats/peaks-file';
import type { PeaksMessage, PeaksRequest } from './peaks-worker';
import type { RecordingSource } from './recording-source';

export type PeaksProgress = {
  peaks: Peaks;
  /** 0 to 1; 1 when all of the recording is in it. */
  done: number;
};

/**
 * Gets a session's peaks: the stored ones, or else computed in a worker, shown as they come and stored at the end.
 *
 * @param onProgress - told of every state, the last one with `done` 1
 * @throws Error when the recording cannot be decoded; an aborted signal ends it quietly
 */
export async function loadPeaks(
  sessionId: string,
  { durationMs, pieces }: RecordingSource,
  onProgress: (progress: PeaksProgress) => void,
  signal: AbortSignal,
): Promise<void> {
  const stored = await fetch(`/peaks/${sessionId}`, { signal });
  if (stored.ok) {
    const peaks = decodePeaks(new Uint8Array(await stored.arrayBuffer()));
    if (peaks) {
      onProgress({ peaks, done: 1 });
      return;
    }
  }
  const request = {
    pieces: pieces.map(({ url, startMs, endMs, leadMs }) => ({
      url: new URL(url, window.location.href).href,
      startMs,
      endMs,
      leadMs,
    })),
    durationMs,
  };
  const values = await computeInWorker(request, onProgress, signal);
  const peaks = { columnsPerSecond: PEAK_COLUMNS_PER_SECOND, values };
  onProgress({ peaks, done: 1 });
  await fetch(`/peaks/${sessionId}`, { method: 'PUT', body: encodePeaks(peaks), signal });
}

function computeInWorker(
  request: PeaksRequest,
  onProgress: (progress: PeaksProgress) => void,
  signal: AbortSignal,
): Promise<Int16Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Int16Array>();
  const worker = new Worker(new URL('./peaks-worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }: MessageEvent<PeaksMessage>) => {
    if (data.type === 'failed') reject(new Error(data.message));
    else if (data.type === 'done') resolve(data.values);
    else {
      const peaks = { columnsPerSecond: PEAK_COLUMNS_PER_SECOND, values: data.values };
      onProgress({ peaks, done: data.doneColumns / (data.values.length / 2) });
    }
  };
  worker.onerror = () => reject(new Error('The waveform could not be computed'));
  signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  worker.postMessage(request);
  return promise.finally(() => worker.terminate());
}

/** The loudest sample of a stretch of columns, 0 to 1; the end is exclusive. */
export function loudestIn(peaks: Peaks, fromColumn: number, toColumn: number): number {
  const last = Math.min(peaks.values.length / 2, Math.max(fromColumn + 1, toColumn));
  let loudest = 0;
  for (let column = Math.max(0, fromColumn); column < last; column += 1) {
    const lowest = -(peaks.values[column * 2] as number);
    const highest = peaks.values[column * 2 + 1] as number;
    if (lowest > loudest) loudest = lowest;
    if (highest > loudest) loudest = highest;
  }
  return loudest / 32_768;
}
