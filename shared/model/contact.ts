import { z } from 'zod';
import { timestampSchema } from './identifiers';
import { fingerprintSchema } from './identity';
import { formerKeysSchema, personSchema, publicKeysSchema } from './profile';

/**
 * What this library knows of the key that something is signed with, as against the person it says it is from:
 * - `own`: the owner of this library, with a key of hers
 * - `verified`: a contact whose fingerprint was compared
 * - `known`: a contact, with the key that came first; nobody compared it
 * - `unknown`: nobody among the contacts
 * - `changed`: a contact, or the owner herself, but with another key than the one known
 * - `unsigned`: no key at all
 */
export const keyStandingSchema = z.enum(['own', 'verified', 'known', 'unknown', 'changed', 'unsigned']);
export type KeyStanding = z.infer<typeof keyStandingSchema>;

/** Someone whose public keys this library holds. */
export const contactSchema = z.object({
  person: personSchema,
  publicKeys: publicKeysSchema,
  addedAt: timestampSchema,
  /** When the owner compared the fingerprint of these keys with the person; null until then. */
  verifiedAt: timestampSchema.nullable(),
  /** Other keys that came in this person's name and that the owner has neither accepted nor rejected. */
  offeredKeys: z.object({ publicKeys: publicKeysSchema, offeredAt: timestampSchema }).nullable(),
  earlierKeys: z.array(formerKeysSchema),
});
export type Contact = z.infer<typeof contactSchema>;

/** `contacts.json`. */
export const contactsDocumentSchema = z.object({
  schemaVersion: z.literal(1),
  contacts: z.array(contactSchema),
});
export type ContactsDocument = z.infer<typeof contactsDocumentSchema>;

/** A contact as it is shown, with what is compared by voice. */
export const listedContactSchema = z.object({
  ...contactSchema.shape,
  fingerprint: fingerprintSchema,
  /** Of the keys that were offered. */
  offeredFingerprint: fingerprintSchema.optional(),
});
export type ListedContact = z.infer<typeof listedContactSchema>;

/** A card that was read, before anything is stored, and what adding it would mean. */
export const cardPreviewSchema = z.object({
  person: personSchema,
  fingerprint: fingerprintSchema,
  effect: z.enum(['new', 'known', 'changed', 'own']),
});
export type CardPreview = z.infer<typeof cardPreviewSchema>;
