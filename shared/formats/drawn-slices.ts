import { PEAK_SLICE_COLUMNS } from './peaks-file';

/** Slices of a recording of a hundred hours. */
const MOST_SLICES = 18_000;

const HEAD_BYTES = 8;

/** The columns of one slice of peaks, as they travel while they are drawn. */
export type DrawnColumns = { slice: number; values: Int16Array };

/** The numbers of slices in short: `0-9,20-29` names both ends of each row. */
export function writeSliceList(slices: readonly number[]): string {
  const rows: string[] = [];
  let from: number | undefined;
  for (const [index, slice] of slices.entries()) {
    from ??= slice;
    if (slices[index + 1] === slice + 1) continue;
    rows.push(`${from}-${slice}`);
    from = undefined;
  }
  return rows.join(',');
}

/** @returns the numbers, in order; `undefined` where the text is no list of them */
export function readSliceList(text: string): number[] | undefined {
  if (!/^\d{1,5}-\d{1,5}(,\d{1,5}-\d{1,5})*$/.test(text)) return undefined;
  const slices: number[] = [];
  for (const row of text.split(',')) {
    const [from = 0, to = 0] = row.split('-').map(Number);
    if (to < from || to >= MOST_SLICES || from <= (slices.at(-1) ?? -1)) return undefined;
    for (let slice = from; slice <= to; slice += 1) slices.push(slice);
  }
  return slices;
}

/** The bytes of a slice: its number, the number of its columns (32 bit each, little-endian), and its values. */
export function encodeDrawnSlice({ slice, values }: DrawnColumns): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEAD_BYTES + values.length * 2);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, slice, true);
  view.setUint32(4, values.length / 2, true);
  for (let index = 0; index < values.length; index += 1) {
    view.setInt16(HEAD_BYTES + index * 2, values[index] as number, true);
  }
  return bytes;
}

/** Puts slices together from bytes as they come, in pieces of any length. */
export class DrawnSliceReader {
  #rest = new Uint8Array(0);

  /**
   * @returns the slices that became whole with these bytes
   * @throws RangeError where they are no slices
   */
  push(bytes: Uint8Array): DrawnColumns[] {
    const all = new Uint8Array(this.#rest.byteLength + bytes.byteLength);
    all.set(this.#rest);
    all.set(bytes, this.#rest.byteLength);
    const view = new DataView(all.buffer);
    const drawn: DrawnColumns[] = [];
    let at = 0;
    while (at + HEAD_BYTES <= all.byteLength) {
      const columns = view.getUint32(at + 4, true);
      if (columns > PEAK_SLICE_COLUMNS) throw new RangeError('These are no slices of peaks');
      const end = at + HEAD_BYTES + columns * 4;
      if (end > all.byteLength) break;
      const values = new Int16Array(columns * 2);
      for (let index = 0; index < values.length; index += 1) {
        values[index] = view.getInt16(at + HEAD_BYTES + index * 2, true);
      }
      drawn.push({ slice: view.getUint32(at, true), values });
      at = end;
    }
    this.#rest = all.slice(at);
    return drawn;
  }
}
