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
 * Slices that are drawn as one: a decoder has work to do for every piece, whatever its length, and the first ones are to
 * be seen soon.
 */
const MOST_SLICES_AT_ONCE = 3;

/** What the samples of a piece may take. A decoder needs twice as much meanwhile, in each stream. */
const LARGEST_PIECE_BYTES = 16e6;

/**
 * Draws what is missing of a recording's peaks, slice by slice from the start, in as many streams as the machine has
 * cores.
 *
 * @param peaks - filled in place; a slice that is drawn already is left as it is
 * @param onSlice - called after each slice, or few of them
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
  let place = 0;
  const firstSlice = Promise.withResolvers<void>();
  const drawOneByOne = async (stream: number) => {
    // The first columns are waited for: until they are there, nothing takes the processor from them.
    if (stream > 0) await firstSlice.promise;
    const reader = new StretchReader();
    const stop = () => reader.close();
    signal.addEventListener('abort', stop, { once: true });
    try {
      let most = 1;
      for (let first = missing[place]; first !== undefined; first = missing[place]) {
        signal.throwIfAborted();
        let count = 1;
        while (count < most && missing[place + count] === first + count) count += 1;
        place += count;
        await drawSlices(first, count, pieces, peaks, reader);
        onSlice();
        firstSlice.resolve();
        const fitting = Math.floor(LARGEST_PIECE_BYTES / (reader.decodedBytes / count));
        most = Math.max(1, Math.min(MOST_SLICES_AT_ONCE, fitting));
      }
    } finally {
      firstSlice.resolve();
      signal.removeEventListener('abort', stop);
      reader.close();
    }
  };
  signal.throwIfAborted();
  await Promise.all(Array.from({ length: streams }, (_, stream) => drawOneByOne(stream)));
}

/** Draws the columns of slices from the files that hold any of them; where none does, they stay empty. */
async function drawSlices(
  slice: number,
  count: number,
  pieces: RecordingSource['pieces'],
  { values, slices }: StoredPeaks,
  reader: StretchReader,
): Promise<void> {
  const first = slice * PEAK_SLICE_COLUMNS;
  const end = Math.min(values.length / 2, first + count * PEAK_SLICE_COLUMNS);
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
    drawn.set(await reader.columns(url, row), (from - first) * 2);
  }
  values.set(drawn, first * 2);
  slices.fill(SliceState.drawn, slice, slice + count);
}

function columnAt(ms: number): number {
  return Math.ceil((ms / 1_000) * PEAK_COLUMNS_PER_SECOND);
}
