import { type Box, box, findBox, joined, MOVIE_REST, u32, u64 } from '#shared/formats/mp4-box';
import { MAXIMUM_MP4_UNITS } from '#shared/formats/sound-mp4';
import type { Mp4Track } from '../examining/mp4-packets.ts';

// Runs in the media thread, see media-thread-worker.ts.

/** A track of the new file: as it was described, with its packets elsewhere and at other times. */
export type WrittenTrack = {
  track: Mp4Track;
  /** What of its units is time 0 of the new file; before the first packet where it is late. */
  zeroUnits: number;
  /** Packets that lie one behind the other in the file, in order. */
  chunks: { packets: number; place: number }[];
};

/** Of the head of a track: its place among the others, its volume, how it is turned, and its size. */
const TRACK_TAIL_BYTES = 60;

/**
 * Writes the box with all tables of a file with one sound and perhaps a picture.
 *
 * @returns `undefined` where times go backwards, or beyond what the tables can tell
 */
export function movieOf(written: readonly WrittenTrack[]): Uint8Array<ArrayBuffer> | undefined {
  const movieScale = written[0]?.track.timescale ?? 1_000;
  const tracks: { bytes: Uint8Array; movieUnits: number }[] = [];
  for (const each of written) {
    const made = trackOf(each, movieScale);
    if (!made) return undefined;
    tracks.push(made);
  }
  const movieUnits = Math.max(...tracks.map((made) => made.movieUnits));
  const head = box('mvhd', u32(0), u32(0), u32(0), u32(movieScale), u32(movieUnits), MOVIE_REST);
  return box('moov', head, ...tracks.map(({ bytes }) => bytes));
}

function trackOf(
  { track, zeroUnits, chunks }: WrittenTrack,
  movieScale: number,
): { bytes: Uint8Array; movieUnits: number } | undefined {
  const { box: source, timescale, packets, id } = track;
  const [head, mediaHead, information] = [
    findBox(source, 'tkhd'),
    findBox(source, 'mdia', 'mdhd'),
    findBox(source, 'mdia', 'minf'),
  ];
  const times = timesOf(packets);
  if (!head || !mediaHead || !information || !times) return undefined;
  const firstUnits = packets.starts[0] as number;
  // The tables begin with the first packet: what lies before it, or is not heard of it, the list of edits says.
  const skippedUnits = zeroUnits - firstUnits;
  const inMovie = (units: number) => Math.max(0, Math.round((units * movieScale) / timescale));
  const heardUnits = inMovie(times.units - Math.max(0, skippedUnits));
  const waitedUnits = inMovie(Math.max(0, -skippedUnits));
  const movieUnits = heardUnits + waitedUnits;
  if (Math.max(times.units, movieUnits, Math.abs(skippedUnits)) > MAXIMUM_MP4_UNITS) return undefined;
  const bytes = box(
    'trak',
    box('tkhd', u32(7), u32(0), u32(0), u32(id), u32(0), u32(movieUnits), tailOf(head, TRACK_TAIL_BYTES)),
    ...editsOf({ skippedUnits, heardUnits, waitedUnits }),
    box(
      'mdia',
      box('mdhd', u32(0), u32(0), u32(0), u32(timescale), u32(times.units), tailOf(mediaHead, 4)),
      whole(findBox(source, 'mdia', 'hdlr')),
      box(
        'minf',
        whole(findBox(information, 'smhd')),
        whole(findBox(information, 'vmhd')),
        box('dinf', box('dref', u32(0), u32(1), box('url ', u32(1)))),
        tableOf(track, times.table, chunks),
      ),
    ),
  );
  return { bytes, movieUnits };
}

