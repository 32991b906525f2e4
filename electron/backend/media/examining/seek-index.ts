import type { SeekIndex } from '#shared/timing/judge-timing';
import { readElement } from './ebml-element';
import type { ContainerKind, ReadAt } from './missing-end';

/** A file with more parts is not walked through to its end; days of fragments of a second have fewer. */
const MAXIMUM_PARTS = 200_000;

/** Boxes that hold other boxes on the way to a track's list of edits. */
const EDIT_PATH = ['moov', 'trak', 'edts', 'elst'];

/** Looks for what a file holds to find a time by: an index, fragments instead of one, and edits. */
export async function readSeekIndex(
  kind: ContainerKind,
  sizeBytes: number,
  readAt: ReadAt,
): Promise<SeekIndex> {
  switch (kind) {
    case 'mp4':
    case 'mov':
      return readBoxes(sizeBytes, readAt);
    case 'webm':
    case 'matroska':
      return { hasIndex: await hasCues(sizeBytes, readAt), isFragmented: false, edits: 0 };
    case 'wav':
      // Every sample has its place.
      return { hasIndex: true, isFragmented: false, edits: 0 };
    case 'ogg':
    case 'flac':
    case 'mp3':
    case 'adts':
      return { hasIndex: false, isFragmented: false, edits: 0 };
  }
}

async function readBoxes(sizeBytes: number, readAt: ReadAt): Promise<SeekIndex> {
  const found: SeekIndex = { hasIndex: false, isFragmented: false, edits: 0 };
  let parts = 0;

  async function walk(startByte: number, endByte: number, depth: number): Promise<void> {
    let position = startByte;
    while (position + 8 <= endByte) {
      parts += 1;
      if (parts > MAXIMUM_PARTS || found.isFragmented) return;
      const header = await readAt(position, 16);
      if (header.byteLength < 8) return;
      const type = header.toString('latin1', 4, 8);
      let boxBytes = header.readUInt32BE(0);
      let headerBytes = 8;
      if (boxBytes === 1 && header.byteLength === 16) {
        boxBytes = Number(header.readBigUInt64BE(8));
        headerBytes = 16;
      }
      if (boxBytes === 0) boxBytes = endByte - position;
      if (boxBytes < headerBytes) return;
      if (depth === 0 && type === 'moov') found.hasIndex = true;
      if (depth === 0 && type === 'moof') found.isFragmented = true;
      if (type === EDIT_PATH[depth]) {
        const bodyEnd = Math.min(endByte, position + boxBytes);
        if (type === 'elst')
          found.edits = Math.max(found.edits, await countEdits(position + headerBytes, readAt));
        else await walk(position + headerBytes, bodyEnd, depth + 1);
      }
      position += boxBytes;
    }
  }

  await walk(0, sizeBytes, 0);
  return found.isFragmented ? { ...found, hasIndex: false } : found;
}

/** Parts of the sound or picture that a list of edits puts in a row; waiting before the first is not one. */
async function countEdits(position: number, readAt: ReadAt): Promise<number> {
  const list = await readAt(position, 8 + 20 * 64);
  if (list.byteLength < 8) return 0;
  const isLong = list[0] === 1;
  const entryBytes = isLong ? 20 : 12;
  const entries = Math.min(list.readUInt32BE(4), Math.floor((list.byteLength - 8) / entryBytes));
  let edits = 0;
  for (let entry = 0; entry < entries; entry += 1) {
    const at = 8 + entry * entryBytes;
    const mediaTime = isLong ? Number(list.readBigInt64BE(at + 8)) : list.readInt32BE(at + 4);
    if (mediaTime >= 0) edits += 1;
  }
  return edits;
}

const SEGMENT = 0x18538067;
const SEEK_HEAD = 0x114d9b74;
const CUES = 0x1c53bb6b;

/** Whether a Matroska file holds cues: by its own table of contents, or by walking its outermost elements. */
async function hasCues(sizeBytes: number, readAt: ReadAt): Promise<boolean> {
  const head = await readElement(0, readAt);
  if (!head || head.endByte === undefined) return false;
  const segment = await readElement(head.endByte, readAt);
  if (segment?.id !== SEGMENT) return false;
  let position = segment.bodyByte;
  for (let part = 0; part < MAXIMUM_PARTS && position < sizeBytes; part += 1) {
    const element = await readElement(position, readAt);
    if (!element) return false;
    if (element.id === CUES) return true;
    if (element.id === SEEK_HEAD && element.endByte !== undefined) {
      const target = await findInSeekHead(element.bodyByte, element.endByte, readAt);
      const named = target === undefined ? undefined : await readElement(segment.bodyByte + target, readAt);
      if (named?.id === CUES) return true;
    }
    // Of clusters without a size only the bytes themselves would tell where they end; recorders that leave the size out
    // leave the cues out too.
    if (element.endByte === undefined) return false;
    position = element.endByte;
  }
  return false;
}

/** The place of the cues that a table of contents names, counted from the segment's first byte. */
async function findInSeekHead(
  startByte: number,
  endByte: number,
  readAt: ReadAt,
): Promise<number | undefined> {
  const bytes = await readAt(startByte, Math.min(endByte - startByte, 4_096));
  const at = bytes.indexOf(Buffer.from([0x53, 0xab, 0x84, 0x1c, 0x53, 0xbb, 0x6b]));
  const place = at === -1 ? -1 : bytes.indexOf(Buffer.from([0x53, 0xac]), at);
  if (place === -1) return undefined;
  const lengthBytes = (bytes[place + 2] ?? 0) & 0x7f;
  if (lengthBytes < 1 || lengthBytes > 6 || place + 3 + lengthBytes > bytes.byteLength) return undefined;
  return bytes.readUIntBE(place + 3, lengthBytes);
}
