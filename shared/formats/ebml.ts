/** An element of a Matroska file within bytes; `bodyEnd` is `undefined` where it does not say how long it is. */
export type Element = { id: number; start: number; bodyStart: number; bodyEnd: number | undefined };

/** The element at a place; `undefined` where its head is not whole. */
export function elementAt(bytes: Uint8Array, at: number): Element | undefined {
  const idBytes = lengthOf(bytes[at]);
  if (idBytes > 4 || at + idBytes >= bytes.byteLength) return undefined;
  const sizeAt = at + idBytes;
  const sizeBytes = lengthOf(bytes[sizeAt]);
  if (sizeBytes > 8 || sizeAt + sizeBytes > bytes.byteLength) return undefined;
  let size = (bytes[sizeAt] as number) & (0xff >> sizeBytes);
  let isOpen = size === 0xff >> sizeBytes;
  for (let index = 1; index < sizeBytes; index += 1) {
    const byte = bytes[sizeAt + index] as number;
    isOpen &&= byte === 0xff;
    size = size * 256 + byte;
  }
  const bodyStart = sizeAt + sizeBytes;
  return {
    id: numberIn(bytes, at, at + idBytes),
    start: at,
    bodyStart,
    bodyEnd: isOpen ? undefined : bodyStart + size,
  };
}

/** The elements one behind the other within a stretch of bytes, as far as they are whole. */
export function elementsIn(bytes: Uint8Array, from: number, to: number): (Element & { bodyEnd: number })[] {
  const elements: (Element & { bodyEnd: number })[] = [];
  let at = from;
  while (at < to) {
    const found = elementAt(bytes, at);
    if (found?.bodyEnd === undefined || found.bodyEnd > to) break;
    elements.push({ ...found, bodyEnd: found.bodyEnd });
    at = found.bodyEnd;
  }
  return elements;
}

export function findElement(bytes: Uint8Array, from: number, to: number, id: number) {
  return elementsIn(bytes, from, to).find((element) => element.id === id);
}

/** A whole number, the most significant byte first. */
export function numberIn(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) value = value * 256 + (bytes[at] as number);
  return value;
}

/** An element with its size in eight bytes. */
export function element(id: number, ...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const size = parts.reduce((sum, part) => sum + part.byteLength, 0);
  const idBytes = bytesOf(id);
  const whole = new Uint8Array(idBytes.length + 8 + size);
  whole.set(idBytes);
  const view = new DataView(whole.buffer);
  view.setUint32(idBytes.length, 0x0100_0000 + Math.floor(size / 2 ** 32));
  view.setUint32(idBytes.length + 4, size % 2 ** 32);
  let position = idBytes.length + 8;
  for (const part of parts) {
    whole.set(part, position);
    position += part.byteLength;
  }
  return whole;
}

/** A whole number in as many bytes as it needs. */
export function bytesOf(value: number): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  let rest = value;
  do {
    bytes.unshift(rest % 256);
    rest = Math.floor(rest / 256);
  } while (rest > 0);
  return Uint8Array.from(bytes);
}

function lengthOf(byte: number | undefined): number {
  return byte === undefined || byte === 0 ? 9 : Math.clz32(byte) - 23;
}
