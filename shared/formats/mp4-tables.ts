/**
 * Reads the tables of packets of a track in an MP4 file (ISO/IEC 14496-12), each given as the body of its box. A table
 * that is cut off throws a RangeError.
 */

/** Bytes of each packet, of `stsz`. */
export function readSizes(view: DataView, packets: number): Uint32Array {
  const sizes = new Uint32Array(packets);
  const same = view.getUint32(4);
  if (same > 0) return sizes.fill(same);
  for (let packet = 0; packet < packets; packet += 1) sizes[packet] = view.getUint32(12 + packet * 4);
  return sizes;
}

export function readStarts(view: DataView, packets: number): Float64Array {
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

export function readPlaces(
  runs: DataView,
  chunks: DataView,
  isFar: boolean,
  sizes: Uint32Array,
): Float64Array {
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
export function readShift(view: DataView | undefined, unitsPerMovieUnit: number): number | undefined {
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

/** How much later than it is decoded each packet is shown, in units of time, of `ctts`. */
export function readOffsets(view: DataView | undefined, packets: number): Int32Array {
  const offsets = new Int32Array(packets);
  const runs = view?.getUint32(4) ?? 0;
  let packet = 0;
  for (let run = 0; view && run < runs; run += 1) {
    const end = Math.min(packets, packet + view.getUint32(8 + run * 8));
    offsets.fill(view.getInt32(12 + run * 8), packet, end);
    packet = end;
  }
  return offsets;
}

/** 1 for each packet that needs no other to be decoded, of `stss`; all of them where there is none. */
export function readKeys(view: DataView | undefined, packets: number): Uint8Array {
  if (!view) return new Uint8Array(packets).fill(1);
  const keys = new Uint8Array(packets);
  const count = view.getUint32(4);
  for (let key = 0; key < count; key += 1) keys[view.getUint32(8 + key * 4) - 1] = 1;
  return keys;
}
