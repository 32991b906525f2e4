import { PEAK_COLUMNS_PER_SECOND, PEAK_SLICE_COLUMNS } from '#shared/formats/peaks-file';

// Runs in the media thread, see media-thread-worker.ts.

/** What comes before the samples is less than this, or it is no WAV. */
const LONGEST_HEAD_BYTES = 4_096;

/** Columns of one slice of a peaks file. */
export type DrawnSlice = { slice: number; values: Int16Array<ArrayBuffer> };

export type ColumnStretch = {
  /** In which column the first sample is; columns before `firstColumn` are left out. */
  startColumn: number;
  /** The first of a slice. */
  firstColumn: number;
  /** Exclusive; the end of a slice or of the recording. */
  endColumn: number;
};

/**
 * Takes a WAV of 16 bit as it comes and makes peaks of it: in each column the lowest and highest sample of all channels,
 * as the page makes them (renderer/media/sound/columns.ts).
 */
export class WaveColumns {
  #head: Uint8Array | undefined = new Uint8Array(0);
  #oddByte: number | undefined;
  #channels = 1;
  #rateHz = 0;
  /** Counted from the first sample. */
  #column = 0;
  #samplesLeft = 0;
  #lowest = 0;
  #highest = 0;
  #values: Int16Array<ArrayBuffer>;
  readonly #stretch: ColumnStretch;
  readonly #onSlice: (drawn: DrawnSlice) => void;

  constructor(stretch: ColumnStretch, onSlice: (drawn: DrawnSlice) => void) {
    this.#stretch = stretch;
    this.#onSlice = onSlice;
    this.#values = new Int16Array(this.#columnsFrom(stretch.firstColumn) * 2);
  }

  /** The first column of which not all is there yet. */
  get reachedColumn(): number {
    return this.#stretch.startColumn + this.#column;
  }

  get isComplete(): boolean {
    return this.reachedColumn >= this.#stretch.endColumn;
  }

  /** @throws RangeError where it is no WAV of 16 bit */
  push(bytes: Uint8Array): void {
    if (this.#head) this.#readHead(bytes);
    else this.#readSamples(bytes);
  }

  /** Says that no more comes: the columns that are left are silent. */
  finish(): void {
    while (!this.isComplete) this.#endColumn();
  }

  #readHead(bytes: Uint8Array): void {
    const head = Buffer.concat([this.#head ?? new Uint8Array(0), bytes]);
    this.#head = head;
    if (
      head.byteLength >= 12 &&
      (head.toString('latin1', 0, 4) !== 'RIFF' || head.readUInt32BE(8) !== 0x57415645)
    )
      throw new RangeError('What ffmpeg gave is no WAV');
    let at = 12;
    while (at + 8 <= head.byteLength) {
      const type = head.toString('latin1', at, at + 4);
      const body = at + 8;
      if (type === 'data') {
        if (this.#rateHz === 0) break;
        this.#head = undefined;
        this.#samplesLeft = this.#samplesIn(0);
        this.#readSamples(head.subarray(body));
        return;
      }
      const size = head.readUInt32LE(at + 4);
      if (type === 'fmt ' && body + 16 <= head.byteLength) {
        this.#channels = head.readUInt16LE(body + 2);
        this.#rateHz = head.readUInt32LE(body + 4);
        if (this.#channels === 0 || this.#rateHz === 0 || head.readUInt16LE(body + 14) !== 16) break;
      }
      at = body + size + (size & 1);
    }
    if (head.byteLength > LONGEST_HEAD_BYTES) throw new RangeError('What ffmpeg gave is no WAV of 16 bit');
  }

  #readSamples(bytes: Uint8Array): void {
    let rest = bytes;
    if (this.#oddByte !== undefined) rest = Buffer.concat([Uint8Array.of(this.#oddByte), bytes]);
    // Samples can be looked at in place only where they begin at an even byte.
    if ((rest.byteOffset & 1) === 1) rest = rest.slice();
    this.#oddByte = (rest.byteLength & 1) === 1 ? rest[rest.byteLength - 1] : undefined;
    this.#take(new Int16Array(rest.buffer, rest.byteOffset, rest.byteLength >> 1));
  }

  #take(samples: Int16Array): void {
    let at = 0;
    while (at < samples.length && !this.isComplete) {
      const end = Math.min(samples.length, at + this.#samplesLeft);
      this.#samplesLeft -= end - at;
      let lowest = this.#lowest;
      let highest = this.#highest;
      for (; at < end; at += 1) {
        const sample = samples[at] as number;
        if (sample < lowest) lowest = sample;
        else if (sample > highest) highest = sample;
      }
      this.#lowest = lowest;
      this.#highest = highest;
      if (this.#samplesLeft === 0) this.#endColumn();
    }
  }

  #endColumn(): void {
    this.#putColumn();
    this.#column += 1;
    this.#samplesLeft = this.#samplesIn(this.#column);
    const { firstColumn, endColumn } = this.#stretch;
    const column = this.reachedColumn;
    if (column <= firstColumn || (column % PEAK_SLICE_COLUMNS !== 0 && column !== endColumn)) return;
    this.#giveOut(Math.ceil(column / PEAK_SLICE_COLUMNS) - 1);
  }

  #putColumn(): void {
    const { firstColumn } = this.#stretch;
    if (this.reachedColumn >= firstColumn) {
      const index = ((this.reachedColumn - firstColumn) % PEAK_SLICE_COLUMNS) * 2;
      this.#values[index] = scaled(this.#lowest);
      this.#values[index + 1] = scaled(this.#highest);
    }
    this.#lowest = 0;
    this.#highest = 0;
  }

  #giveOut(slice: number): void {
    const values = this.#values;
    this.#values = new Int16Array(this.#columnsFrom((slice + 1) * PEAK_SLICE_COLUMNS) * 2);
    this.#onSlice({ slice, values });
  }

  /** How many columns the slice has that begins there. */
  #columnsFrom(column: number): number {
    return Math.max(0, Math.min(PEAK_SLICE_COLUMNS, this.#stretch.endColumn - column));
  }

  /** Of all channels together. */
  #samplesIn(column: number): number {
    const firstFrame = (of: number) => Math.ceil((of * this.#rateHz) / PEAK_COLUMNS_PER_SECOND - 1e-6);
    return Math.max(1, firstFrame(column + 1) - firstFrame(column)) * this.#channels;
  }
}

/** Page and file hold -1 to 1 as -32767 to 32767. */
function scaled(sample: number): number {
  return Math.round((sample * 32_767) / 32_768);
}
