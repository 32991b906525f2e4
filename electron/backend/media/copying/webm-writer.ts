import type { FileHandle } from 'node:fs/promises';
import { bytesOf, element } from '#shared/formats/ebml';
import { MATROSKA } from '#shared/formats/matroska-ids';
import { OutgoingBytes } from './outgoing-bytes.ts';

// Runs in the media thread, see media-thread-worker.ts.

export type WebmTracks = {
  sound: number;
  /** `undefined` where there is none. */
  picture: number | undefined;
  /** Their entries, each a whole element. */
  entries: readonly Uint8Array[];
  nanosecondsPerTick: number;
  docType: 'webm' | 'matroska';
};

/** A block in the time of the new file. */
export type WrittenBlock = {
  track: number;
  tick: number;
  /** When its packet ends, as far as that is known. */
  endTick: number;
  isKey: boolean;
};

/** Sound alone is as easily sought within as much of it as other programs put together. */
const SOUND_CLUSTER_NANOSECONDS = 5e9;

/** From one key picture to the next, and not less. */
const PICTURE_CLUSTER_NANOSECONDS = 1e9;

/** Times within a cluster have 16 bits, with a sign. */
const LONGEST_CLUSTER_TICKS = 32_000;

/** What is kept in memory of a cluster. */
const LARGEST_CLUSTER_BYTES = 16 << 20;

/**
 * Writes a WebM with its length, and with cues that say where each time lies. Blocks come in the order of the file and
 * lie in memory until `flush`.
 */
export class WebmWriter {
  readonly #handle: FileHandle;
  readonly #tracks: WebmTracks;
  readonly #headBytes: number;
  readonly #outgoing: OutgoingBytes;
  readonly #cues: Uint8Array[] = [];
  /** The tracks that the open cluster has a cue for. */
  readonly #cued = new Set<number>();
  #clusterByte: number | undefined;
  #clusterTick = 0;
  #endTick = 0;
  readonly #blockHead = new Uint8Array(9);
  readonly #blockHeadView = new DataView(this.#blockHead.buffer);

  constructor(handle: FileHandle, tracks: WebmTracks) {
    this.#handle = handle;
    this.#tracks = tracks;
    this.#headBytes = this.#head({ bodyBytes: 0, cuesByte: 0 }).byteLength;
    this.#outgoing = new OutgoingBytes(handle, this.#headBytes);
  }

  /**
   * Adds an element with a block.
   *
   * @param timeAt - where in the bytes its time within the cluster stands
   */
  add(block: WrittenBlock, bytes: Uint8Array, start: number, end: number, timeAt: number): void {
    const offset = this.#begin(block);
    const copied = this.#outgoing.append(bytes, start, end);
    copied[timeAt - start] = (offset >> 8) & 0xff;
    copied[timeAt - start + 1] = offset & 0xff;
  }

  /** Adds a packet that lies in no block yet; the number of its track is below 127. */
  addPacket(block: WrittenBlock, bytes: Uint8Array, start: number, end: number): void {
    const offset = this.#begin(block);
    const head = this.#blockHead;
    head[0] = MATROSKA.simpleBlock;
    // The size in four bytes, then the track, the time and the flags.
    this.#blockHeadView.setUint32(1, 0x1000_0000 + end - start + 4);
    head[5] = 0x80 | block.track;
    this.#blockHeadView.setInt16(6, offset);
    head[8] = block.isKey ? 0x80 : 0;
    this.#outgoing.append(head);
    this.#outgoing.append(bytes, start, end);
  }

  /** Writes all clusters that are whole. */
  flush(): Promise<void> {
    return this.#outgoing.write(this.#clusterByte ?? this.#outgoing.position);
  }

  /** Ends the file, and returns how long it is. */
  async finish(): Promise<number> {
    this.#closeCluster();
    const cuesByte = this.#outgoing.position;
    this.#outgoing.append(element(MATROSKA.cues, ...this.#cues));
    await this.#outgoing.write();
    const head = this.#head({ bodyBytes: this.#outgoing.position - this.#headBytes, cuesByte });
    await this.#handle.write(head, 0, head.byteLength, 0);
    await this.#handle.sync();
    return this.#outgoing.position;
  }

  /** Makes the place for a block; returns its time within the cluster. */
  #begin(block: WrittenBlock): number {
    if (this.#needsCluster(block)) this.#openCluster(block.tick);
    this.#addCue(block);
    this.#endTick = Math.max(this.#endTick, block.endTick);
    return block.tick - this.#clusterTick;
  }

