/** Numbers from 0 (inclusive) to 1 (exclusive). */
export type Random = () => number;

export function below(random: Random, limit: number): number {
  return Math.floor(random() * limit);
}

export function oneOf<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[below(random, items.length)];
  if (item === undefined) throw new Error('There is nothing to choose from');
  return item;
}

type ByteMutation = (bytes: Buffer, random: Random, other: Buffer) => Buffer;

/** A place and a length, mostly short, within a number of bytes. */
function stretchOf(bytes: Buffer, random: Random): [start: number, end: number] {
  const start = below(random, bytes.byteLength);
  const longest = random() < 0.7 ? 16 : bytes.byteLength - start;
  return [start, Math.min(bytes.byteLength, start + 1 + below(random, longest))];
}

const mutations: readonly ByteMutation[] = [
  function flipBits(bytes, random) {
    const changed = Buffer.from(bytes);
    for (let count = 1 + below(random, 8); count > 0; count -= 1) {
      const at = below(random, changed.byteLength);
      changed[at] = (changed[at] ?? 0) ^ (1 << below(random, 8));
    }
    return changed;
  },
  function overwrite(bytes, random) {
    const changed = Buffer.from(bytes);
    const [start, end] = stretchOf(bytes, random);
    const value = oneOf(random, [0, 0xff, 0x20, 0x22, 0x7b, below(random, 256)]);
    return changed.fill(value, start, end);
  },
  function cutOff(bytes, random) {
    return bytes.subarray(0, below(random, bytes.byteLength));
  },
  function cutOut(bytes, random) {
    const [start, end] = stretchOf(bytes, random);
    return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
  },
  function duplicate(bytes, random) {
    const [start, end] = stretchOf(bytes, random);
    return Buffer.concat([bytes.subarray(0, end), bytes.subarray(start)]);
  },
  function splice(bytes, random, other) {
    return Buffer.concat([
      bytes.subarray(0, below(random, bytes.byteLength)),
      other.subarray(below(random, other.byteLength)),
    ]);
  },
  function insert(bytes, random) {
    const at = below(random, bytes.byteLength);
    const inserted = Buffer.from(Array.from({ length: 1 + below(random, 64) }, () => below(random, 256)));
    return Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at)]);
  },
  function writeNumber(bytes, random) {
    // Lengths and offsets are numbers of two and four bytes: those at the edges do the most harm.
    const changed = Buffer.from(bytes);
    if (changed.byteLength < 4) return changed;
    const value = oneOf(random, [
      0,
      1,
      0x7fff,
      0xffff,
      0x7fffffff,
      0x80000000,
      0xffffffff,
      changed.byteLength,
    ]);
    changed.writeUInt32LE(value, below(random, changed.byteLength - 3));
    return changed;
  },
];

/** Damages bytes in one to three ways, as a bad disk, a bad line or a bad person would. */
export function mutateBytes(bytes: Buffer, random: Random, other: Buffer = bytes): Buffer {
  let changed = bytes;
  for (let count = 1 + below(random, 3); count > 0 && changed.byteLength > 0; count -= 1) {
    changed = oneOf(random, mutations)(changed, random, other);
  }
  return changed;
}
