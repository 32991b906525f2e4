import { open } from 'node:fs/promises';
import { mediaDataHead, mp4FileType } from '#shared/formats/sound-mp4';
import { inWindows, withFilePieces } from '../examining/file-pieces.ts';
import type { MediaFile } from '../examining/media-input.ts';
import { type Mp4Track, readMp4Packets } from '../examining/mp4-packets.ts';
import { movieOf, type WrittenTrack } from './mp4-movie.ts';
import { OutgoingBytes } from './outgoing-bytes.ts';

// Runs in the media thread, see media-thread-worker.ts.

export type TableCopyTask = {
  file: MediaFile;
  targetPath: string;
  /** The ids of the tracks in the file. */
  sound: number;
  picture: number | undefined;
  /** What of the file's own time line becomes time 0. */
  originSeconds: number;
  /** How much earlier than that the sound is moved. */
  primingSeconds: number;
  /** Called from time to time, with how much of the file is done, from 0 to 1. */
  onProgress(done: number): void;
};

/** Few enough that a player reads no more than it needs, many enough that the table of their places stays small. */
const PACKETS_PER_CHUNK = 64;

const PIECE_BYTES = 4 << 20;

/** Packets of a track that lie one behind the other in the file. */
type Stretch = { written: WrittenTrack; packets: number; place: number; bytes: number };

/**
 * Copies the packets of an MP4 file, whether in fragments or not, into one with one set of tables. What is in them is
 * not looked at; they lie in the order in which they did.
 *
 * @returns bytes written; `undefined` where the file is not as usual, with what was written until then
 */
export function copyTables(task: TableCopyTask): Promise<number | undefined> {
  const { file, targetPath, sound, picture, originSeconds, primingSeconds, onProgress } = task;
  return withFilePieces(file, async (read) => {
    const ids = picture === undefined ? [sound] : [sound, picture];
    const tracks = await readMp4Packets(read, file.sizeBytes, ids);
    if (!tracks?.every((track) => isWithin(track, file.sizeBytes))) return undefined;
    const written = tracks.map((track): WrittenTrack => {
      const shiftSeconds = originSeconds + (track.id === sound ? primingSeconds : 0);
      const zeroUnits = track.zeroUnits + Math.round(shiftSeconds * track.timescale);
      return { track, zeroUnits, chunks: [] };
    });
    const stretches = written.flatMap(stretchesOf).sort((one, other) => one.place - other.place);
    const target = await open(targetPath, 'wx');
    try {
      const type = mp4FileType();
      const startByte = type.byteLength + mediaDataHead(0).byteLength;
      const outgoing = new OutgoingBytes(target, startByte);
      const readOn = inWindows(read, file.sizeBytes, PIECE_BYTES);
      for (const { written: lane, packets, place, bytes } of stretches) {
        lane.chunks.push({ packets, place: outgoing.position });
        const found = await readOn(place, place + bytes);
        if (found.byteLength < bytes) return undefined;
        outgoing.append(found);
        if (outgoing.gatheredBytes < PIECE_BYTES) continue;
        await outgoing.write();
        onProgress(Math.min(1, place / file.sizeBytes));
      }
      const head = mediaDataHead(outgoing.position - startByte);
      const movie = movieOf(written);
      if (!movie) return undefined;
      outgoing.append(movie);
      await outgoing.write();
      await target.write(type, 0, type.byteLength, 0);
      await target.write(head, 0, head.byteLength, type.byteLength);
      await target.sync();
      return outgoing.position;
    } finally {
      await target.close();
    }
  });
}

function isWithin({ packets: { sizes, places } }: Mp4Track, sizeBytes: number): boolean {
  let totalBytes = 0;
  for (let packet = 0; packet < sizes.length; packet += 1) {
    const size = sizes[packet] as number;
    const place = places[packet] as number;
    totalBytes += size;
    if (place < 0 || place + size > sizeBytes) return false;
  }
  // Tables that name the same bytes again and again would make a file without end of a small one.
  return sizes.length > 0 && totalBytes <= sizeBytes;
}

function stretchesOf(written: WrittenTrack): Stretch[] {
  const { sizes, places } = written.track.packets;
  const stretches: Stretch[] = [];
  for (let packet = 0; packet < sizes.length; packet += 1) {
    const place = places[packet] as number;
    const bytes = sizes[packet] as number;
    const last = stretches.at(-1);
    const isNext = last && last.place + last.bytes === place;
    if (isNext && last.packets < PACKETS_PER_CHUNK && last.bytes + bytes <= PIECE_BYTES) {
      last.packets += 1;
      last.bytes += bytes;
    } else stretches.push({ written, packets: 1, place, bytes });
  }
  return stretches;
}
