import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { z } from 'zod';
import { idSchema } from '#shared/model/identifiers';
import type { PublicKeys } from '#shared/model/profile';
import { makeSigningKeyPair, type SigningKeyPair, signingKeyPairOf } from './signing';

/** A person's keys as the program works with them. */
export type PrivateKeys = {
  signing: SigningKeyPair;
  /** An age X25519 identity, `AGE-SECRET-KEY-1…`. */
  ageIdentity: string;
  publicKeys: PublicKeys;
};

/** The private halves, from which the public ones follow. */
export const secretKeysSchema = z.object({
  /** Ed25519, 32 bytes in base64url without padding. */
  signingKey: z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'is not an Ed25519 private key'),
  ageIdentity: z.string().regex(/^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/, 'is not an age identity'),
});
export type SecretKeys = z.infer<typeof secretKeysSchema>;

const vaultEntrySchema = z.object({ version: z.literal(1), profileId: idSchema, keys: secretKeysSchema });

export async function makePrivateKeys(): Promise<PrivateKeys> {
  const secret = { signingKey: makeSigningKeyPair().privateKey, ageIdentity: await generateX25519Identity() };
  return privateKeysOf(secret);
}

/** @throws Error where the age identity has a wrong check sum */
export async function privateKeysOf({ signingKey, ageIdentity }: SecretKeys): Promise<PrivateKeys> {
  const signing = signingKeyPairOf(signingKey);
  const publicKeys = {
    signingKey: signing.publicKey,
    ageRecipient: await identityToRecipient(ageIdentity),
  };
  return { signing, ageIdentity, publicKeys };
}

export function secretsOf({ signing, ageIdentity }: PrivateKeys): SecretKeys {
  return { signingKey: signing.privateKey, ageIdentity };
}

/** The text that a vault keeps. */
export function writeVaultEntry(profileId: string, keys: PrivateKeys): string {
  return JSON.stringify({ version: 1, profileId, keys: secretsOf(keys) });
}

/** Reads the text of a vault; `undefined` where it does not hold keys of this profile. */
export async function readVaultEntry(profileId: string, text: string): Promise<PrivateKeys | undefined> {
  try {
    const entry = vaultEntrySchema.parse(JSON.parse(text));
    return entry.profileId === profileId ? await privateKeysOf(entry.keys) : undefined;
  } catch {
    return undefined;
  }
}
