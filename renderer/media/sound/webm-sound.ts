import { bytesOf, element, elementAt, elementsIn, findElement, numberIn } from '#shared/formats/ebml';
import { type OpusRun, openOpus, opusSeconds, plainOpusChannels } from './opus-sound';
import type { RangeReader } from './range-reader';
import { releaseMemory } from './release-memory';
import { LEAD_SECONDS, type OpenedSound, type SoundPart } from './sound-slicer';

const SEGMENT = 0x18538067;
const SEEK_HEAD = 0x114d9b74;
const INFO = 0x1549a966;
const TRACKS = 0x1654ae6b;
const CUES = 0x1c53bb6b;
const CLUSTER = 0x1f43b675;
const SIMPLE_BLOCK = 0xa3;
const BLOCK_GROUP = 0xa0;
const TIMESTAMP = 0xe7;

const SOUND_TRACK = 2;
const LARGEST_HEAD_BYTES = 8 << 20;

/** A pause between blocks from which on it is one. */
const GAP_SECONDS = 0.1;

type Head = {
  ebml: Uint8Array;
  track: Uint8Array;
  trackNumber: number;
  sampleRateHz: number;
  delaySeconds: number;
  isVorbis: boolean;
  /** Where it is Opus of the usual kind. */
  opusChannels: number | undefined;
  secondsPerTick: number;
  cues: { tick: number; place: number }[];
  clustersEnd: number;
};

/** The first sound of a WebM or Matroska with cues; `undefined` for another. */
export async function openWebm(reader: RangeReader): Promise<OpenedSound | undefined> {
  const head = await readHead(reader);
  if (!head) return undefined;
  const { cues, secondsPerTick, delaySeconds, sampleRateHz, opusChannels } = head;

  /** What `use` makes of the blocks of a stretch, each list without a gap. */
  async function blocksOf<Result>(
    fromSeconds: number,
    toSeconds: number,
    use: (blocks: Block[]) => Result,
  ): Promise<Result[]> {
    const fromTick = (fromSeconds + delaySeconds - LEAD_SECONDS) / secondsPerTick;
    const toTick = (toSeconds + delaySeconds) / secondsPerTick;
    const first = cues.findLast(({ tick }) => tick <= fromTick) ?? cues[0];
    // One more than needed: a cue may name the first block of a picture, and sound beside it may be earlier.
    const next = cues.filter(({ tick }) => tick > toTick)[1];
    if (!first) return [];
    const bytes = await reader.read(first.place, next?.place ?? (head as Head).clustersEnd);
    const blocks = blocksIn(bytes, (head as Head).trackNumber).filter(
      ({ tick }) => tick >= fromTick && tick < toTick,
    );
    const results = withoutGaps(blocks, GAP_SECONDS / secondsPerTick).map(use);
    releaseMemory(bytes);
    return results;
  }

  const slicer = {
    sampleRateHz,
    slice: (fromSeconds: number, toSeconds: number) =>
      blocksOf(fromSeconds, toSeconds, (blocks) => partOf(blocks, head)),
  };
  if (opusChannels === undefined) return slicer;
  const opus = openOpus(opusChannels, (fromSeconds, toSeconds) =>
    blocksOf(fromSeconds, toSeconds, (blocks) => opusRunOf(blocks, head)),
  );
  return { ...slicer, ...opus };
}

