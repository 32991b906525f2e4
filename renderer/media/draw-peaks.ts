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

/** What is shown before the first slice is decoded: three seconds. */
const FIRST_LOOK_COLUMNS = 3 * PEAK_COLUMNS_PER_SECOND;

/**
 * Draws the first columns where nothing is known of them yet. Their slice stays to be drawn.
 *
 * @param peaks - filled in place, unless the slice was drawn meanwhile
 * @returns whether anything was drawn
 * @throws Error where the sound cannot be decoded
 */
export async function drawFirstLook(
  pieces: RecordingSource['pieces'],
  { values, slices }: StoredPeaks,
  reader: StretchReader,
): Promise<boolean> {
  const isMissing = () => slices[0] === SliceState.missing;
  if (!isMissing()) return false;
  const drawn = await drawColumns(0, Math.min(values.length / 2, FIRST_LOOK_COLUMNS), pieces, reader);
  if (!isMissing()) return false;
  values.set(drawn);
  return true;
}

/**
 * Draws what is missing of a recording's peaks, slice by slice from the start, in as many streams as the machine has
 * cores.
 *
 * @param peaks - filled in place; a slice that is drawn already is left as it is
 * @param firstReader - reads for the first stream, and has perhaps opened the file already; closed by the caller
 * @param onSlice - called after each slice, or few of them
 * @throws Error where the sound cannot be decoded; the signal's reason
 */
export async function drawPeaks(
  pieces: RecordingSource['pieces'],
  peaks: StoredPeaks,
  firstReader: StretchReader,
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
    const reader = stream === 0 ? firstReader : new StretchReader();
    const stop = () => reader.close();
    signal.addEventListener('abort', stop, { once: true });
    try {
      let most = 1;
      for (let first = missing[place]; first !== undefined; first = missing[place]) {
        signal.throwIfAborted();
        let count = 1;
        while (count < most && missing[place + count] === first + count) count += 1;
        place += count;
        const firstColumn = first * PEAK_SLICE_COLUMNS;
        const endColumn = Math.min(peaks.values.length / 2, firstColumn + count * PEAK_SLICE_COLUMNS);
        peaks.values.set(await drawColumns(firstColumn, endColumn, pieces, reader), firstColumn * 2);
        peaks.slices.fill(SliceState.drawn, first, first + count);
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

/** Draws columns from the files that hold any of them; where none does, they stay empty. The end is exclusive. */
async function drawColumns(
  first: number,
  end: number,
  pieces: RecordingSource['pieces'],
  reader: StretchReader,
): Promise<Int16Array> {
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
  return drawn;
}

function columnAt(ms: number): number {
  return Math.ceil((ms / 1_000) * PEAK_COLUMNS_PER_SECOND);
}
