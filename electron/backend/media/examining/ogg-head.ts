import {
  emptyOggPage,
  fillOggPage,
  LARGEST_OGG_PAGE_BYTES,
  OGG_HEAD_BYTES,
  OggPacketJoiner,
} from '#shared/formats/ogg-page';
import { OPUS_RATE_HZ, opusPacketSamples } from '#shared/formats/opus-packet';
import { startsWith } from './bare-frames.ts';
import type { ReadPiece } from './file-pieces.ts';
import { type PacketUnits, vorbisUnits } from './ogg-durations.ts';

// Runs in the media thread, see media-thread-worker.ts.

/** What the headers of a stream say. */
export type OggHead = {
  codec: 'opus' | 'vorbis';
  serial: number;
  channels: number;
  /** What times are counted in. */
  unitsPerSecond: number;
  /** What an encoder put before the sound: it lies before time 0. */
  preSkipUnits: number;
  /** Its header packets. */
  headers: readonly Uint8Array[];
  /** Of the page behind them: where it begins, and its number. */
  soundByte: number;
  soundSequence: number;
  unitsOf: PacketUnits;
};

/** Comments can hold a picture, over many pages; more of them are damage. */
const MOST_HEADER_PAGES = 500;

/**
 * Reads the headers of an Ogg file that holds one stream of Opus (RFC 7845) or Vorbis; `undefined` for any other, and
 * where they are not as usual.
 */
export async function readOggHead(read: ReadPiece, sizeBytes: number): Promise<OggHead | undefined> {
  const page = emptyOggPage();
  const joiner = new OggPacketJoiner();
  const headers: Uint8Array[] = [];
  let serial = 0;
  let firstSequence = 0;
  let position = 0;
  for (let count = 0; count < MOST_HEADER_PAGES; count += 1) {
    const bytes = await read(position, Math.min(sizeBytes, position + LARGEST_OGG_PAGE_BYTES));
    if (bytes.byteLength < OGG_HEAD_BYTES || !fillOggPage(bytes, 0, page)) return undefined;
    if (count === 0) {
      serial = page.serial;
      firstSequence = page.sequence;
    }
    const isNext = page.serial === serial && page.sequence === firstSequence + count;
    // Another first page is that of another stream.
    if (!isNext || page.isFirst !== (count === 0) || page.isLast || page.end > bytes.byteLength) {
      return undefined;
    }
    const isWhole = joiner.take(page, bytes, (packet, start, end) => headers.push(packet.slice(start, end)));
    if (!isWhole) return undefined;
    position += page.end;
    const [first] = headers;
    if (!first) return undefined;
    const wanted = startsWith(first, 0, 'OpusHead') ? 2 : 3;
    if (headers.length < wanted) continue;
    const endsHere = headers.length === wanted && (bytes[page.bodyStart - 1] as number) < 255;
    const stream = wanted === 2 ? opusStream(first) : vorbisStream(headers);
    if (!endsHere || !stream) return undefined;
    return { ...stream, serial, headers, soundByte: position, soundSequence: page.sequence + 1 };
  }
  return undefined;
}

type Stream = Omit<OggHead, 'serial' | 'headers' | 'soundByte' | 'soundSequence'>;

function opusStream(head: Uint8Array): Stream | undefined {
  if (head.byteLength < 19) return undefined;
  const preSkipUnits = (head[10] as number) | ((head[11] as number) << 8);
  return {
    codec: 'opus',
    channels: head[9] as number,
    unitsPerSecond: OPUS_RATE_HZ,
    preSkipUnits,
    unitsOf: opusPacketSamples,
  };
}

function vorbisStream(headers: readonly Uint8Array[]): Stream | undefined {
  const [identification, comments, setup] = headers;
  if (!identification || !comments || !setup || identification.byteLength < 30) return undefined;
  const isVorbis = [identification, comments, setup].every(
    (packet, index) => packet[0] === index * 2 + 1 && startsWith(packet, 1, 'vorbis'),
  );
  const unitsOf = isVorbis ? vorbisUnits(identification, setup) : undefined;
  const unitsPerSecond = new DataView(identification.buffer, identification.byteOffset).getUint32(12, true);
  if (!unitsOf || unitsPerSecond === 0) return undefined;
  return {
    codec: 'vorbis',
    channels: identification[11] as number,
    unitsPerSecond,
    preSkipUnits: 0,
    unitsOf,
  };
}
