/// <reference path="./module-path.d.ts" />
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { DrawnSlice } from './drawing/wave-columns';
import type { MediaTaskName, MediaTasks, MediaThreadInput, MediaThreadMessage } from './media-thread-worker';
import builtWorkerPath from './media-thread-worker?modulePath';

export type MediaThreadOptions = {
  signal?: AbortSignal;
  /** How long a file may be computed on without a further byte of it being read, in milliseconds. */
  stallMs?: number;
  /** Told how much is done, from 0 to 1. */
  onProgress?(done: number): void;
  /** Told of each slice of peaks, where peaks are drawn. */
  onSlice?(drawn: DrawnSlice): void;
};

/** Work on a long recording is nothing but reads; seconds without one are a loop that will not end. */
const STALL_MS = 15_000;

/** Enough for the tables of the longest recordings. A damaged table can announce a thousand times as much. */
const HEAP_LIMIT_MB = 1_024;

/** What was killed ends at once, but on a machine that has no time for it. */
const PROCESS_END_MS = 5_000;

/** The thread could not be made at all: not the file's fault. */
class MediaThreadStartError extends Error {
  override name = 'MediaThreadStartError';
}

/** The parser went into a loop without end, or took all memory: the file is damaged. */
export class MediaThreadStalledError extends Error {
  override name = 'MediaThreadStalledError';
}

/**
 * Does a task on a media file in a thread of its own: going through a long file takes seconds, and a damaged one was
 * seen to send the parser into a loop without end (MP4 sample tables, FLAC frames), which only ending its thread stops.
 *
 * @throws MediaThreadStalledError, what the disk reports, and the signal's reason
 */
export async function inMediaThread<Name extends MediaTaskName>(
  name: Name,
  task: MediaTasks[Name]['task'],
  options: MediaThreadOptions = {},
): Promise<MediaTasks[Name]['answer']> {
  const input = { name, task } as MediaThreadInput;
  try {
    return await runInThread(input, options);
  } catch (error) {
    if (!(error instanceof MediaThreadStartError)) throw error;
    // Better without protection against damaged files than not at all: most files are whole.
    const { runMediaTask } = await import('./media-thread-worker');
    return runMediaTask(input, (message) => tell(message, options));
  }
}

async function runInThread(
  input: MediaThreadInput,
  options: MediaThreadOptions,
): Promise<MediaTasks[MediaTaskName]['answer']> {
  const { signal, stallMs = STALL_MS } = options;
  signal?.throwIfAborted();
  const worker = new Worker(builtWorkerPath ?? join(import.meta.dirname, 'media-thread-worker.ts'), {
    workerData: input,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_LIMIT_MB },
  });
  const { promise, resolve, reject } = Promise.withResolvers<MediaTasks[MediaTaskName]['answer']>();
  let hasStarted = false;
  let lastCount = -1;
  const processes = new Set<number>();
  const watch = setInterval(() => {
    const count = Atomics.load(input.task.readCount, 0);
    if (count === lastCount) reject(new MediaThreadStalledError('The parser did not come to an end'));
    lastCount = count;
  }, stallMs);
  const stop = () => reject(signal?.reason);
  signal?.addEventListener('abort', stop, { once: true });
  worker.on('message', (message: MediaThreadMessage) => {
    switch (message.type) {
      case 'started':
        hasStarted = true;
        break;
      case 'process':
        if (message.isRunning) processes.add(message.id);
        else processes.delete(message.id);
        break;
      case 'done':
        resolve(message.answer);
        break;
      default:
        tell(message, options);
    }
  });
  worker.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') reject(new MediaThreadStalledError(error.message));
    else reject(hasStarted ? error : new MediaThreadStartError('The thread did not start', { cause: error }));
  });
  worker.on('exit', () => reject(new Error('The media thread ended without an answer')));
  try {
    return await promise;
  } finally {
    clearInterval(watch);
    signal?.removeEventListener('abort', stop);
    await endProcesses(processes);
    await worker.terminate();
  }
}

/** A thread that ends leaves what it started running; and what is killed is there until the thread has seen its end. */
async function endProcesses(running: ReadonlySet<number>): Promise<void> {
  const sinceMs = performance.now();
  while (running.size > 0 && performance.now() - sinceMs < PROCESS_END_MS) {
    for (const id of running) endProcess(id);
    await setTimeout(10);
  }
}

function tell(message: MediaThreadMessage, { onProgress, onSlice }: MediaThreadOptions): void {
  if (message.type === 'progress') onProgress?.(message.done);
  if (message.type === 'slice') onSlice?.(message.drawn);
}

function endProcess(id: number): void {
  try {
    process.kill(id, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
