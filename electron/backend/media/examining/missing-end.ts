import { readElement } from './ebml-element';

/** Reads up to `lengthBytes` bytes from `position`; fewer at the end of the file. */
export type ReadAt = (position: number, lengthBytes: number) => Promise<Buffer>;

export type ContainerKind = 'mp4' | 'mov' | 'matroska' | 'webm' | 'wav' | 'ogg' | 'flac' | 'mp3' | 'adts';

/**
 * Whether a recording was cut off: its own headers announce more bytes than the file has. Players and demuxers pass
 * over this in silence and report the full duration, so the sound would stop in the middle of a session.
 *
 * Says `false` for containers that announce no size, and where a recorder left the size open.
 */
export async function isEndMissing(kind: ContainerKind, sizeBytes: number, readAt: ReadAt): Promise<boolean> {
  switch (kind) {
    case 'mp4':
    case 'mov':
      return isBoxCutOff(sizeBytes, readAt);
    case 'wav':
      return isWaveCutOff(sizeBytes, readAt);
    case 'matroska':
    case 'webm':
      return isSegmentCutOff(sizeBytes, readAt);
    case 'ogg':
    case 'flac':
    case 'mp3':
    case 'adts':
      return false;
  }
}

/** Boxes that hold the recording itself; others beyond the end may be no more than what a disk left behind. */
const MEDIA_BOXES = new Set(['mdat', 'moov', 'moof']);

/** Ten hours in fragments of a second have fewer parts; a file with more is not walked through to its end. */
const MAXIMUM_PARTS = 100_000;

/** Walks the outermost boxes of an ISO base media file (MP4, M4A, MOV). */
async function isBoxCutOff(sizeBytes: number, readAt: ReadAt): Promise<boolean> {
  let position = 0;
  for (let part = 0; part < MAXIMUM_PARTS && position + 8 <= sizeBytes; part += 1) {
    const header = await readAt(position, 16);
    if (header.byteLength < 8) return true;
    const type = header.toString('latin1', 4, 8);
    let boxBytes = header.readUInt32BE(0);
    if (boxBytes === 0) return false;
    if (boxBytes === 1) {
      if (header.byteLength < 16) return true;
      boxBytes = Number(header.readBigUInt64BE(8));
    }
    if (boxBytes < 8) return false;
    position += boxBytes;
    if (position > sizeBytes && MEDIA_BOXES.has(type)) return true;
  }
  return false;
}

/** Sizes from here on stand for "not known yet": recorders that write to a pipe put in the largest number they have. */
const OPEN_WAVE_SIZE = 0x7fff_0000;

async function isWaveCutOff(sizeBytes: number, readAt: ReadAt): Promise<boolean> {
  let position = 12;
  for (let part = 0; part < MAXIMUM_PARTS && position + 8 <= sizeBytes; part += 1) {
    const header = await readAt(position, 8);
    if (header.byteLength < 8) return false;
    const chunkBytes = header.readUInt32LE(4);
    position += 8;
    if (header.toString('latin1', 0, 4) === 'data') {
      return chunkBytes < OPEN_WAVE_SIZE && isMissingPart(position + chunkBytes, sizeBytes);
    }
    position += chunkBytes + (chunkBytes % 2);
  }
  return false;
}

/** Compares the size of a Matroska segment with what there is of it. */
async function isSegmentCutOff(sizeBytes: number, readAt: ReadAt): Promise<boolean> {
  const headEnd = (await readElement(0, readAt))?.endByte;
  if (headEnd === undefined) return false;
  const segmentEnd = (await readElement(headEnd, readAt))?.endByte;
  return segmentEnd !== undefined && isMissingPart(segmentEnd, sizeBytes);
}

/** A last few bytes may be missing without a loss that anyone could hear: recorders pad, and copies lose the pad. */
function isMissingPart(announcedEnd: number, sizeBytes: number): boolean {
  return announcedEnd - sizeBytes > Math.max(64, announcedEnd / 1_000);
}