async function readHead(reader: RangeReader): Promise<Head | undefined> {
  let bytes = await reader.read(0, 1 << 20);
  const ebml = elementAt(bytes, 0);
  const segment = ebml?.bodyEnd === undefined ? undefined : elementAt(bytes, ebml.bodyEnd);
  if (ebml?.bodyEnd === undefined || segment?.id !== SEGMENT) return undefined;
  const segmentEnd = segment.bodyEnd ?? reader.sizeBytes;
  const places = new Map<number, number>();
  let at = segment.bodyStart;
  while (at < segmentEnd && !(places.has(CUES) && places.has(TRACKS) && places.has(INFO))) {
    if (at + 16 > bytes.byteLength && at < LARGEST_HEAD_BYTES) bytes = await reader.read(0, at + (1 << 20));
    const found = elementAt(bytes, at);
    if (!found) break;
    if (!places.has(found.id)) places.set(found.id, at);
    if (found.id === SEEK_HEAD && found.bodyEnd !== undefined) {
      const target = cuesIn(bytes, found.bodyStart, found.bodyEnd);
      if (target !== undefined) places.set(CUES, segment.bodyStart + target);
    }
    if (found.id === CLUSTER || found.bodyEnd === undefined) break;
    at = found.bodyEnd;
  }
  const [infoAt, tracksAt, cuesAt] = [INFO, TRACKS, CUES].map((id) => places.get(id));
  if (infoAt === undefined || tracksAt === undefined || cuesAt === undefined) return undefined;
  const info = elementAt(bytes, infoAt);
  const tracks = elementAt(bytes, tracksAt);
  if (info?.bodyEnd === undefined || tracks?.bodyEnd === undefined || tracks.bodyEnd > bytes.byteLength)
    return undefined;
  const scale = findElement(bytes, info.bodyStart, info.bodyEnd, 0x2ad7b1);
  const sound = elementsIn(bytes, tracks.bodyStart, tracks.bodyEnd)
    .map(({ start, bodyEnd, bodyStart }) => ({ start, bodyEnd, ...describeTrack(bytes, bodyStart, bodyEnd) }))
    .find(({ type }) => type === SOUND_TRACK);
  if (!sound || sound.isEncoded) return undefined;
  const cues = await readCues(reader, cuesAt, segment.bodyStart);
  return {
    ebml: bytes.slice(0, ebml.bodyEnd),
    track: bytes.slice(sound.start, sound.bodyEnd),
    trackNumber: sound.number,
    sampleRateHz: sound.codec === 'A_OPUS' ? 48_000 : sound.sampleRateHz,
    isVorbis: sound.codec === 'A_VORBIS',
    opusChannels: sound.codec === 'A_OPUS' && sound.own ? plainOpusChannels(sound.own) : undefined,
    delaySeconds: sound.delaySeconds,
    secondsPerTick: (scale ? numberIn(bytes, scale.bodyStart, scale.bodyEnd) : 1_000_000) / 1e9,
    cues,
    clustersEnd: cuesAt > (cues.at(-1)?.place ?? 0) ? cuesAt : Math.min(segmentEnd, reader.sizeBytes),
  };
}

function describeTrack(bytes: Uint8Array, from: number, to: number) {
  const value = (id: number) => {
    const found = findElement(bytes, from, to, id);
    return found ? numberIn(bytes, found.bodyStart, found.bodyEnd) : 0;
  };
  const codec = findElement(bytes, from, to, 0x86);
  const audio = findElement(bytes, from, to, 0xe1);
  const rate = audio && findElement(bytes, audio.bodyStart, audio.bodyEnd, 0xb5);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const own = findElement(bytes, from, to, 0x63a2);
  return {
    type: value(0x83),
    number: value(0xd7),
    codec: codec ? String.fromCharCode(...bytes.subarray(codec.bodyStart, codec.bodyEnd)) : '',
    own: own && bytes.slice(own.bodyStart, own.bodyEnd),
    delaySeconds: opusPreSkip(bytes, own) ?? value(0x56aa) / 1e9,
    // Compressed or encrypted beside its codec.
    isEncoded: findElement(bytes, from, to, 0x6d80) !== undefined,
    sampleRateHz: !rate
      ? 8_000
      : rate.bodyEnd - rate.bodyStart === 8
        ? view.getFloat64(rate.bodyStart)
        : view.getFloat32(rate.bodyStart),
  };
}

