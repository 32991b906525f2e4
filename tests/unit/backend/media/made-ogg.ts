/** A packet of sound, and how many samples it lasts. */
export type MadePacket = { bytes: Uint8Array; units: number };

export type OggStream = { headers: Uint8Array[]; packets: MadePacket[]; preSkipUnits: number };

export type OggLayout = {
  /** How many segments go on each page, one after the other and again from the first. */
  segments: readonly number[];
  /** Whether a packet may begin on one page and end on a later one. */
  breaksPackets: boolean;
  /** What the last page says is not to be heard of the end, in samples, as far as it reaches. */
  trimmedUnits: number;
  /** When the sound begins, in samples. */
  startUnits: number;
  /** Whether the last page is marked as such. */
  isEnded: boolean;
};

/** A page by its parts, to be changed and encoded. */
export type MadePage = {
  flags: number;
  granule: bigint;
  serial: number;
  sequence: number;
  lacing: number[];
  body: Uint8Array;
};

const CONTINUED = 1;
const FIRST = 2;
const LAST = 4;

/** Lays the packets of a stream out on pages. */
export function layOut({ headers, packets }: OggStream, layout: OggLayout): MadePage[] {
  const pages: MadePage[] = [];
  let lacing: number[] = [];
  let parts: Uint8Array[] = [];
  let granule = -1;
  let isContinued = false;
  const limit = () => layout.segments[pages.length % layout.segments.length] ?? 1;
  const close = (continues: boolean) => {
    if (lacing.length === 0) return;
    const flags = (isContinued ? CONTINUED : 0) | (pages.length === 0 ? FIRST : 0);
    const body = new Uint8Array(Buffer.concat(parts));
    pages.push({ flags, granule: BigInt(granule), serial: 77, sequence: pages.length, lacing, body });
    [lacing, parts, granule, isContinued] = [[], [], -1, continues];
  };
  const add = (bytes: Uint8Array, endUnits: number, mayBreak: boolean) => {
    const segments = Math.floor(bytes.byteLength / 255) + 1;
    if (!mayBreak && lacing.length + segments > limit()) close(false);
    for (let segment = 0; segment < segments; segment += 1) {
      const part = bytes.subarray(segment * 255, segment * 255 + 255);
      const isEnd = segment === segments - 1;
      lacing.push(part.byteLength);
      parts.push(part);
      if (isEnd) granule = endUnits;
      if (lacing.length >= (mayBreak ? limit() : 255)) close(!isEnd);
    }
  };
  for (const [index, header] of headers.entries()) {
    add(header, 0, false);
    // The first stands alone, and no sound stands on a page with headers.
    if (index === 0 || index === headers.length - 1) close(false);
  }
  let endUnits = layout.startUnits;
  for (const { bytes, units } of packets) {
    endUnits += units;
    add(bytes, endUnits, layout.breaksPackets);
  }
  close(false);
  const last = pages.at(-1);
  if (last && layout.isEnded) {
    last.flags |= LAST;
    const before = pages.findLast((page) => page !== last && page.granule >= 0)?.granule ?? 0n;
    const trimmed = last.granule - BigInt(layout.trimmedUnits);
    // No page ends before the one before it.
    last.granule = trimmed < before ? before : trimmed;
  }
  return pages;
}

export function encodePages(pages: readonly MadePage[]): Uint8Array {
  return new Uint8Array(Buffer.concat(pages.map(encodePage)));
}

/** The pages of a file, as far as they are whole. */
export function readPages(file: Uint8Array): MadePage[] {
  const pages: MadePage[] = [];
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  for (let at = 0; at + 27 <= file.byteLength; ) {
    const bodyStart = at + 27 + view.getUint8(at + 26);
    const lacing = [...file.subarray(at + 27, bodyStart)];
    const end = bodyStart + lacing.reduce((sum, bytes) => sum + bytes, 0);
    pages.push({
      flags: view.getUint8(at + 5),
      granule: view.getBigInt64(at + 6, true),
      serial: view.getUint32(at + 14, true),
      sequence: view.getUint32(at + 18, true),
      lacing,
      body: file.slice(bodyStart, end),
    });
    at = end;
  }
  return pages;
}

function encodePage({ flags, granule, serial, sequence, lacing, body }: MadePage): Uint8Array {
  const page = new Uint8Array(27 + lacing.length + body.byteLength);
  const view = new DataView(page.buffer);
  page.set(Buffer.from('OggS'));
  view.setUint8(5, flags);
  view.setBigInt64(6, granule, true);
  view.setUint32(14, serial, true);
  view.setUint32(18, sequence, true);
  view.setUint8(26, lacing.length);
  page.set(lacing, 27);
  page.set(body, 27 + lacing.length);
  view.setUint32(22, checksum(page), true);
  return page;
}

/** CRC-32 with the polynomial 0x04c11db7, the highest bit first (RFC 3533). */
function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) sum = sum < 0 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
  }
  return sum >>> 0;
}
