import { type Box, childBoxes, findBox, textAt } from '#shared/formats/mp4-box';
import {
  readKeys,
  readOffsets,
  readPlaces,
  readShift,
  readSizes,
  readStarts,
} from '#shared/formats/mp4-tables';
import { inWindows, type ReadPiece } from './file-pieces.ts';
import { FragmentReader, MAXIMUM_PACKETS } from './mp4-fragments.ts';

// Runs in the media thread, see media-thread-worker.ts.

/** Where the packets of a track lie and when they are decoded, one value each. */
export type Mp4Packets = {
  sizes: Uint32Array;
  places: Float64Array;
  /** In units of time, as are the next two. */
  starts: Float64Array;
  durations: Uint32Array;
  /** How much later each is shown. */
  offsets: Int32Array;
  /** 1 for those that need no other. */
  keys: Uint8Array;
};

export type Mp4Track = {
  id: number;
  /** Of its handler: `soun`, `vide`, or another. */
  kind: string;
  /** Units of time a second. */
  timescale: number;
  /** What of the units is time 0. */
  zeroUnits: number;
  /** Its box with all that describes it. */
  box: Box;
  packets: Mp4Packets;
};

/** Longer than those of any recording that fits the memory. */
const LARGEST_BOX_BYTES = 256 << 20;

/** Enough for the head of a fragment of some seconds. */
const WINDOW_BYTES = 256 << 10;

/** Of uncompressed sound a table counts each sample as a packet; others have a table as here. */
const SOUND_DESCRIPTIONS: ReadonlySet<string> = new Set([
  'mp4a',
  'Opus',
  'fLaC',
  '.mp3',
  'alac',
  'ac-3',
  'ec-3',
]);

/**
 * Reads where the packets of some tracks lie and when they are decoded: from the tables of an MP4 file, or from those of
 * all its fragments.
 *
 * @param ids - of the tracks, as the file numbers them
 * @returns in the order of `ids`; `undefined` where the file is not as usual
 * @throws what the disk reports
 */
export async function readMp4Packets(
  read: ReadPiece,
  sizeBytes: number,
  ids: readonly number[],
): Promise<Mp4Track[] | undefined> {
  try {
    return await readMovie(inWindows(read, sizeBytes, WINDOW_BYTES), sizeBytes, ids);
  } catch (error) {
    // A table that is cut off, or that says more than there is.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

async function readMovie(
  read: ReadPiece,
  sizeBytes: number,
  ids: readonly number[],
): Promise<Mp4Track[] | undefined> {
  let tracks: Mp4Track[] | undefined;
  let fragments: FragmentReader | undefined;
  let position = 0;
  while (position + 8 <= sizeBytes) {
    const head = await read(position, Math.min(sizeBytes, position + 16));
    const view = viewOf(head);
    const type = textAt(view, 4);
    let bytes = view.getUint32(0);
    const headBytes = bytes === 1 ? 16 : 8;
    if (bytes === 1) bytes = Number(view.getBigUint64(8));
    if (bytes === 0) bytes = sizeBytes - position;
    if (bytes < headBytes) return undefined;
    if (type === 'moov' || type === 'moof') {
      if (bytes > LARGEST_BOX_BYTES || position + bytes > sizeBytes) return undefined;
      const body = await read(position + headBytes, position + bytes);
      if (body.byteLength < bytes - headBytes) return undefined;
      if (type === 'moov') {
        // It is kept, and what it lies in is used again.
        const movie = { type, view: viewOf(body.slice()) };
        if (tracks) return undefined;
        tracks = ids.map((id) => readTrack(movie, id, sizeBytes)).filter((track) => track !== undefined);
        if (tracks.length < ids.length) return undefined;
        if (findBox(movie, 'mvex')) fragments = new FragmentReader(movie, tracks, sizeBytes);
      } else if (!fragments?.add({ type, view: viewOf(body) }, position)) return undefined;
    }
    position += bytes;
  }
  return fragments && tracks ? fragments.withPackets(tracks) : tracks;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function readTrack(movie: Box, id: number, sizeBytes: number): Mp4Track | undefined {
  const movieHead = findBox(movie, 'mvhd');
  const box = childBoxes(movie).find((child) => child.type === 'trak' && trackId(child) === id);
  const handler = box && findBox(box, 'mdia', 'hdlr');
  const mediaHead = box && findBox(box, 'mdia', 'mdhd');
  const table = box && findBox(box, 'mdia', 'minf', 'stbl');
  const descriptions = table && findBox(table, 'stsd');
  if (!movieHead || !box || !handler || !mediaHead || !table || !descriptions) return undefined;
  const timescale = timescaleOf(mediaHead);
  const movieScale = timescaleOf(movieHead);
  if (timescale === 0 || movieScale === 0 || descriptions.view.getUint32(4) !== 1) return undefined;
  const kind = textAt(handler.view, 8);
  if (kind === 'soun' && !SOUND_DESCRIPTIONS.has(textAt(descriptions.view, 12))) return undefined;
  const zeroUnits = readShift(findBox(box, 'edts', 'elst')?.view, timescale / movieScale);
  const packets = readTable(table, sizeBytes);
  if (zeroUnits === undefined || !packets) return undefined;
  return { id, kind, timescale, zeroUnits: Math.round(zeroUnits), box, packets };
}

function trackId(track: Box): number | undefined {
  const head = findBox(track, 'tkhd');
  return head?.view.getUint32(head.view.getUint8(0) === 1 ? 20 : 12);
}

function timescaleOf({ view }: Box): number {
  return view.getUint32(view.getUint8(0) === 1 ? 20 : 12);
}

function readTable(table: Box, sizeBytes: number): Mp4Packets | undefined {
  const [times, chunks, sizeTable, near, far] = ['stts', 'stsc', 'stsz', 'stco', 'co64'].map((type) =>
    findBox(table, type),
  );
  const places = far ?? near;
  if (!times || !chunks || !sizeTable || !places) return undefined;
  const count = sizeTable.view.getUint32(8);
  if (count > MAXIMUM_PACKETS || count > sizeBytes) return undefined;
  const sizes = readSizes(sizeTable.view, count);
  const starts = readStarts(times.view, count);
  const durations = new Uint32Array(count);
  for (let packet = 0; packet < count; packet += 1) {
    durations[packet] = (starts[packet + 1] as number) - (starts[packet] as number);
  }
  return {
    sizes,
    places: readPlaces(chunks.view, places.view, far !== undefined, sizes),
    starts: starts.subarray(0, count),
    durations,
    offsets: readOffsets(findBox(table, 'ctts')?.view, count),
    keys: readKeys(findBox(table, 'stss')?.view, count),
  };
}
