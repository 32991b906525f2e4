import type { ReadAt } from './missing-end';

/** An element of a Matroska file. */
export type EbmlElement = {
  id: number;
  bodyByte: number;
  /** Exclusive; `undefined` where its size was left open. */
  endByte: number | undefined;
};

/** Reads the head of an element; `undefined` where there is none. */
export async function readElement(position: number, readAt: ReadAt): Promise<EbmlElement | undefined> {
  const bytes = await readAt(position, 12);
  const idLength = Math.clz32(bytes[0] ?? 0) - 24 + 1;
  if (idLength > 4 || bytes.byteLength <= idLength) return undefined;
  const sizeLength = Math.clz32(bytes[idLength] ?? 0) - 24 + 1;
  if (sizeLength > 8 || bytes.byteLength < idLength + sizeLength) return undefined;
  const mask = (1 << (8 - sizeLength)) - 1;
  let size = (bytes[idLength] ?? 0) & mask;
  let isOpen = size === mask;
  for (let index = 1; index < sizeLength; index += 1) {
    const byte = bytes[idLength + index] ?? 0;
    isOpen = isOpen && byte === 0xff;
    size = size * 256 + byte;
  }
  const bodyByte = position + idLength + sizeLength;
  return { id: bytes.readUIntBE(0, idLength), bodyByte, endByte: isOpen ? undefined : bodyByte + size };
}
