// Runs in the media thread, see media-thread-worker.ts.

/**
 * Says how long a packet lasts, in samples; asked for one after the other, since it depends on the one before.
 *
 * @returns `undefined` where the packet is none of sound
 */
export type PacketUnits = (bytes: Uint8Array, start: number, end: number) => number | undefined;

/**
 * How packets of Vorbis last: each overlaps with the one before by half a block, short or long, as its mode says (Vorbis
 * I, 4.3). Nothing is heard of the first.
 *
 * @returns what tells it of each; `undefined` where the headers are not as usual
 */
export function vorbisUnits(identification: Uint8Array, setup: Uint8Array): PacketUnits | undefined {
  const sizes = identification[28] ?? 0;
  const blockUnits = [1 << (sizes & 0xf), 1 << (sizes >> 4)] as const;
  const modes = longModes(setup);
  if (!modes || blockUnits[0] < 64 || blockUnits[1] < blockUnits[0] || blockUnits[1] > 8_192)
    return undefined;
  const modeBits = modes.length === 1 ? 0 : 32 - Math.clz32(modes.length - 1);
  const modeMask = (1 << modeBits) - 1;
  const previousIsLong = 2 << modeBits;
  let previousUnits: number | undefined;
  return (bytes, start) => {
    const first = bytes[start] as number;
    const isLong = modes[(first >> 1) & modeMask];
    if ((first & 1) !== 0 || isLong === undefined) return undefined;
    const units = blockUnits[isLong ? 1 : 0];
    // A long block says itself how long the one before is.
    if (isLong) previousUnits = blockUnits[(first & previousIsLong) === 0 ? 0 : 1];
    const lasting = previousUnits === undefined ? 0 : (previousUnits + units) >> 2;
    previousUnits = units;
    return lasting;
  };
}

/** A bit whether the block is long, 32 bits that are 0, and the number of a mapping. */
const MODE_BITS = 41;
const MAPPING_BITS = 8;
const MODE_COUNT_BITS = 6;
const MOST_MODES = 63;

/** What stands before the modes, at the least, with the one before the last of them. */
const BITS_BEFORE_MODES = 97;

/**
 * Which modes have long blocks. They stand at the very end of the setup header, so they are read from there, without the
 * codebooks before them: as long as what is there looks like a mode, up to where their number stands.
 */
function longModes(setup: Uint8Array): boolean[] | undefined {
  // Bits are counted from the lowest of the first byte. The last that is set ends the header.
  let framing = setup.byteLength * 8 - 1;
  while (framing >= BITS_BEFORE_MODES && numberBefore(setup, framing + 1, 1) === 0) framing -= 1;
  let count = 0;
  let end = framing;
  for (let seen = 1; seen <= MOST_MODES && end >= BITS_BEFORE_MODES; seen += 1) {
    const mapping = numberBefore(setup, end, MAPPING_BITS);
    const zeros = numberBefore(setup, end - MAPPING_BITS, 32);
    if (mapping > 63 || zeros !== 0) break;
    end -= MODE_BITS;
    if (numberBefore(setup, end, MODE_COUNT_BITS) + 1 === seen) count = seen;
  }
  if (count === 0) return undefined;
  const modes: boolean[] = [];
  for (let mode = count; mode > 0; mode -= 1) {
    modes.push(numberBefore(setup, framing - mode * MODE_BITS + 1, 1) === 1);
  }
  return modes;
}

/** The number in so many bits before a place, the lowest first. */
function numberBefore(bytes: Uint8Array, end: number, bits: number): number {
  let value = 0;
  for (let bit = end - 1; bit >= end - bits; bit -= 1) {
    value = value * 2 + (((bytes[bit >> 3] as number) >> (bit & 7)) & 1);
  }
  return value;
}
