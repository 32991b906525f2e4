/**
 * The peaks of a recording: for each column the lowest and highest sample, of all channels together.
 *
 * `values` holds `minimum, maximum` pairs, column by column, each from -32768 to 32767; column `i` covers the time
 * from `i / columnsPerSecond` s (inclusive) to `(i + 1) / columnsPerSecond` s (exclusive).
 */
export type Peaks = { columnsPerSecond: number; values: Int16Array };

/** Columns a second that are stored: a pixel each at the closest zoom that still shows whole words. */
export const PEAK_COLUMNS_PER_SECOND = 100;

const MAGIC = 0x31_4b_50_43; // "CPK1" in the byte order of the file
const HEADER_BYTES = 12;

/** The bytes of a peaks file: magic, columns a second, number of columns (32 bit each, little-endian), the values. */
export function encodePeaks(peaks: Peaks): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEADER_BYTES + peaks.values.length * 2);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, peaks.columnsPerSecond, true);
  view.setUint32(8, peaks.values.length / 2, true);
  peaks.values.forEach((value, index) => {
    view.setInt16(HEADER_BYTES + index * 2, value, true);
  });
  return bytes;
}

/** Reads a peaks file; `undefined` where the bytes are not a whole one, so that it is made anew. */
export function decodePeaks(bytes: Uint8Array): Peaks | undefined {
  if (bytes.byteLength < HEADER_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== MAGIC) return undefined;
  const columnsPerSecond = view.getUint32(4, true);
  const columns = view.getUint32(8, true);
  if (columnsPerSecond === 0 || bytes.byteLength !== HEADER_BYTES + columns * 4) return undefined;
  const values = new Int16Array(columns * 2);
  for (let index = 0; index < values.length; index += 1) {
    values[index] = view.getInt16(HEADER_BYTES + index * 2, true);
  }
  return { columnsPerSecond, values };
}
