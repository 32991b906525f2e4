import {
  PEAK_COLUMNS_PER_SECOND,
  PEAK_SLICE_COLUMNS,
  SliceState,
  type StoredPeaks,
} from '#shared/formats/peaks-file';
import type { RecordingSource } from './recording-source';
import { StretchReader } from './stretch-reader';

/** More would take the processor from the page, and memory. */
const MOST_STREAMS = 4;

/**
 * Draws what is missing of a recording's peaks, slice by slice from the start, in as many streams as the machine has
 * cores.
 *
 * @param peaks - filled in place; a slice that is drawn already is left as it is
 * @param onSlice - called after each slice
 * @throws Error where the sound cannot be decoded; the signal's reason
 */
export async function drawPeaks(
  pieces: RecordingSource['pieces'],
  peaks: StoredPeaks,
  onSlice: () => void,
  signal: AbortSignal,
): Promise<void> {
  const missing = [...peaks.slices.keys()].filter((slice) => peaks.slices[slice] !== SliceState.drawn);
  // One more than cores: one reads while the others are decoded.
  const streams = Math.min(MOST_STREAMS, navigator.hardwareConcurrency + 1, missing.length);
  let next = 0;
  const drawOneByOne = async () => {
    const reader = new StretchReader();
    const stop = () => reader.close();
    signal.addEventListener('abort', stop, { once: true });
    try {
      for (let slice = missing[next++]; slice !== undefined; slice = missing[next++]) {
        signal.throwIfAborted();
        await drawSlice(slice, pieces, peaks, reader);
        onSlice();
      }
    } finally {
      signal.removeEventListener('abort', stop);
      reader.close();
    }
  };
  signal.throwIfAborted();
  await Promise.all(Array.from({ length: streams }, drawOneByOne));
}

/** Draws the columns of a slice from the files that hold any of it; where none does, they stay empty. */
async function drawSlice(
  slice: number,
  pieces: RecordingSource['pieces'],
  { values, slices }: StoredPeaks,
  reader: StretchReader,
): Promise<void> {
  const first = slice * PEAK_SLICE_COLUMNS;
  const end = Math.min(values.length / 2, first + PEAK_SLICE_COLUMNS);
  const drawn = new Int16Array((end - first) * 2);
  for (const { url, startMs, endMs, leadMs } of pieces) {
    const from = Math.max(first, columnAt(startMs));
    const to = Math.min(end, columnAt(endMs));
    if (from >= to) continue;
    const row = {
      fromSeconds: from / PEAK_COLUMNS_PER_SECOND - (startMs - leadMs) / 1_000,
      columns: to - from,
      columnsPerSecond: PEAK_COLUMNS_PER_SECOND,
    };
    drawn.set(await reader.read(url, row), (from - first) * 2);
  }
  values.set(drawn, first * 2);
  slices[slice] = SliceState.drawn;
}

function columnAt(ms: number): number {
  return Math.ceil((ms / 1_000) * PEAK_COLUMNS_PER_SECOND);
}
