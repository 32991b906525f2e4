import {
  emptyOggPage,
  fillOggPage,
  OGG_HEAD_BYTES,
  OggPacketJoiner,
  type OggPage,
} from '#shared/formats/ogg-page';
import { pieceBytesFor, type ReadPiece } from './file-pieces.ts';
import type { OggHead } from './ogg-head.ts';

// Runs in the media thread, see media-thread-worker.ts.

/** Where a packet lies; one object is filled again for each, since a recording has half a million. */
export type OggPacket = {
  /** On the time line of the sound, in samples; what would lie before 0 lies at 0. */
  startUnits: number;
  units: number;
  /** In the bytes; `end` is exclusive. */
  start: number;
  end: number;
};

export type OggVisitor = {
  /** Called with each packet in order; `bytes` hold all of it and are used again afterwards. */
  onPacket(packet: OggPacket, bytes: Uint8Array): void;
  /** Called before other bytes are read: what was held of the ones before must be used up when this resolves. */
  onPieceEnd?(doneBytes: number): Promise<void> | void;
};

/** When the last packet ends, in samples; `undefined` where the file stops within a page. */
export type OggEnd = { endUnits: number | undefined };

/** Of a page that is cut off, so much that its time is known whoever looks for it. */
const CUT_OFF_HEAD_BYTES = OGG_HEAD_BYTES + 5;

/**
 * Goes through the pages of a stream in large pieces, looking at their heads and the first bytes of their packets only.
 * The times that its pages state must be those that its packets add up to.
 *
 * @returns `undefined` where not all is as usual: other streams in between or behind, missing pages, gaps, damage
 */
export async function walkOggPackets(
  read: ReadPiece,
  head: OggHead,
  sizeBytes: number,
  { onPacket, onPieceEnd }: OggVisitor,
): Promise<OggEnd | undefined> {
  const page = emptyOggPage();
  const times = new OggTimes(head);
  const pieceBytes = pieceBytesFor(sizeBytes);
  let sequence = head.soundSequence;
  let position = head.soundByte;
  while (position < sizeBytes) {
    const wantedEnd = Math.min(sizeBytes, position + pieceBytes);
    const bytes = await read(position, wantedEnd);
    // The file became shorter meanwhile.
    if (position + bytes.byteLength < wantedEnd) return undefined;
    let at = 0;
    while (bytes.byteLength - at >= OGG_HEAD_BYTES) {
      if (times.isOver || !fillOggPage(bytes, at, page)) return undefined;
      if (page.serial !== head.serial || page.sequence !== sequence || page.isFirst) return undefined;
      if (page.end > bytes.byteLength) break;
      if (!times.takePage(page, bytes, onPacket)) return undefined;
      sequence = (sequence + 1) >>> 0;
      at = page.end;
    }
    position += at;
    await onPieceEnd?.(position);
    if (wantedEnd < sizeBytes) continue;
    const leftBytes = sizeBytes - position;
    if (leftBytes < OGG_HEAD_BYTES) break;
    const isCutOff = leftBytes >= CUT_OFF_HEAD_BYTES && Number.isFinite(page.end) && page.granule >= 0;
    return isCutOff && times.endUnits !== undefined ? { endUnits: undefined } : undefined;
  }
  const { endUnits } = times;
  return endUnits === undefined ? undefined : { endUnits };
}

type FoundPacket = { bytes: Uint8Array; start: number; end: number; units: number };

/** Gives the packets of each page their times. */
class OggTimes {
  readonly #head: OggHead;
  readonly #joiner = new OggPacketJoiner();
  readonly #packet: OggPacket = { startUnits: 0, units: 0, start: 0, end: 0 };
  readonly #found: FoundPacket[] = [];
  #foundCount = 0;
  /** When the next packet begins; known from the first page on which one ends. */
  #nextUnits: number | undefined;
  #granule = 0;
  /** When the packet that was told last ends, by the pages. */
  endUnits: number | undefined;
  /** Whether the last page of the stream was taken. */
  isOver = false;

  constructor(head: OggHead) {
    this.#head = head;
  }

  /** Takes the next page, which lies in the bytes whole; whether it is as usual. */
  takePage(page: OggPage, bytes: Uint8Array, onPacket: OggVisitor['onPacket']): boolean {
    this.#foundCount = 0;
    let totalUnits = 0;
    let isSound = true;
    const isWhole = this.#joiner.take(page, bytes, (packetBytes, start, end) => {
      const units = this.#head.unitsOf(packetBytes, start, end);
      if (units === undefined) isSound = false;
      else this.#add(packetBytes, start, end, units);
      totalUnits += units ?? 0;
    });
    if (!isWhole || !isSound) return false;
    const endsWhole = (bytes[page.bodyStart - 1] as number) < 255;
    if (this.#foundCount === 0) return page.granule === -1 && !page.isLast;
    if (page.granule < 0 || !Number.isSafeInteger(page.granule) || (page.isLast && !endsWhole)) return false;
    return this.#giveTimes(page, totalUnits, onPacket);
  }

  #add(bytes: Uint8Array, start: number, end: number, units: number): void {
    const place = this.#found[this.#foundCount];
    if (place) {
      place.bytes = bytes;
      place.start = start;
      place.end = end;
      place.units = units;
    } else this.#found.push({ bytes, start, end, units });
    this.#foundCount += 1;
  }

  #giveTimes({ granule, isLast }: OggPage, totalUnits: number, onPacket: OggVisitor['onPacket']): boolean {
    const { preSkipUnits } = this.#head;
    const isFirst = this.#nextUnits === undefined;
    // The first page says when the sound begins, where that is later than at once; the last one, how much is left out.
    if (!isFirst && (isLast ? granule < this.#granule : granule - this.#granule !== totalUnits)) return false;
    let startUnits = this.#nextUnits ?? Math.max(0, granule - totalUnits) - preSkipUnits;
    const statedEnd = granule - preSkipUnits;
    for (let index = 0; index < this.#foundCount; index += 1) {
      const { bytes, start, end, units } = this.#found[index] as FoundPacket;
      const isTrimmed = isLast && index === this.#foundCount - 1;
      const endUnits = startUnits + (isTrimmed ? trimmed(units, statedEnd - startUnits) : units);
      const packet = this.#packet;
      packet.startUnits = Math.max(0, startUnits);
      packet.units = Math.max(0, endUnits) - packet.startUnits;
      packet.start = start;
      packet.end = end;
      onPacket(packet, bytes);
      startUnits = endUnits;
    }
    const lastUnits = this.#found[this.#foundCount - 1]?.units ?? 0;
    const lastStart = this.#granule - preSkipUnits + totalUnits - lastUnits;
    this.endUnits = isFirst || !isLast ? statedEnd : lastStart + trimmed(lastUnits, statedEnd - lastStart);
    this.#nextUnits = startUnits;
    this.#granule = granule;
    this.isOver = isLast;
    return true;
  }
}

function trimmed(units: number, leftUnits: number): number {
  return Math.min(units, Math.max(0, leftUnits));
}
