import { createPrivateKey, createPublicKey, randomBytes, sign, verify } from 'node:crypto';
import { canonicalJson } from '#shared/formats/canonical-json';
import type { Signature } from '#shared/model/profile';

/** What a signature is for. It is part of what is signed, so that none can be passed off as one of another purpose. */
export type SignatureContext = 'seal' | 'redaction' | 'manifest' | 'card';

/** An Ed25519 key pair (RFC 8032), each half 32 bytes in base64url without padding. */
export type SigningKeyPair = { publicKey: string; privateKey: string };

/** What stands before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410, section 7). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

export function makeSigningKeyPair(): SigningKeyPair {
  return signingKeyPairOf(randomBytes(32).toString('base64url'));
}

/** The whole pair of a private key, so that no stored public half can differ from it. */
export function signingKeyPairOf(privateKey: string): SigningKeyPair {
  const key = createPrivateKey({
    format: 'der',
    type: 'pkcs8',
    key: Buffer.concat([PKCS8_PREFIX, Buffer.from(privateKey, 'base64url')]),
  });
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  if (x === undefined) throw new Error('An Ed25519 key was exported without its public half');
  return { publicKey: x, privateKey };
}

/** Signs the canonical JSON of a value; the same key, context and value always give the same signature. */
export function signValue(
  { publicKey, privateKey }: SigningKeyPair,
  context: SignatureContext,
  value: unknown,
): Signature {
  const key = createPrivateKey({
    format: 'jwk',
    key: { kty: 'OKP', crv: 'Ed25519', x: publicKey, d: privateKey },
  });
  return {
    signingKey: publicKey,
    value: sign(null, signedBytes(context, value), key).toString('base64url'),
  };
}

/** Whether a signature is by its key over that value in that context. Says nothing about whose key it is. */
export function isSignatureValid(
  { signingKey, value: signature }: Signature,
  context: SignatureContext,
  value: unknown,
): boolean {
  try {
    const key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: signingKey } });
    return verify(null, signedBytes(context, value), key, Buffer.from(signature, 'base64url'));
  } catch {
    // 32 bytes that are no point of the curve.
    return false;
  }
}

function signedBytes(context: SignatureContext, value: unknown): Buffer {
  return Buffer.from(`concordance-${context}-1\n${canonicalJson(value)}`, 'utf8');
}
