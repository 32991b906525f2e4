import { soundFile } from '#shared/formats/sound-mp4';
import { type Mp4Table, readMp4Table } from './mp4-table';
import type { RangeReader } from './range-reader';
import { releaseMemory } from './release-memory';
import { LEAD_SECONDS, type SoundPart, type SoundSlicer } from './sound-slicer';

/** More than a session with a picture has in half a minute; what lies further apart is read in parts. */
const LARGEST_READ_BYTES = 32 << 20;

/** A pause between packets from which on it is one: what rounding leaves is shorter than a packet. */
const GAP_SECONDS = 0.1;

/** The sound of an MP4 with tables; `undefined` where it has none, or in a form that is not ours. */
export async function openMp4(reader: RangeReader): Promise<SoundSlicer | undefined> {
  const table = await readMp4Table(reader);
  if (!table) return undefined;
  const { timescale, starts, shiftUnits, sampleRateHz } = table;
  const packets = table.sizes.length;
  const gapUnits = Math.max(GAP_SECONDS * timescale, 1.5 * usualUnits(table));

  function firstEndingAfter(seconds: number): number {
    const units = seconds * timescale + shiftUnits;
    let low = 0;
    let high = packets;
    while (low < high) {
      const middle = (low + high) >> 1;
      // One before a gap lasts to its end by the table, and is heard no longer than others.
      const end = Math.min(starts[middle + 1] as number, (starts[middle] as number) + gapUnits);
      if (end > units) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  function firstStartingAt(seconds: number): number {
    let packet = firstEndingAfter(seconds);
    while (packet < packets && (starts[packet] as number) < seconds * timescale + shiftUnits) packet += 1;
    return packet;
  }

  async function part(first: number, end: number): Promise<SoundPart> {
    const durations: { packets: number; units: number }[] = [];
    for (let packet = first; packet < end; packet += 1) {
      // Of the last before a gap, which the table lets last as long as the gap.
      const units = Math.min((starts[packet + 1] as number) - (starts[packet] as number), gapUnits);
      const run = durations.at(-1);
      if (run?.units === units) run.packets += 1;
      else durations.push({ packets: 1, units });
    }
    const lastUnits = Math.min(
      (starts[end] as number) - (starts[end - 1] as number),
      Math.ceil(usualUnits(table as Mp4Table)),
    );
    const packed = await readPackets(reader, table as Mp4Table, first, end);
    const bytes = soundFile(
      {
        description: (table as Mp4Table).description,
        timescale,
        packetBytes: (table as Mp4Table).sizes.subarray(first, end),
        durations,
        skippedUnits: 0,
      },
      packed,
    );
    releaseMemory(packed);
    return { bytes, endSeconds: ((starts[end - 1] as number) + lastUnits - shiftUnits) / timescale };
  }

  return {
    sampleRateHz,
    async slice(fromSeconds, toSeconds) {
      const parts: SoundPart[] = [];
      const end = firstStartingAt(toSeconds);
      let first = firstEndingAfter(fromSeconds - LEAD_SECONDS);
      for (let packet = first; packet < end; packet += 1) {
        const isLast = packet === end - 1;
        const isGap = (starts[packet + 1] as number) - (starts[packet] as number) >= gapUnits;
        if (!isLast && !isGap) continue;
        parts.push(await part(first, packet + 1));
        first = packet + 1;
      }
      return parts;
    },
  };
}

function usualUnits({ starts }: Mp4Table): number {
  // Gaps and odd last packets are few; the first ones tell.
  const differences = [1, 2, 3].map((packet) => (starts[packet] ?? 0) - (starts[packet - 1] ?? 0));
  return Math.max(1, differences.sort((one, other) => one - other)[1] ?? 1);
}

/** The packets from `first` up to `end`, one behind the other. */
async function readPackets(
  reader: RangeReader,
  { sizes, places }: Mp4Table,
  first: number,
  end: number,
): Promise<Uint8Array<ArrayBuffer>> {
  let total = 0;
  for (let packet = first; packet < end; packet += 1) total += sizes[packet] as number;
  const packed = new Uint8Array(total);
  let filled = 0;
  let packet = first;
  while (packet < end) {
    const start = places[packet] as number;
    let last = packet;
    while (last + 1 < end) {
      const nextEnd = (places[last + 1] as number) + (sizes[last + 1] as number);
      if (nextEnd - start > LARGEST_READ_BYTES || (places[last + 1] as number) < start) break;
      last += 1;
    }
    const bytes = await reader.read(start, (places[last] as number) + (sizes[last] as number));
    for (; packet <= last; packet += 1) {
      const at = (places[packet] as number) - start;
      const size = sizes[packet] as number;
      packed.set(bytes.subarray(at, at + size), filled);
      filled += size;
    }
    releaseMemory(bytes);
  }
  return packed;
}
