import { COARSER, coarserPeaks } from './peak-levels.ts';

/**
 * The peaks of a recording: for each column the lowest and highest sample, of all channels together.
 *
 * `values` holds `minimum, maximum` pairs, column by column, each from -32768 to 32767; column `i` covers the time
 * from `i / columnsPerSecond` s (inclusive) to `(i + 1) / columnsPerSecond` s (exclusive).
 */
export type Peaks = { columnsPerSecond: number; values: Int16Array };

/** Columns a second that are stored: a pixel each at the closest zoom that still shows whole words. */
export const PEAK_COLUMNS_PER_SECOND = 100;

/** Columns that are drawn, or still to be drawn, as one; of the last, what is left. */
export const PEAK_SLICE_COLUMNS = 2_000;

/** What the columns of a slice are: nothing yet, a guess from what the encoder noted of its frames, or the truth. */
export const SliceState = { missing: 0, sketched: 1, drawn: 2 } as const;

/** Peaks that may still be in the making. */
export type StoredPeaks = Peaks & {
  /** A `SliceState` for each slice of `PEAK_SLICE_COLUMNS` columns. */
  slices: Uint8Array;
};

/** What begins a file, as numbers in its order of bytes: "CPK3", and "CPK2" of files without coarse columns. */
const [MAGIC, MAGIC_WITHOUT_COARSE] = [0x33_4b_50_43, 0x32_4b_50_43];
const HEADER_BYTES = 16;
const COLUMN_BYTES = 4;

/** The order of bytes in the file is that of nearly every machine: there, three hours are copied at once. */
const IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** How many slices there are of so many columns. */
export function sliceCount(columns: number): number {
  return Math.ceil(columns / PEAK_SLICE_COLUMNS);
}

/** How many columns there are of such a length. */
export function columnCount(durationMs: number): number {
  return Math.max(1, Math.ceil((durationMs / 1_000) * PEAK_COLUMNS_PER_SECOND));
}

/** Peaks of a length of which nothing is known yet. */
export function emptyPeaks(durationMs: number): StoredPeaks {
  const columns = columnCount(durationMs);
  return {
    columnsPerSecond: PEAK_COLUMNS_PER_SECOND,
    values: new Int16Array(columns * 2),
    slices: new Uint8Array(sliceCount(columns)),
  };
}

/** What stands before the columns of a file: enough for a first picture of the whole recording. */
export type PeaksHead = {
  /** The next coarser level of the peaks (peak-levels.ts). */
  coarse: Peaks;
  /** How many columns there are of the peaks themselves. */
  columns: number;
  /** As of `StoredPeaks`. */
  slices: Uint8Array;
};

/** How long the file of so many columns is, and what stands in it before the columns, in bytes. */
export function peaksFileSize(columns: number): { headBytes: number; wholeBytes: number } {
  const headBytes = coarseByteOf(columns) + coarseColumns(columns) * COLUMN_BYTES;
  return { headBytes, wholeBytes: headBytes + columns * COLUMN_BYTES };
}

/**
 * The bytes of a peaks file: magic, columns a second, number of columns, columns of a slice (32 bit each,
 * little-endian), a byte for the state of each slice, filled up to a multiple of four, the values of the next coarser
 * level, and the values.
 */
export function encodePeaks({ columnsPerSecond, values, slices }: StoredPeaks): Uint8Array<ArrayBuffer> {
  const columns = values.length / 2;
  const { headBytes, wholeBytes } = peaksFileSize(columns);
  const bytes = new Uint8Array(wholeBytes);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, columnsPerSecond, true);
  view.setUint32(8, columns, true);
  view.setUint32(12, PEAK_SLICE_COLUMNS, true);
  bytes.set(slices, HEADER_BYTES);
  writeValues(view, coarseByteOf(columns), coarserPeaks({ columnsPerSecond, values }).values);
  writeValues(view, headBytes, values);
  return bytes;
}

