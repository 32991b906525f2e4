import { open } from 'node:fs/promises';
import { withFilePieces } from '../examining/file-pieces.ts';
import { walkBlocks } from '../examining/matroska-blocks.ts';
import { readMatroskaHead } from '../examining/matroska-head.ts';
import type { MediaFile } from '../examining/media-input.ts';
import { WebmWriter } from './webm-writer.ts';

// Runs in the media thread, see media-thread-worker.ts.

export type BlockCopyTask = {
  file: MediaFile;
  targetPath: string;
  docType: 'webm' | 'matroska';
  /** The numbers of the tracks in the file. */
  sound: number;
  picture: number | undefined;
  /** What of the file's own time line becomes time 0. */
  originSeconds: number;
  /** How much earlier than that the sound is moved. */
  primingSeconds: number;
  /** Called after each piece, with how much of the file is done, from 0 to 1. */
  onProgress(done: number): void;
};

/** Sound that lies further behind a key picture in the file would not be found by the place of the picture. */
const SOUND_AHEAD_SECONDS = 0.5;

/**
 * Copies the blocks of a Matroska or WebM file as they are into one with its length and cues. Many times as fast as
 * packet by packet: only their heads are looked at, and only their times are changed.
 *
 * @returns bytes written; `undefined` where the file is not as usual, with what was written until then
 */
export function copyBlocks(task: BlockCopyTask): Promise<number | undefined> {
  const { file, targetPath, docType, sound, picture, originSeconds, primingSeconds, onProgress } = task;
  return withFilePieces(file, async (read) => {
    const head = await readMatroskaHead(read, file.sizeBytes);
    const copied = head?.tracks.filter(({ number }) => number === sound || number === picture) ?? [];
    if (!head || copied.length < (picture === undefined ? 1 : 2)) return undefined;
    if (copied.some(({ isEncoded }) => isEncoded)) return undefined;
    const secondsPerTick = head.nanosecondsPerTick / 1e9;
    const usualTicks = new Map(
      copied.map(({ number, packetSeconds = 0 }) => [number, Math.round(packetSeconds / secondsPerTick)]),
    );
    const originTicks = Math.round(originSeconds / secondsPerTick);
    const soundOriginTicks = Math.round((originSeconds + primingSeconds) / secondsPerTick);
    const target = await open(targetPath, 'wx');
    try {
      const writer = new WebmWriter(target, {
        sound,
        picture,
        docType,
        entries: copied.map(({ entry }) => entry),
        nanosecondsPerTick: head.nanosecondsPerTick,
      });
      let lastSoundTick = Number.NEGATIVE_INFINITY;
      let isInOrder = true;
      const isWhole = await walkBlocks(read, head, {
        onBlock(block, bytes) {
          const { track, start, end, timeAt, isKey } = block;
          if (track !== sound && track !== picture) return;
          const tick = Math.max(0, block.tick - (track === sound ? soundOriginTicks : originTicks));
          if (track === sound) lastSoundTick = tick;
          else if (isKey && (lastSoundTick - tick) * secondsPerTick > SOUND_AHEAD_SECONDS) isInOrder = false;
          const endTick = tick + (block.durationTicks || (usualTicks.get(track) ?? 0));
          writer.add({ track, tick, endTick, isKey }, bytes, start, end, timeAt);
        },
        async onPieceEnd(doneBytes) {
          await writer.flush();
          onProgress(doneBytes / file.sizeBytes);
        },
      });
      return isWhole && isInOrder && lastSoundTick >= 0 ? await writer.finish() : undefined;
    } finally {
      await target.close();
    }
  });
}
