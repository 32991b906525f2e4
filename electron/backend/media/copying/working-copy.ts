import { rm, writeFile } from 'node:fs/promises';
import type { Input } from 'mediabunny';
import { containerOf, type MediaFile, withMediaInput } from '../examining/media-input.ts';
import type { ContainerKind } from '../examining/missing-end';
import { Mp3Sketch } from '../examining/mp3-sketch.ts';
import { frameFormatOf } from './bare-stream.ts';
import { copyBlocks } from './block-copy.ts';
import { type CopiedTracks, chooseCopiedTracks } from './copy-container.ts';
import { copyOgg } from './ogg-copy.ts';
import { copyAllPackets } from './packet-copy.ts';
import { copyStream } from './stream-copy.ts';
import { copyTables } from './table-copy.ts';
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
  const streamBytes = await copyBareStream(container, task, onProgress);
  if (streamBytes !== undefined) return { type: 'copied', sizeBytes: streamBytes };
  const tracks = await chooseCopiedTracks(input, task.soundTrack);
  if (!tracks) return { type: 'unreadable', message: 'There is no kind of file for this sound' };
  const quickBytes = await copyByHeads(container, tracks, task, onProgress);
  if (quickBytes !== undefined) return { type: 'copied', sizeBytes: quickBytes };
  await rm(targetPath, { force: true });
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

/** Copies a file that is nothing but frames; `undefined` for another, or where that failed. */
async function copyBareStream(
  container: ContainerKind | undefined,
  task: CopyTask,
  onProgress: (done: number) => void,
): Promise<number | undefined> {
  const { targetPath, originMs, primingMs, durationMs } = task;
  const format = container && frameFormatOf(container);
  if ((container !== 'mp3' && container !== 'adts') || !format) return undefined;
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
  if (sizeBytes === undefined) await rm(targetPath, { force: true });
  else if (sketch) await writeFile(sketchBeside(targetPath), sketch.encode(), { flag: 'wx' });
  return sizeBytes;
}

/** Copies by the heads of packets alone, where the file is of a kind for that; `undefined` where it is not. */
async function copyByHeads(
  container: ContainerKind | undefined,
  { audio, video, container: { extension } }: CopiedTracks,
  task: CopyTask,
  onProgress: (done: number) => void,
): Promise<number | undefined> {
  const { targetPath, originMs, primingMs } = task;
  const origin = { originSeconds: originMs / 1_000, primingSeconds: primingMs / 1_000 };
  const ids = { sound: audio.id, picture: video?.id };
  switch (container) {
    case 'webm':
    case 'matroska': {
      if (extension !== 'webm' && extension !== 'mkv') return undefined;
      const docType = extension === 'webm' ? 'webm' : 'matroska';
      return copyBlocks({ file: task, targetPath, docType, ...ids, ...origin, onProgress });
    }
    case 'mp4':
    case 'mov':
      if (extension !== 'm4a' && extension !== 'mp4') return undefined;
      return copyTables({ file: task, targetPath, ...ids, ...origin, onProgress });
    case 'ogg':
      if (extension !== 'webm') return undefined;
      return copyOgg({ file: task, targetPath, sound: audio.id, ...origin, onProgress });
    default:
      return undefined;
  }
}
