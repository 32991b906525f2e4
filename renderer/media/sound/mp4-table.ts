import type { RangeReader } from './range-reader';

/** Where the packets of a sound lie in an MP4, and when they are heard. */
export type Mp4Table = {
  /** The first entry of the table of sample descriptions, as it is in the file. */
  description: Uint8Array;
  sampleRateHz: number;
  timescale: number;
  sizes: Uint32Array;
  places: Float64Array;
  /** When each packet starts, in units of time, and last when all end. */
  starts: Float64Array;
  /** What of that is time 0. */
  shiftUnits: number;
};

const LARGEST_TABLES_BYTES = 256 << 20;

/** Days of sound have fewer; uncompressed sound counts each sample as a packet and is left to others. */
const MAXIMUM_PACKETS = 8_000_000;

/** Reads the tables of the first sound; `undefined` where there are none, or none of the usual form. */
export async function readMp4Table(reader: RangeReader): Promise<Mp4Table | undefined> {
  const movie = await readMovie(reader);
  if (!movie) return undefined;
  const movieHead = find(movie, 'mvhd');
  const movieScale = movieHead?.view.getUint32(movieHead.view.getUint8(0) === 1 ? 20 : 12);
  for (const track of children(movie)) {
    if (track.type !== 'trak') continue;
    const handler = find(track, 'mdia', 'hdlr');
    if (!handler || textAt(handler.view, 8) !== 'soun') continue;
    return readTrack(track, movieScale ?? 1);
  }
  return undefined;
}

type Box = { type: string; view: DataView };

async function readMovie(reader: RangeReader): Promise<Box | undefined> {
  let position = 0;
  while (position + 8 <= reader.sizeBytes) {
    const head = await reader.read(position, position + 16);
    const view = new DataView(head.buffer);
    if (head.byteLength < 8) return undefined;
    const type = textAt(view, 4);
    let bytes = view.getUint32(0);
    let headBytes = 8;
    if (bytes === 1 && head.byteLength === 16) {
      bytes = Number(view.getBigUint64(8));
      headBytes = 16;
    }
    if (bytes === 0) bytes = reader.sizeBytes - position;
    // Fragments have tables of their own.
    if (type === 'moof' || bytes < headBytes) return undefined;
    if (type === 'moov') {
      if (bytes > LARGEST_TABLES_BYTES) return undefined;
      const body = await reader.read(position + headBytes, position + bytes);
      return { type, view: new DataView(body.buffer) };
    }
    position += bytes;
  }
  return undefined;
}

function readTrack(track: Box, movieScale: number): Mp4Table | undefined {
  const head = find(track, 'mdia', 'mdhd');
  const table = find(track, 'mdia', 'minf', 'stbl');
  const [descriptions, times, chunks, sizes] = ['stsd', 'stts', 'stsc', 'stsz'].map(
    (type) => table && find(table, type),
  );
  const near = table && find(table, 'stco');
  const far = table && find(table, 'co64');
  if (!head || !descriptions || !times || !chunks || !sizes || !(near || far)) return undefined;
  const timescale = head.view.getUint32(head.view.getUint8(0) === 1 ? 20 : 12);
  const packets = sizes.view.getUint32(8);
  if (descriptions.view.getUint32(4) !== 1 || timescale === 0 || packets === 0 || packets > MAXIMUM_PACKETS) {
    return undefined;
  }
  const { buffer, byteOffset } = descriptions.view;
  const description = new Uint8Array(buffer, byteOffset + 8, descriptions.view.getUint32(8)).slice();
  const rate = new DataView(description.buffer).getUint16(32);
  const packetBytes = readSizes(sizes.view, packets);
  const shiftUnits = readShift(find(track, 'edts', 'elst')?.view, timescale / movieScale);
  if (shiftUnits === undefined) return undefined;
  return {
    description,
    sampleRateHz: rate >= 3_000 ? rate : 48_000,
    timescale,
    sizes: packetBytes,
    starts: readStarts(times.view, packets),
    places: readPlaces(chunks.view, (far ?? near)?.view as DataView, far !== undefined, packetBytes),
    shiftUnits,
  };
}

function readSizes(view: DataView, packets: number): Uint32Array {
  const sizes = new Uint32Array(packets);
  const same = view.getUint32(4);
  if (same > 0) return sizes.fill(same);
  for (let packet = 0; packet < packets; packet += 1) sizes[packet] = view.getUint32(12 + packet * 4);
  return sizes;
}

function readStarts(view: DataView, packets: number): Float64Array {
  const starts = new Float64Array(packets + 1);
  const runs = view.getUint32(4);
  let packet = 0;
  let units = 0;
  for (let run = 0; run < runs; run += 1) {
    const end = Math.min(packets, packet + view.getUint32(8 + run * 8));
    const each = view.getUint32(12 + run * 8);
    for (; packet < end; packet += 1) {
      starts[packet] = units;
      units += each;
    }
  }
  return starts.fill(units, packet);
}

function readPlaces(runs: DataView, chunks: DataView, isFar: boolean, sizes: Uint32Array): Float64Array {
  const places = new Float64Array(sizes.length);
  const runCount = runs.getUint32(4);
  const chunkCount = chunks.getUint32(4);
  let packet = 0;
  for (let run = 0; run < runCount; run += 1) {
    const firstChunk = runs.getUint32(8 + run * 12) - 1;
    const nextRun = run + 1 < runCount ? runs.getUint32(8 + (run + 1) * 12) - 1 : chunkCount;
    const perChunk = runs.getUint32(12 + run * 12);
    for (let chunk = firstChunk; chunk < Math.min(nextRun, chunkCount); chunk += 1) {
      let place = isFar ? Number(chunks.getBigUint64(8 + chunk * 8)) : chunks.getUint32(8 + chunk * 4);
      const end = Math.min(sizes.length, packet + perChunk);
      for (; packet < end; packet += 1) {
        places[packet] = place;
        place += sizes[packet] as number;
      }
    }
  }
  return places;
}

/** What an edit list makes time 0, after the empty time it may begin with; `undefined` for more than one edit. */
function readShift(view: DataView | undefined, unitsPerMovieUnit: number): number | undefined {
  if (!view) return 0;
  const isLong = view.getUint8(0) === 1;
  const entryBytes = isLong ? 20 : 12;
  let emptyUnits = 0;
  let shift: number | undefined;
  for (let entry = 0; entry < view.getUint32(4); entry += 1) {
    const at = 8 + entry * entryBytes;
    const units = isLong ? Number(view.getBigUint64(at)) : view.getUint32(at);
    const mediaTime = isLong ? Number(view.getBigInt64(at + 8)) : view.getInt32(at + 4);
    if (mediaTime < 0) emptyUnits += units * unitsPerMovieUnit;
    else if (shift === undefined) shift = mediaTime;
    else return undefined;
  }
  return (shift ?? 0) - emptyUnits;
}

function children({ view }: Box): Box[] {
  const boxes: Box[] = [];
  let position = 0;
  while (position + 8 <= view.byteLength) {
    const bytes = view.getUint32(position);
    if (bytes < 8 || position + bytes > view.byteLength) break;
    const body = new DataView(view.buffer, view.byteOffset + position + 8, bytes - 8);
    boxes.push({ type: textAt(view, position + 4), view: body });
    position += bytes;
  }
  return boxes;
}

function find(box: Box, ...path: string[]): Box | undefined {
  let found: Box | undefined = box;
  for (const type of path) {
    const parent: Box | undefined = found;
    found = parent && children(parent).find((child) => child.type === type);
  }
  return found;
}

function textAt(view: DataView, at: number): string {
  return String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + at, 4));
}