  #needsCluster({ track, tick, isKey }: WrittenBlock): boolean {
    if (this.#clusterByte === undefined) return true;
    const ticks = tick - this.#clusterTick;
    const { picture, nanosecondsPerTick } = this.#tracks;
    if (Math.abs(ticks) > LONGEST_CLUSTER_TICKS) return true;
    if (this.#outgoing.position - this.#clusterByte > LARGEST_CLUSTER_BYTES) return true;
    const nanoseconds = ticks * nanosecondsPerTick;
    return picture === undefined
      ? nanoseconds >= SOUND_CLUSTER_NANOSECONDS
      : track === picture && isKey && nanoseconds >= PICTURE_CLUSTER_NANOSECONDS;
  }

  #openCluster(tick: number): void {
    this.#closeCluster();
    this.#clusterByte = this.#outgoing.position;
    this.#clusterTick = tick;
    this.#cued.clear();
    this.#outgoing.append(element(MATROSKA.cluster));
    this.#outgoing.append(element(MATROSKA.timestamp, bytesOf(tick)));
  }

  #closeCluster(): void {
    if (this.#clusterByte === undefined) return;
    // Its size, now that it is known, in place of none.
    const cluster = this.#outgoing.from(this.#clusterByte);
    cluster.set(sizeOf(cluster.byteLength - CLUSTER_HEAD_BYTES), CLUSTER_HEAD_BYTES - 8);
    this.#clusterByte = undefined;
  }

  #addCue({ track, tick, isKey }: WrittenBlock): void {
    const { picture } = this.#tracks;
    // A player that looks for a picture must find a key picture where the cue says; for sound beside it, the same place.
    const isSought = track === picture ? isKey : picture === undefined || this.#cued.has(picture);
    if (!isSought || this.#cued.has(track)) return;
    this.#cued.add(track);
    const place = (this.#clusterByte as number) - this.#segmentBodyByte();
    this.#cues.push(
      element(
        MATROSKA.cuePoint,
        element(MATROSKA.cueTime, bytesOf(tick)),
        element(
          MATROSKA.cueTrackPositions,
          element(MATROSKA.cueTrack, bytesOf(track)),
          element(MATROSKA.cueClusterPosition, bytesOf(place)),
        ),
      ),
    );
  }

  #segmentBodyByte(): number {
    return ebmlHead(this.#tracks.docType).byteLength + CLUSTER_HEAD_BYTES;
  }

  /** All that stands before the clusters: of the same length whatever the numbers are. */
  #head({ bodyBytes, cuesByte }: { bodyBytes: number; cuesByte: number }): Uint8Array<ArrayBuffer> {
    const { docType, entries, nanosecondsPerTick } = this.#tracks;
    const duration = new Uint8Array(8);
    new DataView(duration.buffer).setFloat64(0, this.#endTick);
    const program = new TextEncoder().encode('Concordance');
    const info = element(
      MATROSKA.info,
      element(MATROSKA.timestampScale, bytesOf(nanosecondsPerTick)),
      element(MATROSKA.duration, duration),
      element(0x4d80, program),
      element(0x5741, program),
    );
    const tracks = element(MATROSKA.tracks, ...entries);
    const contentsBytes = tableOfContents([0, 0, 0]).byteLength;
    const infoPlace = contentsBytes;
    const tracksPlace = infoPlace + info.byteLength;
    const cuesPlace = Math.max(0, cuesByte - this.#segmentBodyByte());
    const contents = tableOfContents([infoPlace, tracksPlace, cuesPlace]);
    const head = ebmlHead(docType);
    const segmentBytes = contentsBytes + info.byteLength + tracks.byteLength + bodyBytes;
    const segment = element(MATROSKA.segment);
    segment.set(sizeOf(segmentBytes), segment.byteLength - 8);
    return joined([head, segment, contents, info, tracks]);
  }
}

/** An id of four bytes, and a size of eight. */
const CLUSTER_HEAD_BYTES = 12;

function ebmlHead(docType: string): Uint8Array<ArrayBuffer> {
  return element(
    MATROSKA.ebml,
    element(0x4286, bytesOf(1)),
    element(0x42f7, bytesOf(1)),
    element(0x42f2, bytesOf(4)),
    element(0x42f3, bytesOf(8)),
    element(0x4282, new TextEncoder().encode(docType)),
    element(0x4287, bytesOf(4)),
    element(0x4285, bytesOf(2)),
  );
}

/** @param places - of what is known of the file, its tracks and its cues, counted from the segment's first byte */
function tableOfContents(places: readonly number[]): Uint8Array<ArrayBuffer> {
  const ids = [MATROSKA.info, MATROSKA.tracks, MATROSKA.cues];
  return element(
    MATROSKA.seekHead,
    ...ids.map((id, index) => {
      const place = new Uint8Array(8);
      new DataView(place.buffer).setBigUint64(0, BigInt(places[index] ?? 0));
      return element(
        MATROSKA.seek,
        element(MATROSKA.seekId, bytesOf(id)),
        element(MATROSKA.seekPosition, place),
      );
    }),
  );
}

/** The size of an element in eight bytes. */
function sizeOf(bytes: number): Uint8Array {
  const size = new Uint8Array(8);
  new DataView(size.buffer).setBigUint64(0, (1n << 56n) | BigInt(bytes));
  return size;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let position = 0;
  for (const part of parts) {
    bytes.set(part, position);
    position += part.byteLength;
  }
  return bytes;
}
