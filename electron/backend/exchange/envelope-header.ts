/** The first line of an age file of the version that is read here: https://age-encryption.org/v1 */
const VERSION_LINE = 'age-encryption.org/v1\n';
const ANY_VERSION = 'age-encryption.org/';
const ARMOUR_LINE = '-----BEGIN AGE ENCRYPTED FILE-----';

/** The most bytes that a header may have: room for hundreds of recipients. */
export const MAXIMUM_HEADER_BYTES = 64 * 1024;

/**
 * The highest work factor of a passphrase that is tried: a gigabyte of memory and some seconds. A file can ask for as
 * much as it likes.
 */
export const MAXIMUM_WORK_FACTOR = 20;

/** Which kind of file the first bytes announce, as far as encryption goes. */
export type EnvelopeKind = 'binary' | 'armoured' | undefined;

/** Tells an age file by its first bytes; at least 40 are needed. */
export function envelopeKindOf(firstBytes: Uint8Array): EnvelopeKind {
  const start = latin1(firstBytes.subarray(0, 40));
  if (start.startsWith(ANY_VERSION)) return 'binary';
  return start.startsWith(ARMOUR_LINE) ? 'armoured' : undefined;
}

/** What the header of an age file says of who can open it, before anything is computed. */
export type EnvelopeHeader =
  | { type: 'passphrase' }
  /** For the holders of one or more keys. */
  | { type: 'keys' }
  /** Names a reason to go no further. */
  | { type: 'unusable'; reason: 'other-version' | 'too-much-work' | 'too-long' | 'cut-off' | 'damaged' };

/**
 * Reads who can open an age file.
 *
 * @param start - its first `MAXIMUM_HEADER_BYTES`, or all of a shorter file
 */
export function readEnvelopeHeader(start: Uint8Array): EnvelopeHeader {
  const text = latin1(start.subarray(0, MAXIMUM_HEADER_BYTES));
  if (!text.startsWith(VERSION_LINE)) {
    const isShort = VERSION_LINE.startsWith(text);
    return { type: 'unusable', reason: isShort ? 'cut-off' : 'other-version' };
  }
  const end = text.indexOf('\n---', VERSION_LINE.length - 1);
  // The header's own check follows, 43 characters and the end of the line, then 16 bytes and at least an empty piece.
  if (end < 0) {
    return { type: 'unusable', reason: start.length < MAXIMUM_HEADER_BYTES ? 'cut-off' : 'too-long' };
  }
  if (text.length < end + 4) return { type: 'unusable', reason: 'cut-off' };
  const stanzas = text.slice(0, end + 1).match(/^-> .*$/gm) ?? [];
  if (stanzas.length === 0) return { type: 'unusable', reason: 'damaged' };
  const [first] = stanzas.filter((stanza) => stanza.startsWith('-> scrypt '));
  if (first === undefined) return { type: 'keys' };
  // A passphrase stands alone, so that who knows it can be sure that nobody else was meant.
  const workFactor = /^-> scrypt [A-Za-z0-9+/]{22} ([1-9][0-9]*)$/.exec(first)?.[1];
  if (stanzas.length > 1 || workFactor === undefined) return { type: 'unusable', reason: 'damaged' };
  return Number(workFactor) > MAXIMUM_WORK_FACTOR
    ? { type: 'unusable', reason: 'too-much-work' }
    : { type: 'passphrase' };
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
