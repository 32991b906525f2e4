import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '#shared/model/profile';
import { readKeyFile, writeKeyFile } from '../../../../electron/backend/identity/key-file';
import { makePrivateKeys, type PrivateKeys } from '../../../../electron/backend/identity/private-keys';
import { idOf } from '../exchange/sample-contents';
import { NOW } from './test-profile';

const tara: Person = { profileId: idOf(1), name: 'Tara', role: 'trainee', credential: '' };
const PASSPHRASE = 'zebra ocean tiny velvet lemon';
const fileName = 'Tara.concordance-keys';

let keys: PrivateKeys;
let file: Uint8Array;
beforeAll(async () => {
  keys = await makePrivateKeys();
  file = await writeKeyFile(tara, keys, { passphrase: PASSPHRASE, now: NOW });
});

/** An age file of ours with other content, stretched little so that the test is quick. */
async function fileOf(content: string): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.setScryptWorkFactor(8);
  encrypter.setPassphrase(PASSPHRASE);
  return encrypter.encrypt(content);
}

const read = (bytes: Uint8Array, passphrase = PASSPHRASE) => readKeyFile(bytes, { fileName, passphrase });

/** A passphrase is stretched for as long as a computer can bear it, and longer on a busy one. */
describe('a key file', { timeout: 60_000 }, () => {
  it('gives back the person and her keys, for a passphrase with spaces around it too', async () => {
    expect(await read(file, ` ${PASSPHRASE}\n`)).toEqual({ person: tara, keys });
  });

  it('opens with plain age and the passphrase', async () => {
    const decrypter = new Decrypter();
    decrypter.addPassphrase(PASSPHRASE);
    const content = JSON.parse(await decrypter.decrypt(file, 'text'));
    expect(content).toEqual({
      format: 'concordance-keys',
      version: 1,
      exportedAt: NOW.toISOString(),
      person: tara,
      keys: { signingKey: keys.signing.privateKey, ageIdentity: keys.ageIdentity },
    });
  });

  it('says that a passphrase is wrong', async () => {
    await expect(read(await fileOf('content'), 'zebra ocean tiny velvet melon')).rejects.toMatchObject({
      code: 'bad-request',
      message: `The passphrase does not open “${fileName}”. Check it and try again.`,
    });
  });

  it('says that it is no key file or cut off wherever it ends', async () => {
    const small = await fileOf('content');
    for (let length = 0; length < small.length; length += 11) {
      await expect(read(small.slice(0, length))).rejects.toMatchObject({
        code: 'bad-request',
        message: expect.stringMatching(/is not a key file of Concordance\.$|is cut off or damaged/),
      });
    }
  });

  it('says that it is damaged when its end was changed', async () => {
    const changed = await fileOf('content');
    changed.set([(changed.at(-1) ?? 0) ^ 1], changed.length - 1);
    await expect(read(changed)).rejects.toThrow(`“${fileName}” is cut off or damaged.`);
  });

  it.each([
    ['a text', new TextEncoder().encode('hello')],
    ['a file of any size', new Uint8Array(200_000)],
  ])('is not %s', async (_what, bytes) => {
    await expect(read(bytes)).rejects.toThrow(`“${fileName}” is not a key file of Concordance.`);
  });

  it('is not an age file for keys', async () => {
    const encrypter = new Encrypter();
    encrypter.addRecipient(await identityToRecipient(await generateX25519Identity()));
    await expect(read(await encrypter.encrypt('x'))).rejects.toThrow('is not a key file of Concordance.');
  });

  it.each([
    ['text', 'hello'],
    ['a newer version', JSON.stringify({ format: 'concordance-keys', version: 2 })],
    [
      'an age identity with a wrong check sum',
      JSON.stringify({
        format: 'concordance-keys',
        version: 1,
        exportedAt: NOW.toISOString(),
        person: tara,
        keys: { signingKey: 'A'.repeat(43), ageIdentity: `AGE-SECRET-KEY-1${'Q'.repeat(58)}` },
      }),
    ],
  ])('with %s inside is refused', async (_what, content) => {
    await expect(read(await fileOf(content))).rejects.toThrow(/holds no keys that this version/);
  });
});
