import { open } from 'node:fs/promises';
import {
  MAXIMUM_MP4_UNITS,
  mediaDataHead,
  movieTables,
  mp4FileType,
  mpegSoundDescription,
} from '#shared/formats/sound-mp4';
import { adtsConfig } from '../examining/adts-frames.ts';
import type { FrameFormat, FrameHead } from '../examining/bare-frames.ts';
import type { MediaFile } from '../examining/media-input.ts';
import { walkStream } from './bare-stream.ts';
import { NumberList } from './number-list.ts';
import { OutgoingBytes } from './outgoing-bytes.ts';

// Runs in the media thread, see media-thread-worker.ts.

export type StreamCopyTask = {
  file: MediaFile;
  container: 'mp3' | 'adts';
  format: FrameFormat;
  targetPath: string;
  /** How much of the start a player leaves out. */
  skippedSeconds: number;
  /** Called after each piece, with how much of the file is done, from 0 to 1. */
  onProgress(done: number): void;
  /** Called with each frame that is copied. */
  onFrame?(head: FrameHead, bytes: Uint8Array, at: number): void;
};

/**
 * Copies the frames of a bare stream into an MP4, whose table says where each lies. Several times as fast as through a
 * library that treats every frame as a packet of its own: a recording of three hours has half a million.
 *
 * @returns bytes written; `undefined` where it has no frames, or more than the tables can tell
 */
export async function copyStream({
  file,
  container,
  format,
  targetPath,
  skippedSeconds,
  onProgress,
  onFrame,
}: StreamCopyTask): Promise<number | undefined> {
  const target = await open(targetPath, 'wx');
  try {
    const type = mp4FileType();
    const startByte = type.byteLength + mediaDataHead(0).byteLength;
    const sizes = new NumberList((length) => new Uint32Array(length));
    const outgoing = new OutgoingBytes(target, startByte);
    const kind = await walkStream(file, format, {
      onFrame(head, bytes, at) {
        onFrame?.(head, bytes, at);
        outgoing.append(bytes, at + head.headBytes, at + head.totalBytes);
        sizes.push(head.totalBytes - head.headBytes);
      },
      async onPieceEnd(doneBytes) {
        await outgoing.write();
        onProgress(doneBytes / file.sizeBytes);
      },
    });
    if (!kind || sizes.length * kind.samples > MAXIMUM_MP4_UNITS) return undefined;
    const tables = movieTables({
      description: mpegSoundDescription(container === 'mp3' ? 0x6b : 0x40, {
        ...kind,
        config: container === 'mp3' ? new Uint8Array(0) : adtsConfig(kind.kinship),
      }),
      timescale: kind.sampleRateHz,
      packetBytes: sizes.values(),
      durations: [{ packets: sizes.length, units: kind.samples }],
      startByte,
      skippedUnits: Math.round(skippedSeconds * kind.sampleRateHz),
    });
    const head = mediaDataHead(outgoing.position - startByte);
    outgoing.append(tables);
    await outgoing.write();
    await target.write(type, 0, type.byteLength, 0);
    await target.write(head, 0, head.byteLength, type.byteLength);
    await target.sync();
    return outgoing.position;
  } finally {
    await target.close();
  }
}
