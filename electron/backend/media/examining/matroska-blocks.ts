import { elementAt, elementsIn, numberIn } from '#shared/formats/ebml';
import { MATROSKA } from '#shared/formats/matroska-ids';
import { pieceBytesFor, type ReadPiece } from './file-pieces.ts';

// Runs in the media thread, see media-thread-worker.ts.

/** What the head of a block says; one object is filled again for each, since a recording has half a million. */
export type BlockHead = {
  track: number;
  /** On the file's own time line. */
  tick: number;
  isKey: boolean;
  packetBytes: number;
  /** As the block states it; 0 where it does not. */
  durationTicks: number;
  /** Counts the clusters. */
  cluster: number;
  /** Where its element begins and ends in the bytes, exclusive. */
  start: number;
  end: number;
  /** Where its time within the cluster stands, in two bytes. */
  timeAt: number;
};

export type BlockVisitor = {
  /** Called with each block in the order of the file; `bytes` hold all of it and are used again afterwards. */
  onBlock(block: BlockHead, bytes: Uint8Array): void;
  /** Called before other bytes are read: what was held of the ones before must be used up when this resolves. */
  onPieceEnd?(doneBytes: number): Promise<void> | void;
};

/** What else stands between blocks and clusters, and is passed over. */
const PASSED_OVER: ReadonlySet<number> = new Set([
  MATROSKA.void,
  MATROSKA.checksum,
  MATROSKA.seekHead,
  MATROSKA.info,
  MATROSKA.tracks,
  MATROSKA.cues,
  MATROSKA.tags,
  MATROSKA.chapters,
  MATROSKA.attachments,
  // Of a cluster: its place, the size of the one before, and tracks that are silent in it.
  0xa7,
  0xab,
  0x5854,
]);

/** A picture of a screen at its largest stays below; what says that it is larger is damaged. */
const LARGEST_BLOCK_BYTES = 64 << 20;

const ELEMENT_HEAD_BYTES = 12;

const KEY_FLAG = 0x80;
const LACING_FLAGS = 0x06;

/**
 * Goes through the blocks of a Matroska file in large pieces, looking at their heads only. Clusters may leave their size
 * open, as recorders do, and the last one may be cut off.
 *
 * @returns whether all of it was understood: blocks with several packets, and damage, are not
 */
export async function walkBlocks(
  read: ReadPiece,
  { firstClusterByte, endByte }: { firstClusterByte: number; endByte: number },
  { onBlock, onPieceEnd }: BlockVisitor,
): Promise<boolean> {
  const block: BlockHead = {
    track: 0,
    tick: 0,
    isKey: false,
    packetBytes: 0,
    durationTicks: 0,
    cluster: -1,
    start: 0,
    end: 0,
    timeAt: 0,
  };
  const pieceBytes = pieceBytesFor(endByte - firstClusterByte);
  let clusterTick: number | undefined;
  let clusterEnd = endByte;
  let position = firstClusterByte;
  let neededBytes = pieceBytes;
  while (position < endByte) {
    const wantedEnd = Math.min(endByte, position + neededBytes);
    const bytes = await read(position, wantedEnd);
    // Fewer than there were: the file became shorter meanwhile.
    const isLast = wantedEnd === endByte || position + bytes.byteLength < wantedEnd;
    neededBytes = pieceBytes;
    let at = 0;
    while (at < bytes.byteLength) {
      const found = elementAt(bytes, at);
      if (!found) {
        if (bytes.byteLength - at >= ELEMENT_HEAD_BYTES) return false;
        break;
      }
      const { id, bodyStart, bodyEnd } = found;
      if (id === MATROSKA.cluster) {
        block.cluster += 1;
        clusterTick = undefined;
        clusterEnd = bodyEnd === undefined ? Number.POSITIVE_INFINITY : position + bodyEnd;
        at = bodyStart;
        continue;
      }
      if (bodyEnd === undefined) return false;
      const isBlock = id === MATROSKA.simpleBlock || id === MATROSKA.blockGroup;
      if (!isBlock && id !== MATROSKA.timestamp) {
        if (!PASSED_OVER.has(id)) return false;
        at = bodyEnd;
        continue;
      }
      if (position + bodyEnd > clusterEnd || bodyEnd - at > LARGEST_BLOCK_BYTES) return false;
      if (bodyEnd > bytes.byteLength) {
        neededBytes = Math.max(pieceBytes, bodyEnd - at);
        break;
      }
      if (id === MATROSKA.timestamp) {
        clusterTick = numberIn(bytes, bodyStart, bodyEnd);
        if (!Number.isSafeInteger(clusterTick)) return false;
      } else {
        block.start = at;
        block.end = bodyEnd;
        if (clusterTick === undefined || !fillBlock(id, bytes, bodyStart, bodyEnd)) return false;
        block.tick += clusterTick;
        onBlock(block, bytes);
      }
      at = bodyEnd;
    }
    position += at;
    await onPieceEnd?.(Math.min(position, endByte));
    if (isLast) break;
  }
  return true;

  function fillBlock(id: number, bytes: Uint8Array, from: number, to: number): boolean {
    block.durationTicks = 0;
    if (id === MATROSKA.simpleBlock) return fillPacket(bytes, from, to, undefined);
    const parts = elementsIn(bytes, from, to);
    const inner = parts.find((part) => part.id === MATROSKA.block);
    if (!inner) return false;
    const duration = parts.find((part) => part.id === MATROSKA.blockDuration);
    if (duration) block.durationTicks = numberIn(bytes, duration.bodyStart, duration.bodyEnd);
    if (!Number.isSafeInteger(block.durationTicks)) return false;
    const isKey = parts.every((part) => part.id !== MATROSKA.referenceBlock);
    return fillPacket(bytes, inner.bodyStart, inner.bodyEnd, isKey);
  }

  function fillPacket(bytes: Uint8Array, from: number, to: number, isKey: boolean | undefined): boolean {
    const first = bytes[from] as number;
    const isShort = (first & 0x80) !== 0;
    if (!isShort && (first & 0x40) === 0) return false;
    const timeAt = from + (isShort ? 1 : 2);
    if (timeAt + 3 > to) return false;
    const flags = bytes[timeAt + 2] as number;
    if ((flags & LACING_FLAGS) !== 0) return false;
    block.track = isShort ? first & 0x7f : ((first & 0x3f) << 8) | (bytes[from + 1] as number);
    block.tick = (((bytes[timeAt] as number) << 24) | ((bytes[timeAt + 1] as number) << 16)) >> 16;
    block.isKey = isKey ?? (flags & KEY_FLAG) !== 0;
    block.packetBytes = to - timeAt - 3;
    block.timeAt = timeAt;
    return true;
  }
}
