import { knowCoarse } from '#shared/formats/peak-levels';
import {
  emptyPeaks,
  type Peaks,
  type PeaksHead,
  SliceState,
  type StoredPeaks,
} from '#shared/formats/peaks-file';
import { drawByBackend } from './draw-by-backend';
import { drawFirstLook, drawPeaks } from './draw-peaks';
import type { RecordingSource } from './recording-source';
import { fetchPeaks, storePeaks } from './stored-peaks';
import { StretchReader } from './stretch-reader';

export type PeaksProgress = {
  /** A new object whenever columns were drawn; its values are the same array, filled further. */
  peaks: Peaks;
  /** Whether these are all the columns that are drawn, and not coarse ones for a first picture. */
  isFine: boolean;
  /** A `SliceState` for each slice of `PEAK_SLICE_COLUMNS` columns: what is sketched is a guess, to be drawn fainter. */
  slices: Uint8Array;
  /** 0 to 1; 1 when all of the recording is in it. */
  done: number;
};

/** At first often, so that it is seen to grow; then seldom, since drawing hours of waveform anew takes its time. */
const [SOONEST_PROGRESS_MS, LATEST_PROGRESS_MS] = [200, 3_200];

/** What is lost of the work when the window is closed. */
const STORED_EVERY_MS = 10_000;

/**
 * Gets a session's peaks: the stored ones, and what is missing of them drawn, shown as it comes and stored every few
 * seconds, so that it goes on where it was left.
 *
 * @param onProgress - told of every state, the last one fine and with `done` 1
 * @throws Error when the recording cannot be decoded; an aborted signal ends it
 */
export async function loadPeaks(
  { durationMs, pieces, peaksUrl }: RecordingSource,
  onProgress: (progress: PeaksProgress) => void,
  signal: AbortSignal,
): Promise<void> {
  const showCoarse = ({ coarse, slices }: PeaksHead) => onProgress(progressOf(coarse, slices, false));
  const fetched = await fetchPeaks(peaksUrl, durationMs, showCoarse, signal);
  const peaks = fetched?.stored ?? emptyPeaks(durationMs);
  const { columnsPerSecond, values, slices } = peaks;
  if (isWhole(peaks)) {
    const fine = { columnsPerSecond, values };
    if (fetched?.coarse) knowCoarse(fine, fetched.coarse);
    onProgress(progressOf(fine, slices, true));
    if (fetched?.isOldForm) await storePeaks(peaksUrl, peaks).catch(() => {});
    return;
  }
  const report = () => onProgress(progressOf({ columnsPerSecond, values }, slices, true));
  if (slices.some((state) => state !== SliceState.missing)) report();
  let reportedAt = Number.NEGATIVE_INFINITY;
  let reportAfterMs = SOONEST_PROGRESS_MS;
  let storedAt = performance.now();
  let hasNews = false;
  const onSlice = () => {
    hasNews = true;
    if (signal.aborted) return;
    const now = performance.now();
    if (now - reportedAt >= reportAfterMs) {
      reportedAt = now;
      reportAfterMs = Math.min(LATEST_PROGRESS_MS, reportAfterMs * 2);
      report();
    }
    if (now - storedAt >= STORED_EVERY_MS && !isWhole(peaks)) {
      storedAt = now;
      hasNews = false;
      void storePeaks(peaksUrl, peaks).catch(() => {});
    }
  };
  // Whoever draws the rest: the page sees a first piece sooner than anybody starts.
  const reader = new StretchReader();
  const stop = () => reader.close();
  signal.addEventListener('abort', stop, { once: true });
  const firstLook = drawFirstLook(pieces, peaks, reader).then(
    (isDrawn) => isDrawn && onSlice(),
    // What cannot be decoded is found again below.
    () => {},
  );
  try {
    if (pieces.length > 0) await drawByBackend(peaksUrl, peaks, onSlice, signal);
    await firstLook;
    if (!isWhole(peaks)) await drawPeaks(pieces, peaks, reader, onSlice, signal);
    report();
  } finally {
    signal.removeEventListener('abort', stop);
    reader.close();
    // Also when the screen is left: the next one goes on here.
    if (hasNews) await storePeaks(peaksUrl, peaks).catch(() => {});
  }
}

function progressOf(peaks: Peaks, slices: Uint8Array, isFine: boolean): PeaksProgress {
  const drawn = slices.reduce((count, state) => count + (state === SliceState.drawn ? 1 : 0), 0);
  return { peaks, isFine, slices: slices.slice(), done: drawn / slices.length };
}

function isWhole({ slices }: StoredPeaks): boolean {
  return slices.every((state) => state === SliceState.drawn);
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
