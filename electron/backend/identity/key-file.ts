import { z } from 'zod';
import { timestampSchema } from '#shared/model/identifiers';
import { MAXIMUM_KEY_FILE_BYTES } from '#shared/model/identity';
import { type Person, personSchema } from '#shared/model/profile';
import { decryptPieces, EnvelopeError, encryptPieces } from '../exchange/envelope';
import { readEnvelopeHeader } from '../exchange/envelope-header';
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
  const text = Buffer.from(`${JSON.stringify(content, null, 1)}\n`, 'utf8');
  return joined(encryptPieces(inOnePiece(text), { passphrase: normalised(passphrase) }));
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
  const header = readEnvelopeHeader(bytes);
  const isOther = header.type === 'keys' || (header.type === 'unusable' && header.reason === 'other-version');
  if (bytes.byteLength > MAXIMUM_KEY_FILE_BYTES || bytes.byteLength === 0 || isOther) {
    throw refusal(`“${fileName}” is not a key file of Concordance.`);
  }
  if (header.type === 'unusable') throw damaged(fileName);
  let text: string;
  try {
    const key = { passphrase: normalised(passphrase) };
    const content = await joined(decryptPieces(inOnePiece(bytes), key, bytes.byteLength));
    text = Buffer.from(content).toString('utf8');
  } catch (error) {
    if (!(error instanceof EnvelopeError)) throw error;
    throw error.failure === 'no-match'
      ? refusal(`The passphrase does not open “${fileName}”. Check it and try again.`, error)
      : damaged(fileName, error);
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

async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield bytes;
}

async function joined(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

function damaged(fileName: string, cause?: unknown): UserError {
  return refusal(`“${fileName}” is cut off or damaged. Use another copy, or export the keys again.`, cause);
}

function refusal(message: string, cause?: unknown): UserError {
  return new UserError('bad-request', message, { cause });
}