/**
 * Reads a peaks file, or one that was written before there were coarse columns in it.
 *
 * @returns `undefined` where the bytes are not a whole one, so that it is made anew
 */
export function decodePeaks(bytes: Uint8Array): StoredPeaks | undefined {
  const start = decodeStart(bytes);
  if (!start) return undefined;
  const { view, hasCoarse, columnsPerSecond, columns, slices } = start;
  const valuesByte = hasCoarse ? peaksFileSize(columns).headBytes : coarseByteOf(columns);
  if (bytes.byteLength !== valuesByte + columns * COLUMN_BYTES) return undefined;
  return { columnsPerSecond, values: readValues(view, valuesByte, columns * 2), slices };
}

/** Reads the first `headBytes` of a peaks file; `undefined` where the bytes are not those of one with coarse columns. */
export function decodePeaksHead(bytes: Uint8Array): PeaksHead | undefined {
  const start = decodeStart(bytes);
  if (!start?.hasCoarse) return undefined;
  const { view, columnsPerSecond, columns, slices } = start;
  if (bytes.byteLength !== peaksFileSize(columns).headBytes) return undefined;
  const values = readValues(view, coarseByteOf(columns), coarseColumns(columns) * 2);
  return { coarse: { columnsPerSecond: columnsPerSecond / COARSER, values }, columns, slices };
}

/** Puts a peaks file together from its head and the bytes behind it; `undefined` where these are not all of them. */
export function joinPeaks({ columns, coarse, slices }: PeaksHead, rest: Uint8Array): StoredPeaks | undefined {
  if (rest.byteLength !== columns * COLUMN_BYTES) return undefined;
  const values = readValues(new DataView(rest.buffer, rest.byteOffset, rest.byteLength), 0, columns * 2);
  return { columnsPerSecond: coarse.columnsPerSecond * COARSER, values, slices };
}

type PeaksFileStart = {
  view: DataView;
  hasCoarse: boolean;
  columnsPerSecond: number;
  columns: number;
  slices: Uint8Array;
};

function decodeStart(bytes: Uint8Array): PeaksFileStart | undefined {
  if (bytes.byteLength < HEADER_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = view.getUint32(0, true);
  if (magic !== MAGIC && magic !== MAGIC_WITHOUT_COARSE) return undefined;
  const columnsPerSecond = view.getUint32(4, true);
  const columns = view.getUint32(8, true);
  if (columnsPerSecond === 0 || view.getUint32(12, true) !== PEAK_SLICE_COLUMNS) return undefined;
  if (bytes.byteLength < coarseByteOf(columns)) return undefined;
  const slices = bytes.slice(HEADER_BYTES, HEADER_BYTES + sliceCount(columns));
  if (slices.some((state) => state > SliceState.drawn)) return undefined;
  return { view, hasCoarse: magic === MAGIC, columnsPerSecond, columns, slices };
}

function writeValues({ buffer }: DataView<ArrayBuffer>, byte: number, values: Int16Array): void {
  if (IS_LITTLE_ENDIAN) new Int16Array(buffer, byte).set(values);
  else {
    const view = new DataView(buffer, byte);
    for (const [index, value] of values.entries()) view.setInt16(index * 2, value, true);
  }
}

function readValues(view: DataView, byte: number, count: number): Int16Array {
  // Copied, not viewed: the bytes may lie at an odd place, and belong to whoever gave them.
  if (IS_LITTLE_ENDIAN) {
    const start = view.byteOffset + byte;
    return new Int16Array(view.buffer.slice(start, start + count * 2));
  }
  return Int16Array.from({ length: count }, (_, index) => view.getInt16(byte + index * 2, true));
}

/** Where the coarse columns begin: behind the states, filled up to a multiple of four. */
function coarseByteOf(columns: number): number {
  return HEADER_BYTES + Math.ceil(sliceCount(columns) / 4) * 4;
}

function coarseColumns(columns: number): number {
  return Math.ceil(columns / COARSER);
}
