import { joined } from '#shared/formats/mp4-box';
import { emptyOggPage, fillOggPage, OGG_HEAD_BYTES, type OggPage } from '#shared/formats/ogg-page';
import { OPUS_RATE_HZ, opusPacketSamples } from '#shared/formats/opus-packet';
import { type OpusRun, openOpus, plainOpusChannels } from './opus-sound';
import type { RangeReader } from './range-reader';
import { releaseMemory } from './release-memory';
import { LEAD_SECONDS, type OpenedSound, type SoundPart } from './sound-slicer';

const READ_BYTES = 1 << 20;

/** The granule of a page on which no packet ends. */
const NOTHING_ENDS = -1;

/** A page of the sound; `endUnits` is when its last packet ends, in samples. */
type Page = { place: number; endUnits: number };

/** One stream of Opus or Vorbis in Ogg, whose pages are taken as they are; `undefined` for anything else. */
export async function openOgg(reader: RangeReader): Promise<OpenedSound | undefined> {
  const pages: Page[] = [];
  let position = 0;
  let buffered = { start: 0, bytes: new Uint8Array(0) };
  let headerPackets = 0;

  const begin = await reader.read(0, 4_096);
  const first = pageAt(begin, 0);
  if (!first) return undefined;
  const body = new DataView(begin.buffer, first.bodyStart, begin.byteLength - first.bodyStart);
  const isOpus = startsWith(begin, first.bodyStart, 'OpusHead');
  if (!isOpus && !startsWith(begin, first.bodyStart, '\u0001vorbis')) return undefined;
  const sampleRateHz = isOpus ? OPUS_RATE_HZ : body.getUint32(12, true);
  const preSkip = isOpus ? body.getUint16(10, true) : 0;
  const wantedPackets = isOpus ? 2 : 3;
  const serial = first.serial;
  let headersEnd = 0;

  async function nextPage(): Promise<
    { place: number; serial: number; granule: number; packets: number } | undefined
  > {
    let page = pageAt(buffered.bytes, position - buffered.start);
    if (!page) {
      if (position >= reader.sizeBytes) return undefined;
      releaseMemory(buffered.bytes);
      buffered = { start: position, bytes: await reader.read(position, position + READ_BYTES) };
      page = pageAt(buffered.bytes, 0);
    }
    if (!page) return undefined;
    const { serial, granule, lacingStart, bodyStart } = page;
    const place = position;
    position = buffered.start + page.end;
    const packets = buffered.bytes.subarray(lacingStart, bodyStart).filter((size) => size < 255).length;
    return { place, serial, granule, packets };
  }

  while (headerPackets < wantedPackets) {
    const page = await nextPage();
    // Several streams in one file belong to films.
    if (!page || page.serial !== serial) return undefined;
    headerPackets += page.packets;
    headersEnd = position;
  }
  const headers = await reader.read(0, headersEnd);

  async function indexUpTo(units: number): Promise<void> {
    while ((pages.at(-1)?.endUnits ?? -1) < units) {
      const page = await nextPage();
      if (!page || page.serial !== serial) break;
      // Of a packet that begins on the page before, a decoder drops the rest: it lies within the lead.
      if (page.granule !== NOTHING_ENDS) pages.push({ place: page.place, endUnits: page.granule });
    }
  }

  /** The pages of a stretch as they are in the file. */
  async function readPages(fromSeconds: number, toSeconds: number) {
    const fromUnits = Math.max(0, (fromSeconds - LEAD_SECONDS) * sampleRateHz + preSkip);
    const toUnits = toSeconds * sampleRateHz + preSkip;
    await indexUpTo(toUnits);
    const start = pages.findIndex(({ endUnits }) => endUnits > fromUnits);
    if (start === -1) return undefined;
    const found = pages.findIndex(({ endUnits }) => endUnits >= toUnits);
    const end = found === -1 ? pages.length - 1 : found;
    const firstPage = pages[start];
    const lastPage = pages[end];
    if (!firstPage || !lastPage) return undefined;
    const bytes = await reader.read(firstPage.place, pages[end + 1]?.place ?? position);
    return { bytes, beginUnits: pages[start - 1]?.endUnits ?? 0, endUnits: lastPage.endUnits };
  }

  const slicer = {
    sampleRateHz,
    async slice(fromSeconds: number, toSeconds: number): Promise<SoundPart[]> {
      const read = await readPages(fromSeconds, toSeconds);
      if (!read) return [];
      const bytes = new Uint8Array(headers.byteLength + read.bytes.byteLength);
      bytes.set(headers);
      bytes.set(read.bytes, headers.byteLength);
      releaseMemory(read.bytes);
      return [{ bytes, endSeconds: (read.endUnits - preSkip) / sampleRateHz }];
    },
  };
  const opusChannels = isOpus ? plainOpusChannels(begin.subarray(first.bodyStart, first.end)) : undefined;
  if (opusChannels === undefined) return slicer;
  const opus = openOpus(opusChannels, async (fromSeconds, toSeconds) => {
    const read = await readPages(fromSeconds, toSeconds);
    if (!read) return [];
    const runs = opusRuns(packetsOnPages(read.bytes), read.beginUnits, preSkip);
    releaseMemory(read.bytes);
    return runs;
  });
  return { ...slicer, ...opus };
}

