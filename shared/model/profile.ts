import { z } from 'zod';
import { phraseChoicesSchema } from '../phrases/phrase-bank';
import { idSchema, timestampSchema } from './identifiers';

export const roleSchema = z.enum(['trainee', 'mentor', 'peer']);
export type Role = z.infer<typeof roleSchema>;

/** Who a review or a package comes from. This is all of a profile that ever leaves the machine. */
export const personSchema = z.object({
  profileId: idSchema,
  name: z.string().trim().min(1, 'a name is needed').max(120),
  role: roleSchema,
  /** As the person wishes to be named, for instance "PCC"; never checked. */
  credential: z.string().trim().max(60).default(''),
});
export type Person = z.infer<typeof personSchema>;

/** The public half of a person's keys. */
export const publicKeysSchema = z.object({
  /** Ed25519 (RFC 8032), 32 bytes in base64url without padding: what seals and packages are signed with. */
  signingKey: z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'is not an Ed25519 public key'),
  /** An age X25519 recipient, for which packages are encrypted. */
  ageRecipient: z.string().regex(/^age1[02-9ac-hj-np-z]{58}$/, 'is not an age recipient'),
});
export type PublicKeys = z.infer<typeof publicKeysSchema>;

/** Whether two pairs of public keys are the same. */
export function areSameKeys(a: PublicKeys, b: PublicKeys): boolean {
  return a.signingKey === b.signingKey && a.ageRecipient === b.ageRecipient;
}

/** Keys that a person used before others took their place. */
export const formerKeysSchema = z.object({ publicKeys: publicKeysSchema, replacedAt: timestampSchema });
export type FormerKeys = z.infer<typeof formerKeysSchema>;

/** An Ed25519 signature, 64 bytes in base64url without padding, and the key that checks it. */
export const signatureSchema = z.object({
  signingKey: publicKeysSchema.shape.signingKey,
  value: z.string().regex(/^[A-Za-z0-9_-]{86}$/, 'is not an Ed25519 signature'),
});
export type Signature = z.infer<typeof signatureSchema>;

/** A name that is kept out of what is shared, and what stands in its place. */
export const replacedNameSchema = z.object({
  name: z.string().trim().min(1).max(120),
  replacement: z.string().trim().min(1).max(120),
});
export type ReplacedName = z.infer<typeof replacedNameSchema>;

export const colourSchemeSchema = z.enum(['auto', 'light', 'dark']);

/** How this person works; stays on this machine. */
export const preferencesSchema = z.object({
  colourScheme: colourSchemeSchema.default('auto'),
  /** Key bindings that differ from the built-in ones: command id to key strokes; an empty list unbinds. */
  keyBindings: z.record(z.string(), z.array(z.string().max(60)).max(6)).default({}),
  /** Whether typing a note pauses playback and resumes it afterwards. */
  pauseWhileTyping: z.boolean().default(false),
  /** Whether an ffmpeg that is on the system may be run on recordings, outside the sandbox of the player. */
  usesFfmpeg: z.boolean().default(false),
  /** Names of other people that are replaced wherever names are. */
  replacedNames: z.array(replacedNameSchema).max(500).default([]),
  /** Her own wordings, by kind of moment. */
  phrases: phraseChoicesSchema.default({ own: [], leftOut: [] }),
});
export type Preferences = z.infer<typeof preferencesSchema>;

/** `profile.json`: the person whose library this is. */
export const profileDocumentSchema = z.object({
  schemaVersion: z.literal(2),
  person: personSchema,
  /** Null until keys were needed for the first time. */
  publicKeys: publicKeysSchema.nullable(),
  earlierKeys: z.array(formerKeysSchema),
  preferences: preferencesSchema,
});
export type ProfileDocument = z.infer<typeof profileDocumentSchema>;
