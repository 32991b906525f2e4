import { type Box, childBoxes, findBox, textAt } from '#shared/formats/mp4-box';
import { readPlaces, readShift, readSizes, readStarts } from '#shared/formats/mp4-tables';
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
  const movieHead = findBox(movie, 'mvhd');
  const movieScale = movieHead?.view.getUint32(movieHead.view.getUint8(0) === 1 ? 20 : 12);
  for (const track of childBoxes(movie)) {
    if (track.type !== 'trak') continue;
    const handler = findBox(track, 'mdia', 'hdlr');
    if (!handler || textAt(handler.view, 8) !== 'soun') continue;
    return readTrack(track, movieScale ?? 1);
  }
  return undefined;
}

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
  const head = findBox(track, 'mdia', 'mdhd');
  const table = findBox(track, 'mdia', 'minf', 'stbl');
  const [descriptions, times, chunks, sizes] = ['stsd', 'stts', 'stsc', 'stsz'].map(
    (type) => table && findBox(table, type),
  );
  const near = table && findBox(table, 'stco');
  const far = table && findBox(table, 'co64');
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
  const shiftUnits = readShift(findBox(track, 'edts', 'elst')?.view, timescale / movieScale);
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