type PagePackets = {
  /** Those that end on it, but for one whose beginning is not here. */
  packets: Uint8Array[];
  /** When the last of them ends, in samples; `undefined` where none ends on it. */
  endUnits: number | undefined;
};

/** Puts together the packets of whole pages of one stream: they may begin on one page and end on another. */
function packetsOnPages(bytes: Uint8Array): PagePackets[] {
  const found: PagePackets[] = [];
  let unfinished: Uint8Array[] = [];
  let isWhole = true;
  let at = 0;
  for (let page = pageAt(bytes, at); page && page.end <= bytes.byteLength; page = pageAt(bytes, at)) {
    if (!page.isContinued) [unfinished, isWhole] = [[], true];
    else if (unfinished.length === 0) isWhole = false;
    const packets: Uint8Array[] = [];
    let packetAt = page.bodyStart;
    let segmentEnd = page.bodyStart;
    for (const size of bytes.subarray(page.lacingStart, page.bodyStart)) {
      segmentEnd += size;
      if (size === 255) continue;
      if (isWhole) packets.push(joined([...unfinished, bytes.subarray(packetAt, segmentEnd)]));
      [unfinished, isWhole] = [[], true];
      packetAt = segmentEnd;
    }
    if (packetAt < segmentEnd) unfinished.push(bytes.subarray(packetAt, segmentEnd));
    found.push({ packets, endUnits: page.granule === NOTHING_ENDS ? undefined : page.granule });
    at = page.end;
  }
  return found;
}

/**
 * Lays packets by the ends that their pages tell. The last page of a file may end sooner than its packets (RFC 7845, 4.4);
 * one that ends later than those before it lead to is behind a gap.
 *
 * @param beginUnits - when the page before ended
 */
function opusRuns(pages: readonly PagePackets[], beginUnits: number, preSkip: number): OpusRun[] {
  const runs: OpusRun[] = [];
  let run: OpusRun | undefined;
  let reachedUnits = beginUnits;
  for (const { packets, endUnits } of pages) {
    const units = packets.reduce((sum, packet) => sum + opusPacketSamples(packet), 0);
    const isBehindGap = endUnits !== undefined && endUnits - units > reachedUnits;
    if (isBehindGap) reachedUnits = endUnits - units;
    if (!run || isBehindGap) {
      run = { packets: [], startSeconds: (reachedUnits - preSkip) / OPUS_RATE_HZ };
      runs.push(run);
    }
    run.packets.push(...packets);
    reachedUnits += units;
  }
  return runs;
}

/** The page there, whose head is whole; its body may go on behind the bytes. */
function pageAt(bytes: Uint8Array, at: number): OggPage | undefined {
  const page = emptyOggPage();
  if (at < 0 || at + OGG_HEAD_BYTES > bytes.byteLength || !fillOggPage(bytes, at, page)) return undefined;
  return Number.isFinite(page.end) ? page : undefined;
}

function startsWith(bytes: Uint8Array, at: number, text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (bytes[at + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}
