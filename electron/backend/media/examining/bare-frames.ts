import { pieceBytesFor, type ReadPiece } from './file-pieces.ts';

// Runs in the media thread, see media-thread-worker.ts.

/** What the head of a frame says; one object is filled again for each, since a recording has half a million. */
export type FrameHead = {
  totalBytes: number;
  /** Of them, those before what a decoder takes. */
  headBytes: number;
  samples: number;
  sampleRateHz: number;
  channels: number;
  /** The same for all frames of one stream, and not 0. */
  kinship: number;
};

/** A format that is nothing but frames, one behind the other. */
export type FrameFormat = {
  /** Enough bytes to read a head. */
  headBytes: number;
  /** Reads the head of a frame at a place; whether there is one. */
  read(bytes: Uint8Array, at: number, head: FrameHead): boolean;
  /** Whether a frame holds a table for players and no sound. */
  isTable(bytes: Uint8Array, at: number, head: FrameHead): boolean;
};

export type FrameVisitor = {
  /**
   * Called with each frame of sound, in order.
   *
   * @param at - where it begins in `bytes`, which hold all of it and are used again afterwards
   */
  onFrame(head: FrameHead, bytes: Uint8Array, at: number): void;
  /** Called before other bytes are read: what was held of the ones before must be used up when this resolves. */
  onPieceEnd?(doneBytes: number): Promise<void> | void;
};

/** No frame of any of the formats is longer. */
const LONGEST_FRAME_BYTES = 8_192;

/** What may follow the last frame: tags of ID3v1, APE, Lyrics3 and ID3v2. */
const TAG_STARTS = ['TAG', 'APETAGEX', 'LYRICSBEGIN', 'ID3'];

/**
 * Goes through a file of frames in large pieces, looking at their heads only. Bytes between frames that belong to none
 * are passed over and take no time: the sound goes on after them. Where the step was lost, a frame counts only when
 * another follows it at its end, since bytes of damage or of a picture look like a head now and then.
 *
 * @param startByte - behind the tags that the file begins with
 */
export async function walkFrames(
  read: ReadPiece,
  { startByte, sizeBytes }: { startByte: number; sizeBytes: number },
  format: FrameFormat,
  { onFrame, onPieceEnd }: FrameVisitor,
): Promise<void> {
  const head: FrameHead = {
    totalBytes: 0,
    headBytes: 0,
    samples: 0,
    sampleRateHz: 0,
    channels: 0,
    kinship: 0,
  };
  const next: FrameHead = { ...head };
  let kinship = 0;
  let isInStep = false;
  let pieceStart = startByte;
  const pieceBytes = pieceBytesFor(sizeBytes);
  while (pieceStart < sizeBytes) {
    const wantedEnd = Math.min(sizeBytes, pieceStart + pieceBytes);
    const bytes = await read(pieceStart, wantedEnd);
    // Fewer than there were: the file became shorter meanwhile.
    const isLast = wantedEnd === sizeBytes || pieceStart + bytes.byteLength < wantedEnd;
    // So that a frame and the head of the one after it are here whole.
    const end = isLast ? bytes.byteLength : bytes.byteLength - LONGEST_FRAME_BYTES - format.headBytes;
    let at = 0;
    while (at < end) {
      if (isFrameAt(bytes, at)) {
        const frameEnd = at + head.totalBytes;
        isInStep = true;
        kinship ||= head.kinship;
        if (!format.isTable(bytes, at, head)) onFrame(head, bytes, at);
        // Some encoders leave out the last byte of a frame.
        const isShort = !isHead(bytes, frameEnd, next) && isHead(bytes, frameEnd - 1, next);
        at = isShort ? frameEnd - 1 : frameEnd;
      } else {
        isInStep = false;
        const candidate = bytes.indexOf(0xff, at + 1);
        at = candidate === -1 ? bytes.byteLength : candidate;
      }
    }
    pieceStart += Math.min(at, bytes.byteLength);
    await onPieceEnd?.(pieceStart);
    if (isLast) return;
  }

  function isHead(bytes: Uint8Array, at: number, into: FrameHead): boolean {
    return format.read(bytes, at, into) && (kinship === 0 || into.kinship === kinship);
  }

  function isFrameAt(bytes: Uint8Array, at: number): boolean {
    if (!isHead(bytes, at, head)) return false;
    const frameEnd = at + head.totalBytes;
    if (frameEnd > bytes.byteLength) return false;
    if (isInStep || frameEnd === bytes.byteLength) return true;
    if (format.read(bytes, frameEnd, next) && next.kinship === head.kinship) return true;
    return TAG_STARTS.some((tag) => startsWith(bytes, frameEnd, tag));
  }
}

/** Where the frames begin: behind the tags of ID3v2, each of which gives its size in four bytes of seven bits. */
export async function skipTags(read: ReadPiece): Promise<number> {
  let position = 0;
  for (let tags = 0; tags < 8; tags += 1) {
    const bytes = await read(position, position + 10);
    if (bytes.byteLength < 10 || !startsWith(bytes, 0, 'ID3')) break;
    const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(6, 10);
    const footerBytes = ((bytes[5] ?? 0) & 0x10) === 0 ? 0 : 10;
    position += 10 + (((a & 0x7f) << 21) | ((b & 0x7f) << 14) | ((c & 0x7f) << 7) | (d & 0x7f)) + footerBytes;
  }
  return position;
}

export function startsWith(bytes: Uint8Array, at: number, text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (bytes[at + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}
