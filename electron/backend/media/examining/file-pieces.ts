import { type FileHandle, open } from 'node:fs/promises';
import type { MediaFile } from './media-input.ts';

// Runs in the media thread, see media-thread-worker.ts.

/** Reads bytes of the file from `start`, up to `end` or the end of the file. */
export type ReadPiece = (start: number, end: number) => Promise<Uint8Array>;

/**
 * Opens a file to be read in pieces for as long as `use` works on it. What was read is overwritten by what is read next.
 *
 * @throws what the disk reports
 */
export async function withFilePieces<Result>(
  { path, readCount }: Pick<MediaFile, 'path' | 'readCount'>,
  use: (read: ReadPiece) => Promise<Result>,
): Promise<Result> {
  const handle = await open(path, 'r');
  try {
    return await use(readerOf(handle, readCount));
  } finally {
    await handle.close();
  }
}

function readerOf(handle: FileHandle, readCount: Int32Array): ReadPiece {
  let memory = new Uint8Array(0);
  return async (start, end) => {
    Atomics.add(readCount, 0, 1);
    if (memory.byteLength < end - start) memory = new Uint8Array(end - start);
    let filled = 0;
    while (filled < end - start) {
      const { bytesRead } = await handle.read(memory, filled, end - start - filled, start + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return memory.subarray(0, filled);
  };
}

/** How much to read at once: large enough that reading costs little, small enough to say how far it is. */
export function pieceBytesFor(sizeBytes: number): number {
  return Math.min(4 << 20, Math.max(64 << 10, Math.ceil(sizeBytes / 64)));
}

/** Reads more than is asked for, so that what follows is there already. */
export function inWindows(read: ReadPiece, sizeBytes: number, windowBytes: number): ReadPiece {
  let windowStart = 0;
  let window: Uint8Array = new Uint8Array(0);
  return async (start, end) => {
    if (start < windowStart || end > windowStart + window.byteLength) {
      window = await read(start, Math.min(sizeBytes, Math.max(end, start + windowBytes)));
      windowStart = start;
    }
    return window.subarray(start - windowStart, end - windowStart);
  };
}
