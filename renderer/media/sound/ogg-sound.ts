import type { RangeReader } from './range-reader';
import { releaseMemory } from './release-memory';
import { LEAD_SECONDS, type SoundSlicer } from './sound-slicer';

const READ_BYTES = 1 << 20;
const PAGE_HEAD_BYTES = 27;
const NOTHING_ENDS = 0xffff_ffff_ffff_ffffn;

/** A page of the sound; `endUnits` is when its last packet ends, in samples. */
type Page = { place: number; endUnits: number };

/** One stream of Opus or Vorbis in Ogg, whose pages are taken as they are; `undefined` for anything else. */
export async function openOgg(reader: RangeReader): Promise<SoundSlicer | undefined> {
  const pages: Page[] = [];
  let position = 0;
  let buffered = { start: 0, bytes: new Uint8Array(0) };
  let headerPackets = 0;

  const begin = await reader.read(0, 4_096);
  const first = pageAt(begin, 0);
  if (!first) return undefined;
  const body = new DataView(begin.buffer, first.headBytes, begin.byteLength - first.headBytes);
  const isOpus = startsWith(begin, first.headBytes, 'OpusHead');
  if (!isOpus && !startsWith(begin, first.headBytes, '\u0001vorbis')) return undefined;
  const sampleRateHz = isOpus ? 48_000 : body.getUint32(12, true);
  const preSkip = isOpus ? body.getUint16(10, true) : 0;
  const wantedPackets = isOpus ? 2 : 3;
  const serial = first.serial;
  let headersEnd = 0;

  async function nextPage(): Promise<
    (NonNullable<ReturnType<typeof pageAt>> & { place: number }) | undefined
  > {
    const at = position - buffered.start;
    let page = at >= 0 ? pageAt(buffered.bytes, at) : undefined;
    if (!page || at + page.headBytes > buffered.bytes.byteLength) {
      if (position >= reader.sizeBytes) return undefined;
      buffered = { start: position, bytes: await reader.read(position, position + READ_BYTES) };
      page = pageAt(buffered.bytes, 0);
    }
    if (!page) return undefined;
    const place = position;
    position += page.bytes;
    return { ...page, place };
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
      if (page.granule !== NOTHING_ENDS) pages.push({ place: page.place, endUnits: Number(page.granule) });
    }
  }

  return {
    sampleRateHz,
    async slice(fromSeconds, toSeconds) {
      const fromUnits = Math.max(0, (fromSeconds - LEAD_SECONDS) * sampleRateHz + preSkip);
      const toUnits = toSeconds * sampleRateHz + preSkip;
      await indexUpTo(toUnits);
      const start = pages.findIndex(({ endUnits }) => endUnits > fromUnits);
      if (start === -1) return [];
      const found = pages.findIndex(({ endUnits }) => endUnits >= toUnits);
      const end = found === -1 ? pages.length - 1 : found;
      const firstPage = pages[start];
      const lastPage = pages[end];
      if (!firstPage || !lastPage) return [];
      const afterPlace = pages[end + 1]?.place ?? position;
      const sound = await reader.read(firstPage.place, afterPlace);
      const bytes = new Uint8Array(headers.byteLength + sound.byteLength);
      bytes.set(headers);
      bytes.set(sound, headers.byteLength);
      releaseMemory(sound);
      return [{ bytes, endSeconds: (lastPage.endUnits - preSkip) / sampleRateHz }];
    },
  };
}

function pageAt(bytes: Uint8Array, at: number) {
  if (at + PAGE_HEAD_BYTES > bytes.byteLength || !startsWith(bytes, at, 'OggS')) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset + at);
  const segments = view.getUint8(26);
  const headBytes = PAGE_HEAD_BYTES + segments;
  if (at + headBytes > bytes.byteLength) return undefined;
  let bodyBytes = 0;
  let packets = 0;
  for (let segment = 0; segment < segments; segment += 1) {
    const size = view.getUint8(PAGE_HEAD_BYTES + segment);
    bodyBytes += size;
    if (size < 255) packets += 1;
  }
  return {
    granule: view.getBigUint64(6, true),
    serial: view.getUint32(14, true),
    headBytes,
    bytes: headBytes + bodyBytes,
    packets,
  };
}

function startsWith(bytes: Uint8Array, at: number, text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (bytes[at + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}
