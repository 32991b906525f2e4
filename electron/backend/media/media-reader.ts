/// <reference path="./module-path.d.ts" />
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { MediaReaderInput, MediaReaderMessage, MediaReading } from './media-reader-worker';
import builtWorkerPath from './media-reader-worker?modulePath';

export type ReadMediaOptions = {
  signal?: AbortSignal;
  /** How long a file may be computed on without a further byte of it being read, in milliseconds. */
  stallMs?: number;
};

/** Reading a long recording is nothing but reads; seconds without one are a loop that will not end. */
const STALL_MS = 15_000;

/** Enough for the tables of the longest recordings. A damaged table can announce a thousand times as much. */
const HEAP_LIMIT_MB = 1_024;

/** The thread could not be made at all: not the file's fault. */
class MediaReaderStartError extends Error {
  override name = 'MediaReaderStartError';
}

/**
 * Reads what a media file holds, in a thread of its own: going through a long file takes seconds, and a damaged one was
 * seen to send the parser into a loop without end (MP4 sample tables, FLAC frames), which only ending its thread stops.
 *
 * @throws what the disk reports, and the signal's reason
 */
export async function readMedia(
  path: string,
  sizeBytes: number,
  options: ReadMediaOptions = {},
): Promise<MediaReading> {
  const readCount = new Int32Array(new SharedArrayBuffer(4));
  const input = { path, sizeBytes, readCount };
  try {
    return await readInThread(input, options);
  } catch (error) {
    if (!(error instanceof MediaReaderStartError)) throw error;
    // Better without protection against damaged files than not at all: most files are whole.
    const { readMediaFile } = await import('./media-reader-worker');
    return readMediaFile(input);
  }
}

async function readInThread(
  input: MediaReaderInput,
  { signal, stallMs = STALL_MS }: ReadMediaOptions,
): Promise<MediaReading> {
  signal?.throwIfAborted();
  const worker = new Worker(builtWorkerPath ?? join(import.meta.dirname, 'media-reader-worker.ts'), {
    workerData: input,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_LIMIT_MB },
  });
  const { promise, resolve, reject } = Promise.withResolvers<MediaReading>();
  let hasStarted = false;
  let lastCount = -1;
  const watch = setInterval(() => {
    const count = Atomics.load(input.readCount, 0);
    if (count === lastCount) resolve({ type: 'unreadable', message: 'The parser did not come to an end' });
    lastCount = count;
  }, stallMs);
  const stop = () => reject(signal?.reason);
  signal?.addEventListener('abort', stop, { once: true });
  worker.on('message', (message: MediaReaderMessage) => {
    switch (message.type) {
      case 'started':
        hasStarted = true;
        break;
      case 'done':
        resolve(message.reading);
        break;
    }
  });
  worker.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve({ type: 'unreadable', message: error.message });
    else reject(hasStarted ? error : new MediaReaderStartError('The thread did not start', { cause: error }));
  });
  worker.on('exit', () => reject(new Error('The media reader ended without an answer')));
  try {
    return await promise;
  } finally {
    clearInterval(watch);
    signal?.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
