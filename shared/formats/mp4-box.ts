/** The boxes of an MP4 file (ISO/IEC 14496-12): writing them, and finding them in bytes. */

export type Box = { type: string; view: DataView };

/** The boxes one behind the other in the body of one, as far as they are whole. */
export function childBoxes({ view }: Pick<Box, 'view'>): Box[] {
  const boxes: Box[] = [];
  let position = 0;
  while (position + 8 <= view.byteLength) {
    const bytes = view.getUint32(position);
    if (bytes < 8 || position + bytes > view.byteLength) break;
    const body = new DataView(view.buffer, view.byteOffset + position + 8, bytes - 8);
    boxes.push({ type: textAt(view, position + 4), view: body });
    position += bytes;
  }
  return boxes;
}

/** The first box at the end of a path of types. */
export function findBox(box: Box, ...path: string[]): Box | undefined {
  let found: Box | undefined = box;
  for (const type of path) {
    const parent: Box | undefined = found;
    found = parent && childBoxes(parent).find((child) => child.type === type);
  }
  return found;
}

/** Four letters. */
export function textAt(view: DataView, at: number): string {
  return String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + at, 4));
}

export function box(type: string, ...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = 8 + parts.reduce((sum, part) => sum + part.byteLength, 0);
  return joined([u32(bytes), ascii(type), ...parts]);
}

export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let position = 0;
  for (const part of parts) {
    bytes.set(part, position);
    position += part.byteLength;
  }
  return bytes;
}

export function ascii(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

export function u16(value: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(value >>> 8, value & 0xff);
}

export function u32(value: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff);
}

export function u64(value: number): Uint8Array<ArrayBuffer> {
  return joined([u32(Math.floor(value / 2 ** 32)), u32(value % 2 ** 32)]);
}

export const MATRIX = joined([0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000].map(u32));

/** Speed and volume of 1, nothing moved or turned, and the number of the next track. */
export const MOVIE_REST = joined([
  u32(0x1_0000),
  u16(0x100),
  new Uint8Array(10),
  MATRIX,
  new Uint8Array(24),
  u32(2),
]);
