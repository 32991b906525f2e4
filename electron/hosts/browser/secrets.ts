import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits in characters that addresses and cookies carry as they are. */
export function makeSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Compares digests, which have one length, so that neither content nor length shows in the time taken. */
export function equalsSecret(candidate: string, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest();
  return timingSafeEqual(digest(candidate), digest(secret));
}
