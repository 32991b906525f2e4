import { elementAt, elementsIn, findElement, numberIn } from '#shared/formats/ebml';
import { MATROSKA } from '#shared/formats/matroska-ids';
import type { ReadPiece } from './file-pieces.ts';

// Runs in the media thread, see media-thread-worker.ts.

/** A track as its entry describes it. */
export type MatroskaTrack = {
  number: number;
  /** The whole entry, as it is in the file. */
  entry: Uint8Array;
  /** How long each of its packets lasts, in seconds; `undefined` where it does not say. */
  packetSeconds: number | undefined;
  /** Compressed or encrypted beside its codec. */
  isEncoded: boolean;
};

export type MatroskaHead = {
  tracks: MatroskaTrack[];
  nanosecondsPerTick: number;
  firstClusterByte: number;
  /** Exclusive; that of the file where the segment leaves it open. */
  endByte: number;
};

/** Elements before the clusters are few; more of them are damage. */
const MAXIMUM_ELEMENTS = 1_000;

/** Descriptions of tracks with the largest headers of codecs stay far below. */
const LARGEST_BODY_BYTES = 8 << 20;

const ELEMENT_HEAD_BYTES = 12;

const USUAL_NANOSECONDS_PER_TICK = 1_000_000;

/** No time could be told by more than a second. */
const LONGEST_TICK_NANOSECONDS = 1e9;

/** Reads what stands before the clusters; `undefined` where that is not as usual. */
export async function readMatroskaHead(
  read: ReadPiece,
  sizeBytes: number,
): Promise<MatroskaHead | undefined> {
  const elementIn = async (position: number) => {
    const found = elementAt(await read(position, position + ELEMENT_HEAD_BYTES), 0);
    return found && { id: found.id, bodyByte: position + found.bodyStart, bodyBytes: bodyBytesOf(found) };
  };
  const bodyOf = async (bodyByte: number, bytes: number) =>
    bytes <= LARGEST_BODY_BYTES ? (await read(bodyByte, bodyByte + bytes)).slice() : undefined;

  const ebml = await elementIn(0);
  if (ebml?.id !== MATROSKA.ebml || ebml.bodyBytes === undefined) return undefined;
  const segment = await elementIn(ebml.bodyByte + ebml.bodyBytes);
  if (segment?.id !== MATROSKA.segment) return undefined;
  const segmentEnd = segment.bodyBytes === undefined ? sizeBytes : segment.bodyByte + segment.bodyBytes;
  const endByte = Math.min(sizeBytes, segmentEnd);
  let nanosecondsPerTick = USUAL_NANOSECONDS_PER_TICK;
  let tracks: MatroskaTrack[] | undefined;
  let position = segment.bodyByte;
  for (let count = 0; count < MAXIMUM_ELEMENTS && position < endByte; count += 1) {
    const found = await elementIn(position);
    if (!found) return undefined;
    if (found.id === MATROSKA.cluster) {
      return tracks && { tracks, nanosecondsPerTick, firstClusterByte: position, endByte };
    }
    if (found.bodyBytes === undefined) return undefined;
    if (found.id === MATROSKA.info || found.id === MATROSKA.tracks) {
      const body = await bodyOf(found.bodyByte, found.bodyBytes);
      if (body?.byteLength !== found.bodyBytes) return undefined;
      if (found.id === MATROSKA.tracks) tracks = tracksIn(body);
      else nanosecondsPerTick = valueIn(body, MATROSKA.timestampScale) ?? nanosecondsPerTick;
      if (nanosecondsPerTick <= 0 || nanosecondsPerTick > LONGEST_TICK_NANOSECONDS) return undefined;
    }
    position = found.bodyByte + found.bodyBytes;
  }
  return undefined;
}

function bodyBytesOf({ bodyStart, bodyEnd }: { bodyStart: number; bodyEnd: number | undefined }) {
  return bodyEnd === undefined ? undefined : bodyEnd - bodyStart;
}

function tracksIn(body: Uint8Array): MatroskaTrack[] {
  return elementsIn(body, 0, body.byteLength)
    .filter(({ id }) => id === MATROSKA.trackEntry)
    .map(({ start, bodyStart, bodyEnd }) => {
      const description = body.subarray(bodyStart, bodyEnd);
      const defaultNanoseconds = valueIn(description, MATROSKA.defaultDuration);
      return {
        number: valueIn(description, MATROSKA.trackNumber) ?? 0,
        entry: body.subarray(start, bodyEnd),
        packetSeconds: defaultNanoseconds === undefined ? undefined : defaultNanoseconds / 1e9,
        isEncoded:
          findElement(description, 0, description.byteLength, MATROSKA.contentEncodings) !== undefined,
      };
    });
}

function valueIn(bytes: Uint8Array, id: number): number | undefined {
  const found = findElement(bytes, 0, bytes.byteLength, id);
  return found && numberIn(bytes, found.bodyStart, found.bodyEnd);
}
