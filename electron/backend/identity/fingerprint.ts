import { createHash } from 'node:crypto';
import type { PublicKeys } from '#shared/model/profile';

const GROUPS = 6;
const BYTES_OF_A_GROUP = 5;

/**
 * The digits by which two people compare keys by voice: the SHA-256 of the line `concordance-fingerprint-1`, the
 * signing key and the age recipient, each ended by a line feed; of its first 30 bytes each five, as a big-endian
 * number, modulo 100,000, written with five digits. About 100 bits, so that no other keys can be made to fit.
 */
export function fingerprintOf({ signingKey, ageRecipient }: PublicKeys): string {
  const hash = createHash('sha256')
    .update(`concordance-fingerprint-1\n${signingKey}\n${ageRecipient}\n`, 'utf8')
    .digest();
  return Array.from({ length: GROUPS }, (_, group) => {
    const number = hash.readUIntBE(group * BYTES_OF_A_GROUP, BYTES_OF_A_GROUP);
    return String(number % 100_000).padStart(5, '0');
  }).join(' ');
}
