import { rm, writeFile } from 'node:fs/promises';
import type { Input } from 'mediabunny';
import { containerOf, type MediaFile, withMediaInput } from '../examining/media-input.ts';
import { Mp3Sketch } from '../examining/mp3-sketch.ts';
import { frameFormatOf } from './bare-stream.ts';
import { chooseCopiedTracks } from './copy-container.ts';
import { copyAllPackets } from './packet-copy.ts';
import { copyStream } from './stream-copy.ts';
import { sketchBeside } from './working-copy-name.ts';

// Runs in the media thread, see media-thread-worker.ts.

export type CopyTask = MediaFile & {
  targetPath: string;
  /** See `playedFromSchema`. */
  originMs: number;
  primingMs: number;
  /** Against which progress is told. */
  durationMs: number;
};

export type CopyOutcome =
  | { type: 'copied'; sizeBytes: number }
  /** Its packets cannot be read to the end, or no kind of file takes them. */
  | { type: 'unreadable'; message: string };

/** Copies all packets of a recording. Never rejects for what is in the file; problems of the disk reject. */
export function copyFile(task: CopyTask, onProgress: (done: number) => void): Promise<CopyOutcome> {
  return withMediaInput(task, (input) =>
    copyInput(input, task, onProgress).catch((error: unknown): CopyOutcome => {
      if (error instanceof Error && 'syscall' in error) throw error;
      return { type: 'unreadable', message: String(error) };
    }),
  );
}

async function copyInput(
  input: Input,
  task: CopyTask,
  onProgress: (done: number) => void,
): Promise<CopyOutcome> {
  const { targetPath, originMs, primingMs, durationMs, readCount } = task;
  const container = await containerOf(input);
  const format = container && frameFormatOf(container);
  if ((container === 'mp3' || container === 'adts') && format) {
    const skippedSeconds = (originMs + primingMs) / 1_000;
    const sketch = container === 'mp3' ? new Mp3Sketch(durationMs, skippedSeconds) : undefined;
    const sizeBytes = await copyStream({
      file: task,
      container,
      format,
      targetPath,
      skippedSeconds,
      onProgress,
      ...(sketch && { onFrame: (head, bytes, at) => sketch.addFrame(head, bytes, at) }),
    });
    if (sizeBytes !== undefined) {
      if (sketch) await writeFile(sketchBeside(targetPath), sketch.encode(), { flag: 'wx' });
      return { type: 'copied', sizeBytes };
    }
    await rm(targetPath, { force: true });
  }
  const tracks = await chooseCopiedTracks(input);
  if (!tracks) return { type: 'unreadable', message: 'There is no kind of file for this sound' };
  let reported = 0;
  const { sizeBytes } = await copyAllPackets(
    tracks,
    { originSeconds: originMs / 1_000, primingSeconds: primingMs / 1_000 },
    targetPath,
    {
      onPacket(timeSeconds) {
        Atomics.add(readCount, 0, 1);
        const done = Math.min(1, (timeSeconds * 1_000 - originMs) / durationMs);
        if (done - reported < 0.01) return;
        reported = done;
        onProgress(done);
      },
    },
  );
  return { type: 'copied', sizeBytes };
}
