import { join } from 'node:path';
import type { Input } from 'mediabunny';
import { containerOf, heardTrackOf, type MediaFile, withMediaInput } from '../examining/media-input.ts';
import { hasCertainTimes } from '../examining/ogg-facts.ts';
import { chooseCopiedTracks } from './copy-container.ts';
import { copyPackets } from './packet-copy.ts';

// Runs in the media thread, see media-thread-worker.ts.

export type CutTask = MediaFile & {
  /** In milliseconds of the recording, in order; `endMs` is exclusive. */
  stretches: readonly { startMs: number; endMs: number }[];
  /** How much later than it is heard the sound lies in the file, in milliseconds. */
  soundDelayMs: number;
  /** Where the files go, named by their number from 1. */
  folder: string;
};

/** One file that was cut. Times are those of the recording. */
export type CutPiece = {
  path: string;
  startMs: number;
  endMs: number;
  /** What the file holds before `startMs`, in milliseconds and parts of them. */
  leadMs: number;
  sizeBytes: number;
};

export type CutOutcome =
  | { type: 'cut'; extension: string; mimeType: string; pieces: CutPiece[] }
  /** There is no kind of file that takes this sound without encoding it anew. */
  | { type: 'no-container' }
  /** Another stretch than the one that is meant could be cut. */
  | { type: 'uncertain-times' }
  | { type: 'unreadable'; message: string };

/**
 * Sound that is copied before a stretch, in seconds: mp3 leans on earlier packets, and Opus needs 80 ms until it says
 * the same as in the whole.
 */
const PRE_ROLL_SECONDS = 0.1;

/** Cuts stretches out of a recording. Never rejects for what is in the file; problems of the disk reject. */
export function cutFile(task: CutTask, onProgress: (done: number) => void): Promise<CutOutcome> {
  return withMediaInput(task, (input) =>
    cutInput(input, task, onProgress).catch((error: unknown): CutOutcome => {
      if (error instanceof Error && 'syscall' in error) throw error;
      return { type: 'unreadable', message: String(error) };
    }),
  );
}

async function cutInput(
  input: Input,
  task: CutTask,
  onProgress: (done: number) => void,
): Promise<CutOutcome> {
  const tracks = await chooseCopiedTracks(input, task.soundTrack);
  if (!tracks) return { type: 'no-container' };
  if ((await containerOf(input)) === 'ogg' && !(await hasCertainTimes(task)))
    return { type: 'uncertain-times' };
  const { extension, mimeType } = tracks.container;
  const shiftSeconds = task.soundDelayMs / 1_000 + (await codecDelayOf(input, task.soundTrack));
  const totalMs = task.stretches.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
  let doneMs = 0;
  let reportedMs = 0;
  const pieces: CutPiece[] = [];
  for (const { startMs, endMs } of task.stretches) {
    const path = join(task.folder, `excerpt-${pieces.length + 1}.${extension}`);
    const span = await copyPackets(
      tracks,
      {
        startSeconds: startMs / 1_000 + shiftSeconds - PRE_ROLL_SECONDS,
        endSeconds: endMs / 1_000 + shiftSeconds,
      },
      path,
      {
        onPacket(timeSeconds) {
          Atomics.add(task.readCount, 0, 1);
          const reachedMs = doneMs + Math.max(0, (timeSeconds - shiftSeconds) * 1_000 - startMs);
          if (reachedMs - reportedMs < totalMs / 100) return;
          reportedMs = reachedMs;
          onProgress(Math.min(1, reachedMs / totalMs));
        },
      },
    );
    doneMs += endMs - startMs;
    const originMs = (span.originSeconds - shiftSeconds) * 1_000;
    const heardEndMs = Math.floor((span.soundEndSeconds - shiftSeconds) * 1_000);
    pieces.push({
      path,
      startMs,
      // The length that a header announces may go beyond the last sound.
      endMs: Math.max(startMs + 1, Math.min(endMs, heardEndMs)),
      leadMs: Math.max(0, startMs - originMs),
      sizeBytes: span.sizeBytes,
    });
  }
  return { type: 'cut', extension, mimeType, pieces };
}

/**
 * How much later mediabunny puts the sound of a recording than players do, in seconds: of Opus in Matroska, it does not
 * take off what the encoder put before the sound.
 */
async function codecDelayOf(input: Input, soundTrack: number | undefined): Promise<number> {
  const container = await containerOf(input);
  if (container !== 'webm' && container !== 'matroska') return 0;
  const track = await heardTrackOf(input, soundTrack);
  if ((await track?.getCodec()) !== 'opus') return 0;
  const description = (await track?.getDecoderConfig())?.description;
  if (!description || description.byteLength < 12) return 0;
  const view = ArrayBuffer.isView(description)
    ? new DataView(description.buffer, description.byteOffset, description.byteLength)
    : new DataView(description);
  return view.getUint16(10, true) / 48_000;
}
