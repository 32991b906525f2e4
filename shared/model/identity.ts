import { z } from 'zod';
import { personSchema, publicKeysSchema, signatureSchema } from './profile';

/** Begins a public card as text. */
export const CARD_PREFIX = 'concordance-card:';
/** A public card as a file: the same text. */
export const CARD_EXTENSION = '.concordance-card';
/** A person's private keys in an age file under a passphrase. */
export const KEY_FILE_EXTENSION = '.concordance-keys';

/** More than any card has; a file of another kind is not read to its end. */
export const MAXIMUM_CARD_LENGTH = 4_000;
export const MAXIMUM_KEY_FILE_BYTES = 16_384;

/**
 * What a public card says: who somebody is and which keys are hers, signed with the very key that it names. The
 * signature proves that the card is whole; whose it is, only comparing the fingerprint does.
 */
export const publicCardSchema = z.strictObject({
  person: personSchema,
  publicKeys: publicKeysSchema,
  /** Over the canonical JSON of the other two, in the context `card`. */
  signature: signatureSchema.shape.value,
});
export type PublicCard = z.infer<typeof publicCardSchema>;

/** Six groups of five digits, to be read to each other. */
export const fingerprintSchema = z.string().regex(/^\d{5}( \d{5}){5}$/);

/** The keys of the library's owner, as the page may know them. */
export const identityStatusSchema = z.object({
  /** Whether the keys were made yet, and whether their private half is on this machine. */
  keys: z.enum(['none', 'here', 'elsewhere']),
  /** Why the private keys cannot be used. */
  problem: z.string().optional(),
  /** What keeps the private keys from others. */
  protection: z.enum(['system', 'file']),
  /** The public card as text, while the private keys are here. */
  card: z.string().optional(),
  fingerprint: fingerprintSchema.optional(),
});
export type IdentityStatus = z.infer<typeof identityStatusSchema>;

/** A passphrase that something is encrypted with. Generated ones and most others are longer. */
export const newPassphraseSchema = z.string().min(8, 'has fewer than eight characters').max(1_000);