function editsOf(units: { skippedUnits: number; heardUnits: number; waitedUnits: number }): Uint8Array[] {
  const { skippedUnits, heardUnits, waitedUnits } = units;
  if (skippedUnits === 0) return [];
  const rate = u32(0x1_0000);
  const wait = waitedUnits > 0 ? [u32(waitedUnits), u32(0xffff_ffff), rate] : [];
  const count = u32(waitedUnits > 0 ? 2 : 1);
  const edit = [u32(heardUnits), u32(Math.max(0, skippedUnits)), rate];
  return [box('edts', box('elst', u32(0), count, ...wait, ...edit))];
}

/** How long each packet lasts until the next, in runs; `undefined` where one is earlier than the one before. */
function timesOf({
  starts,
  durations,
}: Mp4Track['packets']): { table: Uint8Array; units: number } | undefined {
  const count = starts.length;
  if (count === 0) return undefined;
  const runs: { packets: number; units: number }[] = [];
  for (let packet = 0; packet < count; packet += 1) {
    const start = starts[packet] as number;
    const units = packet + 1 < count ? (starts[packet + 1] as number) - start : (durations[packet] as number);
    if (units < 0 || units > MAXIMUM_MP4_UNITS) return undefined;
    const run = runs.at(-1);
    if (run?.units === units) run.packets += 1;
    else runs.push({ packets: 1, units });
  }
  const table = box(
    'stts',
    u32(0),
    u32(runs.length),
    wordsOf(runs.flatMap((run) => [run.packets, run.units])),
  );
  const units = (starts[count - 1] as number) - (starts[0] as number) + (durations[count - 1] as number);
  return { table, units };
}

function tableOf(
  { box: source, kind, packets: { sizes, offsets, keys } }: Mp4Track,
  times: Uint8Array,
  chunks: WrittenTrack['chunks'],
): Uint8Array {
  const parts = [whole(findBox(source, 'mdia', 'minf', 'stbl', 'stsd')), times];
  if (offsets.some((offset) => offset !== 0)) parts.push(offsetTable(offsets));
  // Of sound each packet is one, whatever is said of it.
  if (kind !== 'soun' && keys.some((key) => key === 0)) {
    const places = [...keys.keys()].filter((packet) => keys[packet] === 1).map((packet) => packet + 1);
    parts.push(box('stss', u32(0), u32(places.length), wordsOf(places)));
  }
  const runs: number[] = [];
  for (const [index, { packets }] of chunks.entries()) {
    if (packets !== chunks[index - 1]?.packets) runs.push(index + 1, packets, 1);
  }
  parts.push(box('stsc', u32(0), u32(runs.length / 3), wordsOf(runs)));
  parts.push(box('stsz', u32(0), u32(0), u32(sizes.length), wordsOf(sizes)));
  const isFar = (chunks.at(-1)?.place ?? 0) > 0xffff_ffff;
  const places = chunks.map(({ place }) => place);
  const count = u32(places.length);
  parts.push(
    isFar ? box('co64', u32(0), count, ...places.map(u64)) : box('stco', u32(0), count, wordsOf(places)),
  );
  return box('stbl', ...parts);
}

function offsetTable(offsets: Int32Array): Uint8Array {
  const runs: { packets: number; offset: number }[] = [];
  for (const offset of offsets) {
    const run = runs.at(-1);
    if (run?.offset === offset) run.packets += 1;
    else runs.push({ packets: 1, offset });
  }
  // Of version 1, whose values may be negative.
  const words = wordsOf(runs.flatMap((run) => [run.packets, run.offset >>> 0]));
  return box('ctts', u32(0x100_0000), u32(runs.length), words);
}

/** Whole numbers in four bytes each. */
function wordsOf(values: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < values.length; index += 1) view.setUint32(index * 4, values[index] as number);
  return bytes;
}

function bytesOf({ view }: Box): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

function tailOf(source: Box, bytes: number): Uint8Array {
  return bytesOf(source).subarray(-bytes);
}

/** A box as it was; nothing where there was none. */
function whole(source: Box | undefined): Uint8Array {
  return source ? box(source.type, bytesOf(source)) : joined([]);
}
