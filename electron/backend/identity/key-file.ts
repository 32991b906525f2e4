import { Decrypter, Encrypter } from 'age-encryption';
import { z } from 'zod';
import { timestampSchema } from '#shared/model/identifiers';
import { MAXIMUM_KEY_FILE_BYTES } from '#shared/model/identity';
import { type Person, personSchema } from '#shared/model/profile';
import { UserError } from '../user-error';
import { type PrivateKeys, privateKeysOf, secretKeysSchema, secretsOf } from './private-keys';

/** What lies inside the age file. */
const keyFileSchema = z.object({
  format: z.literal('concordance-keys'),
  version: z.literal(1),
  exportedAt: timestampSchema,
  person: personSchema,
  keys: secretKeysSchema,
});

/** The first lines of an age file that a passphrase opens (age-encryption.org/v1). */
const AGE_WITH_PASSPHRASE = /^age-encryption\.org\/v1\n-> scrypt /;

/** A person and her private keys, in an age file that any age tool opens with the passphrase. */
export async function writeKeyFile(
  person: Person,
  keys: PrivateKeys,
  { passphrase, now }: { passphrase: string; now: Date },
): Promise<Uint8Array> {
  const content: z.infer<typeof keyFileSchema> = {
    format: 'concordance-keys',
    version: 1,
    exportedAt: now.toISOString(),
    person,
    keys: secretsOf(keys),
  };
  const encrypter = new Encrypter();
  encrypter.setPassphrase(normalised(passphrase));
  return encrypter.encrypt(`${JSON.stringify(content, null, 1)}\n`);
}

/**
 * Reads a key file.
 *
 * @throws UserError `bad-request` that names the file: no key file, a wrong passphrase, or damaged
 */
export async function readKeyFile(
  bytes: Uint8Array,
  { fileName, passphrase }: { fileName: string; passphrase: string },
): Promise<{ person: Person; keys: PrivateKeys }> {
  const head = Buffer.from(bytes.subarray(0, 40)).toString('latin1');
  if (bytes.byteLength > MAXIMUM_KEY_FILE_BYTES || !AGE_WITH_PASSPHRASE.test(head)) {
    throw refusal(`“${fileName}” is not a key file of Concordance.`);
  }
  const decrypter = new Decrypter();
  decrypter.addPassphrase(normalised(passphrase));
  let text: string;
  try {
    text = await decrypter.decrypt(bytes, 'text');
  } catch (error) {
    throw refusal(
      error instanceof Error && error.message.startsWith('no identity matched')
        ? `The passphrase does not open “${fileName}”. Check it and try again.`
        : `“${fileName}” is cut off or damaged. Use another copy, or export the keys again.`,
      error,
    );
  }
  try {
    const { person, keys } = keyFileSchema.parse(JSON.parse(text));
    return { person, keys: await privateKeysOf(keys) };
  } catch (error) {
    throw refusal(`“${fileName}” holds no keys that this version of Concordance can use.`, error);
  }
}

/** The same letters are the same passphrase, whichever keyboard composed them. */
function normalised(passphrase: string): string {
  return passphrase.trim().normalize('NFC');
}

function refusal(message: string, cause?: unknown): UserError {
  return new UserError('bad-request', message, { cause });
}
