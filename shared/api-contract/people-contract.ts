import { z } from 'zod';
import { cardPreviewSchema, listedContactSchema } from '../model/contact';
import { idSchema } from '../model/identifiers';
import {
  identityStatusSchema,
  MAXIMUM_CARD_LENGTH,
  MAXIMUM_KEY_FILE_BYTES,
  newPassphraseSchema,
} from '../model/identity';
import { profileDocumentSchema, publicKeysSchema } from '../model/profile';
import { byExport, nothing } from './inputs';
import { mutation, query } from './procedure';

const byContact = z.object({ profileId: idSchema });
/** The keys are those that the user saw when she decided. */
const byContactKeys = z.object({ profileId: idSchema, publicKeys: publicKeysSchema });
/** Longer texts come back with a reason of ours, so a little more passes here. */
const cardText = z.object({ text: z.string().max(4 * MAXIMUM_CARD_LENGTH) });

export const identity = {
  status: query(nothing, identityStatusSchema),
  /** Makes the keys where there are none, as their first use would. */
  makeKeys: mutation(nothing, identityStatusSchema),
  /** Starts with new keys; whoever knows the present ones is warned. */
  renew: mutation(nothing, identityStatusSchema),
  /** The public card as a file. */
  saveCard: mutation(nothing, byExport),
  /** The private keys as a file under a passphrase. */
  exportKeys: mutation(z.object({ passphrase: newPassphraseSchema }), byExport),
  /** Takes the keys of such a file: into a new library with the person, into one of hers to have them back. */
  importKeys: mutation(
    z.object({
      fileName: z.string(),
      /** The file's bytes in base64. */
      content: z.base64().max(2 * MAXIMUM_KEY_FILE_BYTES),
      passphrase: z.string().max(1_000),
    }),
    profileDocumentSchema,
  ),
} as const;

export const contacts = {
  list: query(nothing, z.array(listedContactSchema)),
  /** Reads a card and changes nothing. */
  readCard: mutation(cardText, cardPreviewSchema),
  /** Adds whom a card names; other keys of someone known wait for a decision. */
  add: mutation(cardText, listedContactSchema),
  /** Says that the fingerprint was compared. */
  verify: mutation(byContactKeys, listedContactSchema),
  acceptNewKey: mutation(byContactKeys, listedContactSchema),
  rejectNewKey: mutation(byContact, listedContactSchema),
  remove: mutation(byContact, nothing),
} as const;
