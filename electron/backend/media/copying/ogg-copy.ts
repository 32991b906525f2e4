import { open } from 'node:fs/promises';
import { bytesOf, element } from '#shared/formats/ebml';
import { MATROSKA } from '#shared/formats/matroska-ids';
import { withFilePieces } from '../examining/file-pieces.ts';
import type { MediaFile } from '../examining/media-input.ts';
import { type OggHead, readOggHead } from '../examining/ogg-head.ts';
import { walkOggPackets } from '../examining/ogg-packets.ts';
import { WebmWriter } from './webm-writer.ts';

// Runs in the media thread, see media-thread-worker.ts.

export type OggCopyTask = {
  file: MediaFile;
  targetPath: string;
  /** The serial number of the sound's stream. */
  sound: number;
  /** What of the file's own time line becomes time 0. */
  originSeconds: number;
  /** How much earlier than that the sound is moved. */
  primingSeconds: number;
  /** Called after each piece, with how much of the file is done, from 0 to 1. */
  onProgress(done: number): void;
};

const TRACK = 1;
const SOUND_TRACK = 2;
const TICKS_PER_SECOND = 1_000;

/**
 * Copies the packets of Vorbis in Ogg into a WebM with its length and cues, from the pages at once: three hours
 * have a million of them.
 *
 * @returns bytes written; `undefined` where the file is not as usual or its sound is not Vorbis, with what was written
 *   until then
 */
export function copyOgg(task: OggCopyTask): Promise<number | undefined> {
  const { file, targetPath, sound, originSeconds, primingSeconds, onProgress } = task;
  return withFilePieces(file, async (read) => {
    const head = await readOggHead(read, file.sizeBytes);
    // Opus is played from its file; where it starts late, its delay would have to be told in other words.
    if (head?.codec !== 'vorbis' || head.serial !== sound) return undefined;
    const zeroSeconds = originSeconds + primingSeconds;
    const target = await open(targetPath, 'wx');
    try {
      const writer = new WebmWriter(target, {
        sound: TRACK,
        picture: undefined,
        docType: 'webm',
        entries: [vorbisEntry(head)],
        nanosecondsPerTick: 1e9 / TICKS_PER_SECOND,
      });
      const block = { track: TRACK, tick: 0, endTick: 0, isKey: true };
      let packets = 0;
      const found = await walkOggPackets(read, head, file.sizeBytes, {
        onPacket({ startUnits, units, start, end }, bytes) {
          const startSeconds = startUnits / head.unitsPerSecond - zeroSeconds;
          const endSeconds = startSeconds + units / head.unitsPerSecond;
          // What ends before time 0 is not heard, and has no place.
          if (startSeconds < 0 && endSeconds <= 0) return;
          block.tick = Math.round(Math.max(0, startSeconds) * TICKS_PER_SECOND);
          block.endTick = Math.round(endSeconds * TICKS_PER_SECOND);
          writer.addPacket(block, bytes, start, end);
          packets += 1;
        },
        async onPieceEnd(doneBytes) {
          await writer.flush();
          onProgress(doneBytes / file.sizeBytes);
        },
      });
      return found?.endUnits !== undefined && packets > 0 ? await writer.finish() : undefined;
    } finally {
      await target.close();
    }
  });
}

function vorbisEntry({ channels, unitsPerSecond, headers }: OggHead): Uint8Array {
  const rate = new Uint8Array(8);
  new DataView(rate.buffer).setFloat64(0, unitsPerSecond);
  const text = (words: string) => new TextEncoder().encode(words);
  return element(
    MATROSKA.trackEntry,
    element(MATROSKA.trackNumber, bytesOf(TRACK)),
    element(MATROSKA.trackUid, bytesOf(TRACK)),
    element(MATROSKA.trackType, bytesOf(SOUND_TRACK)),
    element(MATROSKA.flagLacing, bytesOf(0)),
    element(MATROSKA.language, text('und')),
    element(MATROSKA.codecId, text('A_VORBIS')),
    element(MATROSKA.codecPrivate, vorbisPrivate(headers)),
    element(
      MATROSKA.audio,
      element(MATROSKA.samplingFrequency, rate),
      element(MATROSKA.channels, bytesOf(channels)),
    ),
  );
}

/** All headers in one: how many follow, how long each is but the last, in bytes that are added up, and they themselves. */
function vorbisPrivate(headers: readonly Uint8Array[]): Uint8Array {
  const lengths = headers
    .slice(0, -1)
    .flatMap(({ byteLength }) => [...Array(Math.floor(byteLength / 255)).fill(255), byteLength % 255]);
  return Buffer.concat([Uint8Array.of(headers.length - 1, ...lengths), ...headers]);
}