/** What Opus says in its own header that decoders leave out at the start; muxers may leave out the container's word. */
function opusPreSkip(
  bytes: Uint8Array,
  own: { bodyStart: number; bodyEnd: number } | undefined,
): number | undefined {
  if (!own || own.bodyEnd - own.bodyStart < 12) return undefined;
  const isOpus = String.fromCharCode(...bytes.subarray(own.bodyStart, own.bodyStart + 8)) === 'OpusHead';
  const low = bytes[own.bodyStart + 10] as number;
  return isOpus ? (low + (bytes[own.bodyStart + 11] as number) * 256) / 48_000 : undefined;
}

/** The place of the cues that a table of contents names, counted from the segment's first byte. */
function cuesIn(bytes: Uint8Array, from: number, to: number): number | undefined {
  for (const entry of elementsIn(bytes, from, to)) {
    const id = findElement(bytes, entry.bodyStart, entry.bodyEnd, 0x53ab);
    const place = findElement(bytes, entry.bodyStart, entry.bodyEnd, 0x53ac);
    if (id && place && numberIn(bytes, id.bodyStart, id.bodyEnd) === CUES) {
      return numberIn(bytes, place.bodyStart, place.bodyEnd);
    }
  }
  return undefined;
}

async function readCues(reader: RangeReader, at: number, segmentStart: number): Promise<Head['cues']> {
  const start = elementAt(await reader.read(at, at + 16), 0);
  if (start?.id !== CUES || start.bodyEnd === undefined) return [];
  const bytes = await reader.read(at, at + start.bodyEnd);
  const places = new Map<number, number>();
  for (const point of elementsIn(bytes, start.bodyStart, bytes.byteLength)) {
    const time = findElement(bytes, point.bodyStart, point.bodyEnd, 0xb3);
    const position = findElement(bytes, point.bodyStart, point.bodyEnd, 0xb7);
    const place = position && findElement(bytes, position.bodyStart, position.bodyEnd, 0xf1);
    if (!time || !place) continue;
    const cluster = segmentStart + numberIn(bytes, place.bodyStart, place.bodyEnd);
    const tick = numberIn(bytes, time.bodyStart, time.bodyEnd);
    places.set(cluster, Math.min(tick, places.get(cluster) ?? tick));
  }
  return [...places].map(([place, tick]) => ({ place, tick })).sort((one, other) => one.place - other.place);
}

/** `rest` is all of a block behind its time: flags, perhaps sizes of several packets, and packets. */
type Block = { tick: number; rest: Uint8Array };

function blocksIn(bytes: Uint8Array, trackNumber: number): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  let clusterTick = 0;
  while (at < bytes.byteLength) {
    const found = elementAt(bytes, at);
    if (!found) break;
    const end = Math.min(bytes.byteLength, found.bodyEnd ?? found.bodyStart);
    at = found.id === CLUSTER ? found.bodyStart : end;
    if (found.id === TIMESTAMP) clusterTick = numberIn(bytes, found.bodyStart, end);
    if (found.id === SIMPLE_BLOCK) add(found.bodyStart, end);
    if (found.id === BLOCK_GROUP) {
      const block = findElement(bytes, found.bodyStart, end, 0xa1);
      if (block) add(block.bodyStart, block.bodyEnd);
    }
  }
  return blocks;

  function add(from: number, to: number): void {
    const isShort = ((bytes[from] ?? 0) & 0x80) !== 0;
    const number = isShort ? (bytes[from] ?? 0) & 0x7f : numberIn(bytes, from, from + 2) & 0x3fff;
    const timeAt = from + (isShort ? 1 : 2);
    if (number !== trackNumber || timeAt + 3 > to) return;
    const offset = (numberIn(bytes, timeAt, timeAt + 2) << 16) >> 16;
    blocks.push({ tick: clusterTick + offset, rest: bytes.subarray(timeAt + 2, to) });
  }
}

