/** What the head of a page says (RFC 3533); one object is filled again for each, since a recording has thousands. */
export type OggPage = {
  /** Whether it begins with the rest of a packet. */
  isContinued: boolean;
  /** Whether it is the first of its stream, and whether it is the last. */
  isFirst: boolean;
  isLast: boolean;
  /** When the last packet that ends on it ends, in samples; -1 where none does. */
  granule: number;
  serial: number;
  sequence: number;
  /** Where its lacing values and its body begin in the bytes; `end` is exclusive. */
  lacingStart: number;
  bodyStart: number;
  /** Infinite where the head itself is not whole. */
  end: number;
};

/** All of a head but its lacing values. */
export const OGG_HEAD_BYTES = 27;

/** A page with all its 255 lacing values at their most. */
export const LARGEST_OGG_PAGE_BYTES = OGG_HEAD_BYTES + 255 + 255 * 255;

/** Headers with a large picture stay below; what is longer is damage. */
const LARGEST_PACKET_BYTES = 8 << 20;

export function emptyOggPage(): OggPage {
  return {
    isContinued: false,
    isFirst: false,
    isLast: false,
    granule: -1,
    serial: 0,
    sequence: 0,
    lacingStart: 0,
    bodyStart: 0,
    end: 0,
  };
}

/** Reads the head of a page at a place, which has its 27 bytes; whether there is one. */
export function fillOggPage(bytes: Uint8Array, at: number, page: OggPage): boolean {
  const isPage =
    bytes[at] === 0x4f && bytes[at + 1] === 0x67 && bytes[at + 2] === 0x67 && bytes[at + 3] === 0x53;
  if (!isPage || bytes[at + 4] !== 0) return false;
  const flags = bytes[at + 5] as number;
  page.isContinued = (flags & 1) !== 0;
  page.isFirst = (flags & 2) !== 0;
  page.isLast = (flags & 4) !== 0;
  page.granule = (numberAt(bytes, at + 10) | 0) * 2 ** 32 + numberAt(bytes, at + 6);
  page.serial = numberAt(bytes, at + 14);
  page.sequence = numberAt(bytes, at + 18);
  page.lacingStart = at + OGG_HEAD_BYTES;
  page.bodyStart = page.lacingStart + (bytes[at + 26] as number);
  page.end = page.bodyStart;
  for (let lacing = page.lacingStart; lacing < page.bodyStart; lacing += 1) {
    page.end += bytes[lacing] ?? Number.POSITIVE_INFINITY;
  }
  return true;
}

/** Puts packets together from the pages on which they lie. */
export class OggPacketJoiner {
  #parts: Uint8Array[] = [];
  #partBytes = 0;

  /**
   * Takes the next page, which lies in the bytes whole.
   *
   * @param onPacket - called with each packet that ends on it, which stays as it is until the bytes are read anew
   * @returns whether the page fits to the one before and each of its packets holds something
   */
  take(
    page: OggPage,
    bytes: Uint8Array,
    onPacket: (bytes: Uint8Array, start: number, end: number) => void,
  ): boolean {
    const { lacingStart, bodyStart } = page;
    if (lacingStart === bodyStart || page.isContinued !== this.#isOpen) return false;
    let start = bodyStart;
    let end = bodyStart;
    for (let at = lacingStart; at < bodyStart; at += 1) {
      const segmentBytes = bytes[at] as number;
      end += segmentBytes;
      if (segmentBytes === 255) continue;
      if (this.#isOpen) {
        this.#addPart(bytes, start, end);
        const joined = this.#join();
        onPacket(joined, 0, joined.byteLength);
      } else {
        if (end === start) return false;
        onPacket(bytes, start, end);
      }
      start = end;
    }
    if (end > start) this.#addPart(bytes, start, end);
    return this.#partBytes <= LARGEST_PACKET_BYTES;
  }

  /** Whether the last packet goes on on the next page. */
  get #isOpen(): boolean {
    return this.#partBytes > 0;
  }

  #addPart(bytes: Uint8Array, start: number, end: number): void {
    this.#parts.push(bytes.slice(start, end));
    this.#partBytes += end - start;
  }

  #join(): Uint8Array {
    const joined = new Uint8Array(this.#partBytes);
    let position = 0;
    for (const part of this.#parts) {
      joined.set(part, position);
      position += part.byteLength;
    }
    this.#parts = [];
    this.#partBytes = 0;
    return joined;
  }
}

function numberAt(bytes: Uint8Array, at: number): number {
  const low = (bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16);
  return low + (bytes[at + 3] as number) * 2 ** 24;
}
