import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { RandomAccessReader } from 'yauzl';

const PIECE_BYTES = 256 * 1024;

/**
 * Gives yauzl the bytes of a file, and an error for every range that is not in it. With its own reader, an offset of
 * more than 2^53 in a zip throws inside a callback of Node, where nothing can catch it.
 */
export class ZipFileReader extends RandomAccessReader {
  constructor(
    private readonly handle: FileHandle,
    private readonly sizeBytes: number,
  ) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    // Not the handle's own stream, which closes the file when it is destroyed, and with it all the others.
    return Readable.from(this.#readRange(start, end));
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    if (!this.#holds(position, position + length)) {
      setImmediate(callback, outsideFile());
      return;
    }
    this.handle.read(buffer, offset, length, position).then(
      ({ bytesRead }) => callback(null, bytesRead),
      (error: Error) => callback(error),
    );
  }

  override close(callback: (error: Error | null) => void): void {
    this.handle.close().then(
      () => callback(null),
      (error: Error) => callback(error),
    );
  }

  async *#readRange(start: number, end: number): AsyncGenerator<Buffer, void> {
    if (!this.#holds(start, end)) throw outsideFile();
    let position = start;
    while (position < end) {
      const buffer = Buffer.allocUnsafe(Math.min(PIECE_BYTES, end - position));
      const { bytesRead } = await this.handle.read(buffer, 0, buffer.byteLength, position);
      if (bytesRead === 0) throw outsideFile();
      position += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }

  #holds(start: number, end: number): boolean {
    return Number.isSafeInteger(start) && Number.isSafeInteger(end) && start >= 0 && end <= this.sizeBytes;
  }
}

function outsideFile(): Error {
  return new Error('The zip points outside of its file');
}
