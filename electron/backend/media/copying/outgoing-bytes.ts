import type { FileHandle } from 'node:fs/promises';

// Runs in the media thread, see media-thread-worker.ts.

/** Bytes on their way to a file: gathered at once, written when there is time. */
export class OutgoingBytes {
  readonly #handle: FileHandle;
  #bytes = new Uint8Array(1 << 16);
  #filled = 0;
  #written: number;

  /** @param startByte - where in the file the first goes */
  constructor(handle: FileHandle, startByte: number) {
    this.#handle = handle;
    this.#written = startByte;
  }

  /** Where in the file the next byte goes. */
  get position(): number {
    return this.#written + this.#filled;
  }

  /** How many wait to be written. */
  get gatheredBytes(): number {
    return this.#filled;
  }

  /** Takes bytes in; returns where those that were gathered can be changed until they are written. */
  append(bytes: Uint8Array, from = 0, to = bytes.byteLength): Uint8Array {
    const start = this.#filled;
    const end = start + to - from;
    if (end > this.#bytes.byteLength) {
      const larger = new Uint8Array(Math.max(end, this.#bytes.byteLength * 2));
      larger.set(this.#bytes.subarray(0, start));
      this.#bytes = larger;
    }
    this.#bytes.set(from === 0 && to === bytes.byteLength ? bytes : bytes.subarray(from, to), start);
    this.#filled = end;
    return this.#bytes.subarray(start, end);
  }

  /** Those from a place in the file on, which must not have been written yet. */
  from(position: number): Uint8Array {
    return this.#bytes.subarray(position - this.#written, this.#filled);
  }

  /** Writes what was gathered up to a place in the file. */
  async write(upTo = this.position): Promise<void> {
    const bytes = upTo - this.#written;
    let done = 0;
    while (done < bytes) {
      const { bytesWritten } = await this.#handle.write(
        this.#bytes,
        done,
        bytes - done,
        this.#written + done,
      );
      done += bytesWritten;
    }
    this.#bytes.copyWithin(0, bytes, this.#filled);
    this.#filled -= bytes;
    this.#written = upTo;
  }
}
