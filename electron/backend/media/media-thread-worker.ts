import { parentPort, workerData } from 'node:worker_threads';
import { type CutOutcome, type CutTask, cutFile } from './copying/excerpt-cut.ts';
import { type CopyOutcome, type CopyTask, copyFile } from './copying/working-copy.ts';
import { drawPeaks, type PeaksOutcome, type PeaksTask } from './drawing/draw-peaks.ts';
import type { DrawnSlice } from './drawing/wave-columns.ts';
import { type MediaReading, readMediaFacts } from './examining/media-facts.ts';
import type { MediaFile } from './examining/media-input.ts';

// Runs in a thread of its own, from source in tests and as a chunk in the built program. From source, Node resolves no
// import without an extension: this file and what it imports name theirs, and import nothing else of ours but types.

/** What the thread can be asked for, with the answer. */
export type MediaTasks = {
  facts: { task: MediaFile; answer: MediaReading };
  cut: { task: CutTask; answer: CutOutcome };
  copy: { task: CopyTask; answer: CopyOutcome };
  peaks: { task: PeaksTask; answer: PeaksOutcome };
};

export type MediaTaskName = keyof MediaTasks;

/** What the thread is started with. */
export type MediaThreadInput = {
  [Name in MediaTaskName]: { name: Name; task: MediaTasks[Name]['task'] };
}[MediaTaskName];

export type MediaThreadMessage =
  | { type: 'started' }
  /** How much is done, from 0 to 1. */
  | { type: 'progress'; done: number }
  | { type: 'slice'; drawn: DrawnSlice }
  /** A process of another program was started by the thread, or has ended. */
  | { type: 'process'; id: number; isRunning: boolean }
  | { type: 'done'; answer: MediaTasks[MediaTaskName]['answer'] };

/** Does a task in whichever thread this is called. */
export function runMediaTask(
  input: MediaThreadInput,
  post: (message: MediaThreadMessage, transfer?: readonly ArrayBuffer[]) => void,
): Promise<MediaTasks[MediaTaskName]['answer']> {
  const onProgress = (done: number) => post({ type: 'progress', done });
  switch (input.name) {
    case 'facts':
      return readMediaFacts(input.task);
    case 'cut':
      return cutFile(input.task, onProgress);
    case 'copy':
      return copyFile(input.task, onProgress);
    case 'peaks':
      return drawPeaks(input.task, {
        onSlice: (drawn) => post({ type: 'slice', drawn }, [drawn.values.buffer]),
        onProcess: (id, isRunning) => post({ type: 'process', id, isRunning }),
      });
  }
}

if (parentPort !== null && isMediaThreadInput(workerData)) {
  const port = parentPort;
  const post = (message: MediaThreadMessage, transfer: readonly ArrayBuffer[] = []) =>
    port.postMessage(message, transfer);
  post({ type: 'started' });
  post({ type: 'done', answer: await runMediaTask(workerData, post) });
}

/** Whether this thread was started for a task: test runners run modules in threads of their own. */
function isMediaThreadInput(data: unknown): data is MediaThreadInput {
  return typeof data === 'object' && data !== null && 'name' in data && 'task' in data;
}
