/**
 * Writes the tables of an MP4 file that holds one sound: where each packet lies and how long it lasts (ISO/IEC 14496-12
 * and -14). What is in the packets is not looked at.
 */

import { ascii, box, joined, MATRIX, MOVIE_REST, u16, u32, u64 } from './mp4-box.ts';

export type SoundTables = {
  /** The entry of the table of sample descriptions, a whole box such as `mp4a`. */
  description: Uint8Array;
  /** Units of time a second, at most 2^32 - 1; commonly the sample rate. */
  timescale: number;
  /** Bytes of each packet, in order. */
  packetBytes: ArrayLike<number>;
  /** How long packets last, in units of time, in runs. */
  durations: readonly { packets: number; units: number }[];
  /** Where the first packet lies in the file; the others follow without gaps. */
  startByte: number;
  /** What of the start a player leaves out, in units of time; 0 where nothing. */
  skippedUnits: number;
};

/** The longest that the tables can tell, in units of time: a day at 48 kHz. */
export const MAXIMUM_MP4_UNITS = 0xffff_ffff;

/** Few enough that a player reads no more than it needs, many enough that the table of their places stays small. */
const PACKETS_PER_CHUNK = 64;

/** What stands first in the file. */
export function mp4FileType(): Uint8Array<ArrayBuffer> {
  return box('ftyp', ascii('isom'), u32(0x200), ascii('isom'), ascii('iso2'), ascii('mp41'));
}

/**
 * The head of the box that holds the packets: 16 bytes, for any size.
 *
 * @param bodyBytes - of all packets
 */
export function mediaDataHead(bodyBytes: number): Uint8Array<ArrayBuffer> {
  return joined([u32(1), ascii('mdat'), u64(16 + bodyBytes)]);
}

/** The box with all tables. */
export function movieTables(tables: SoundTables): Uint8Array<ArrayBuffer> {
  const { timescale, durations, skippedUnits } = tables;
  const units = durations.reduce((sum, run) => sum + run.packets * run.units, 0);
  const heardUnits = Math.max(0, units - skippedUnits);
  const edits =
    skippedUnits > 0
      ? [box('edts', box('elst', u32(0), u32(1), u32(heardUnits), u32(skippedUnits), u32(0x1_0000)))]
      : [];
  return box(
    'moov',
    box('mvhd', u32(0), u32(0), u32(0), u32(timescale), u32(heardUnits), MOVIE_REST),
    box(
      'trak',
      // Enabled, in the movie and in its preview; sound, at full volume.
      box('tkhd', u32(7), u32(0), u32(0), u32(1), u32(0), u32(heardUnits), TRACK_REST),
      ...edits,
      box(
        'mdia',
        box('mdhd', u32(0), u32(0), u32(0), u32(timescale), u32(units), u32(0x55c4_0000)),
        box('hdlr', u32(0), u32(0), ascii('soun'), new Uint8Array(12), ascii('Sound\0')),
        box(
          'minf',
          box('smhd', u32(0), u32(0)),
          box('dinf', box('dref', u32(0), u32(1), box('url ', u32(1)))),
          sampleTable(tables),
        ),
      ),
    ),
  );
}

/** A small file of its own: some packets with their tables first, for a decoder. */
export function soundFile(
  tables: Omit<SoundTables, 'startByte'>,
  packets: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const type = mp4FileType();
  const head = mediaDataHead(packets.byteLength);
  const tableBytes = movieTables({ ...tables, startByte: 0 }).byteLength;
  const startByte = type.byteLength + tableBytes + head.byteLength;
  return joined([type, movieTables({ ...tables, startByte }), head, packets]);
}

/**
 * How packets of MPEG sound are described.
 *
 * @param kind - `0x40` AAC, `0x6b` and `0x69` mp3 (MPEG-1 and -2)
 * @param config - what the decoder is told; empty for mp3
 */
export function mpegSoundDescription(
  kind: 0x40 | 0x69 | 0x6b,
  { sampleRateHz, channels, config }: { sampleRateHz: number; channels: number; config: Uint8Array },
): Uint8Array<ArrayBuffer> {
  const decoder = [Uint8Array.of(kind, 0x15, 0, 0, 0), u32(0), u32(0)];
  if (config.byteLength > 0) decoder.push(descriptor(5, config));
  const stream = descriptor(
    3,
    u16(1),
    Uint8Array.of(0),
    descriptor(4, ...decoder),
    descriptor(6, Uint8Array.of(2)),
  );
  return box(
    'mp4a',
    new Uint8Array(6),
    u16(1),
    new Uint8Array(8),
    u16(channels),
    u16(16),
    u32(0),
    u32((sampleRateHz & 0xffff) * 0x1_0000),
    box('esds', u32(0), stream),
  );
}

function sampleTable({
  description,
  packetBytes,
  durations,
  startByte,
}: SoundTables): Uint8Array<ArrayBuffer> {
  const packets = packetBytes.length;
  const chunks = Math.ceil(packets / PACKETS_PER_CHUNK);
  const sizes = new Uint8Array(packets * 4);
  const sizesView = new DataView(sizes.buffer);
  const places: number[] = [];
  let position = startByte;
  for (let packet = 0; packet < packets; packet += 1) {
    if (packet % PACKETS_PER_CHUNK === 0) places.push(position);
    const bytes = packetBytes[packet] as number;
    sizesView.setUint32(packet * 4, bytes);
    position += bytes;
  }
  const isFar = position > 0xffff_ffff;
  const lastChunkPackets = packets - (chunks - 1) * PACKETS_PER_CHUNK;
  const runs: Uint8Array[] = [];
  if (chunks > 1) runs.push(u32(1), u32(PACKETS_PER_CHUNK), u32(1));
  if (chunks > 0) runs.push(u32(chunks), u32(lastChunkPackets), u32(1));
  return box(
    'stbl',
    box('stsd', u32(0), u32(1), description),
    box(
      'stts',
      u32(0),
      u32(durations.length),
      ...durations.flatMap((run) => [u32(run.packets), u32(run.units)]),
    ),
    box('stsc', u32(0), u32(runs.length / 3), ...runs),
    box('stsz', u32(0), u32(0), u32(packets), sizes),
    isFar
      ? box('co64', u32(0), u32(chunks), ...places.map(u64))
      : box('stco', u32(0), u32(chunks), ...places.map(u32)),
  );
}

const TRACK_REST = joined([new Uint8Array(8), u16(0), u16(0), u16(0x100), u16(0), MATRIX, u32(0), u32(0)]);

function descriptor(tag: number, ...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const body = joined(parts);
  return joined([Uint8Array.of(tag, body.byteLength), body]);
}