function withoutGaps(blocks: readonly Block[], gapTicks: number): Block[][] {
  const lists: Block[][] = [];
  let first = 0;
  for (let index = 0; index < blocks.length; index += 1) {
    const pause = (blocks[index + 1]?.tick ?? Number.POSITIVE_INFINITY) - (blocks[index]?.tick ?? 0);
    if (pause <= gapTicks) continue;
    lists.push(blocks.slice(first, index + 1));
    first = index + 1;
  }
  return lists;
}

/** Several packets in one block, which is not usual for sound like this, are left to the browser. */
const LACED = 0x06;

/** @throws Error for blocks of several packets */
function opusRunOf(blocks: readonly Block[], { secondsPerTick, delaySeconds }: Head): OpusRun {
  if (blocks.some(({ rest }) => ((rest[0] as number) & LACED) !== 0)) {
    throw new Error('A block has several packets');
  }
  // Kept, while the bytes that they come from are given back.
  const packets = blocks.map(({ rest }) => rest.slice(1));
  // The mean of what all of them say: times of blocks are rounded, commonly to a millisecond.
  let reachedSeconds = 0;
  let startsSeconds = 0;
  for (const [index, packet] of packets.entries()) {
    startsSeconds += (blocks[index] as Block).tick * secondsPerTick - reachedSeconds;
    reachedSeconds += opusSeconds(packet);
  }
  return { packets, startSeconds: startsSeconds / packets.length - delaySeconds };
}

/** From one to the next, since none says how long it lasts. */
function usualTicks(blocks: readonly Block[], secondsPerTick: number): number {
  if (blocks.length < 2) return 0.02 / secondsPerTick;
  return ((blocks.at(-1)?.tick ?? 0) - (blocks[0]?.tick ?? 0)) / (blocks.length - 1);
}

function partOf(
  blocks: readonly Block[],
  { ebml, track, trackNumber, secondsPerTick, delaySeconds, isVorbis }: Head,
): SoundPart {
  const firstTick = blocks[0]?.tick ?? 0;
  const clusters: Uint8Array[] = [];
  let clusterTick = 0;
  let inCluster: Uint8Array[] = [];
  const close = () => {
    if (inCluster.length > 0)
      clusters.push(element(CLUSTER, element(TIMESTAMP, bytesOf(clusterTick)), ...inCluster));
    inCluster = [];
  };
  for (const { tick, rest } of blocks) {
    const sinceFirst = tick - firstTick;
    // Times in a cluster have 16 bits.
    if (sinceFirst - clusterTick > 32_000) {
      close();
      clusterTick = sinceFirst;
    }
    const offset = sinceFirst - clusterTick;
    const start = Uint8Array.of(0x40 | (trackNumber >> 8), trackNumber & 0xff, offset >> 8, offset & 0xff);
    inCluster.push(element(SIMPLE_BLOCK, start, rest));
  }
  close();
  const info = element(INFO, element(0x2ad7b1, bytesOf(Math.round(secondsPerTick * 1e9))));
  const segment = element(SEGMENT, info, element(TRACKS, track), ...clusters);
  const bytes = new Uint8Array(ebml.byteLength + segment.byteLength);
  bytes.set(ebml);
  bytes.set(segment, ebml.byteLength);
  releaseMemory(segment);
  // Vorbis is played from a copy in which each packet lies one later (docs/decisions/0014-one-exact-time-line.md).
  const lateTicks = isVorbis ? longestStep(blocks) : 0;
  const endTick = (blocks.at(-1)?.tick ?? 0) + usualTicks(blocks, secondsPerTick);
  return { bytes, endSeconds: (endTick - lateTicks) * secondsPerTick - delaySeconds };
}

function longestStep(blocks: readonly Block[]): number {
  return blocks.reduce(
    (most, { tick }, index) => Math.max(most, tick - (blocks[index - 1]?.tick ?? tick)),
    0,
  );
}
