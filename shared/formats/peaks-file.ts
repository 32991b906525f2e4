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

const MAGIC = 0x32_4b_50_43; // "CPK2" in the byte order of the file
const HEADER_BYTES = 16;

/** The order of bytes in the file is that of nearly every machine: there, three hours are copied at once. */
const IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** How many slices there are of so many columns. */
export function sliceCount(columns: number): number {
  return Math.ceil(columns / PEAK_SLICE_COLUMNS);
}

/** Peaks of a length of which nothing is known yet. */
export function emptyPeaks(durationMs: number): StoredPeaks {
  const columns = Math.max(1, Math.ceil((durationMs / 1_000) * PEAK_COLUMNS_PER_SECOND));
  return {
    columnsPerSecond: PEAK_COLUMNS_PER_SECOND,
    values: new Int16Array(columns * 2),
    slices: new Uint8Array(sliceCount(columns)),
  };
}

/**
 * The bytes of a peaks file: magic, columns a second, number of columns, columns of a slice (32 bit each,
 * little-endian), a byte for the state of each slice, filled up to a multiple of four, and the values.
 */
export function encodePeaks({ columnsPerSecond, values, slices }: StoredPeaks): Uint8Array<ArrayBuffer> {
  const columns = values.length / 2;
  const valuesByte = HEADER_BYTES + paddedBytes(columns);
  const bytes = new Uint8Array(valuesByte + values.length * 2);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, columnsPerSecond, true);
  view.setUint32(8, columns, true);
  view.setUint32(12, PEAK_SLICE_COLUMNS, true);
  bytes.set(slices, HEADER_BYTES);
  if (IS_LITTLE_ENDIAN) new Int16Array(bytes.buffer, valuesByte).set(values);
  else for (const [index, value] of values.entries()) view.setInt16(valuesByte + index * 2, value, true);
  return bytes;
}

/** Reads a peaks file; `undefined` where the bytes are not a whole one, so that it is made anew. */
export function decodePeaks(bytes: Uint8Array): StoredPeaks | undefined {
  if (bytes.byteLength < HEADER_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== MAGIC || view.getUint32(12, true) !== PEAK_SLICE_COLUMNS) return undefined;
  const columnsPerSecond = view.getUint32(4, true);
  const columns = view.getUint32(8, true);
  const valuesByte = HEADER_BYTES + paddedBytes(columns);
  if (columnsPerSecond === 0 || bytes.byteLength !== valuesByte + columns * 4) return undefined;
  const slices = bytes.slice(HEADER_BYTES, HEADER_BYTES + sliceCount(columns));
  if (slices.some((state) => state > SliceState.drawn)) return undefined;
  return { columnsPerSecond, values: readValues(view, valuesByte, columns * 2), slices };
}

function readValues(view: DataView, byte: number, count: number): Int16Array {
  // Copied, not viewed: the bytes may lie at an odd place, and belong to whoever gave them.
  if (IS_LITTLE_ENDIAN) {
    const start = view.byteOffset + byte;
    return new Int16Array(view.buffer.slice(start, start + count * 2));
  }
  return Int16Array.from({ length: count }, (_, index) => view.getInt16(byte + index * 2, true));
}

function paddedBytes(columns: number): number {
  return Math.ceil(sliceCount(columns) / 4) * 4;
}
