import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lockOf, unlockPackage } from '../../../../electron/backend/exchange/locked-package';
import { readPackage } from '../../../../electron/backend/exchange/package-reader';
import { looksLikePackage } from '../../../../electron/backend/exchange/package-signature';
import { writePackage } from '../../../../electron/backend/exchange/package-writer';
import { makePrivateKeys, type PrivateKeys } from '../../../../electron/backend/identity/private-keys';
import { UserError } from '../../../../electron/backend/user-error';
import { makeTemporaryFolder } from '../../../helpers/temporary-folder';
import { temporaryFolders } from '../media/temporary-folder';
import { sampleContents } from './sample-contents';

const temporaryFolder = temporaryFolders();
const fixtures = join(import.meta.dirname, '../../../fixtures/age');
const signal = new AbortController().signal;
const numRuns = process.env.SLOW ? 300 : 10;
/** Each try starts a thread. */
const TIMEOUT_MS = 120_000;

let keys: PrivateKeys;
let bytes: Buffer;
let path: string;

beforeAll(async () => {
  keys = await makePrivateKeys();
  const folder = await makeTemporaryFolder('locked');
  const made = join(folder.path, 'made');
  const lock = { recipients: [keys.publicKeys.ageRecipient] };
  await writePackage(await sampleContents(folder.path), made, `${made}.tmp`, { lock });
  bytes = await readFile(made);
  return () => folder.remove();
});

beforeEach(async () => {
  const folder = join(await temporaryFolder(), 'staged');
  await mkdir(folder);
  path = join(folder, 'file');
});

const unlock = () => unlockPackage(path, 'Ana.concordance', { identity: keys.ageIdentity }, { signal });

/** Opens a package as an import does, as far as it goes. */
async function takeIn(content: Uint8Array): Promise<'opened' | 'locked' | string> {
  await writeFile(path, content);
  try {
    const lock = await lockOf(path, 'Ana.concordance');
    const opened = lock === undefined ? path : await unlock();
    if (opened === undefined) return 'locked';
    await readPackage(opened, 'Ana.concordance');
    return 'opened';
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.message;
  }
}

describe('an encrypted package', () => {
  it('is one by its first bytes, whatever its name, and hides what it holds', async () => {
    await writeFile(path, bytes);
    expect(await looksLikePackage(path, 'renamed.zip')).toBe(true);
    expect(bytes.includes('manifest.json')).toBe(false);
  });

  it('is there in one copy when it is open', async () => {
    await writeFile(path, bytes);
    const opened = await unlock();
    expect(await readdir(dirname(path))).toEqual(['unlocked']);
    expect(opened).toBe(join(dirname(path), 'unlocked'));
  });

  it('stays as it was when the key does not fit', async () => {
    await writeFile(path, bytes);
    const other = await makePrivateKeys();
    expect(await unlockPackage(path, 'x', { identity: other.ageIdentity }, { signal })).toBeUndefined();
    expect([await readdir(dirname(path)), (await readFile(path)).equals(bytes)]).toEqual([['file'], true]);
  });

  it('that is stopped leaves nothing decrypted', async () => {
    await writeFile(path, bytes);
    const stopping = new AbortController();
    const options = { signal: stopping.signal, onOpened: () => stopping.abort(new Error('stopped')) };
    await expect(unlockPackage(path, 'x', { identity: keys.ageIdentity }, options)).rejects.toThrow(
      'stopped',
    );
    expect(await readdir(dirname(path))).toEqual(['file']);
  });

  it(
    'is refused wherever it is cut off, and said to be',
    async () => {
      for (let part = 0; part < 16; part += 1) {
        const outcome = await takeIn(bytes.subarray(0, Math.floor((bytes.byteLength * part) / 16)));
        // Less than the first line is no age file yet.
        const words = part === 0 ? 'is not a Concordance package' : 'it is cut off';
        expect([part, outcome]).toEqual([part, expect.stringContaining(words)]);
        expect(existsSync(join(dirname(path), 'unlocked'))).toBe(false);
      }
    },
    TIMEOUT_MS,
  );

  it(
    'never opens with a bit flipped anywhere',
    async () => {
      const position = fc.oneof(fc.nat(400), fc.nat(bytes.byteLength - 1));
      await fc.assert(
        fc.asyncProperty(position, fc.integer({ min: 0, max: 7 }), async (at, bit) => {
          const flipped = Buffer.from(bytes);
          flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
          const outcome = await takeIn(flipped);
          expect(outcome).not.toBe('opened');
          expect(existsSync(join(dirname(path), 'unlocked'))).toBe(false);
        }),
        { numRuns },
      );
    },
    TIMEOUT_MS,
  );
});

describe('an age file of another kind is refused with the reason:', () => {
  const version = 'age-encryption.org/v1\n';
  it.each([
    ['armoured', () => readFile(join(fixtures, 'armoured.age')), 'in the text form of the age format'],
    ['a later version', async () => Buffer.from('age-encryption.org/v9\n'), 'in a newer way'],
    [
      'far too slow a passphrase',
      async () => Buffer.from(`${version}-> scrypt ${'A'.repeat(22)} 40\nAA\n--- A\n`),
      'trying a passphrase would take it far too long',
    ],
    [
      'an endless header',
      async () => Buffer.from(version + '-> X25519 '.padEnd(200_000, 'A')),
      'what stands before its content is too long',
    ],
    [
      'no recipient',
      async () => Buffer.from(`${version}--- ${'A'.repeat(43)}\n`),
      'what stands before its content cannot be read',
    ],
  ])('%s', async (_name, content, reason) => {
    expect(await takeIn(await content())).toContain(reason);
  });

  it('an envelope that holds no package', async () => {
    await copyFile(join(fixtures, 'for-key.age'), path);
    const [identity = ''] =
      /AGE-SECRET-KEY-1\w+/.exec(await readFile(join(fixtures, 'identity.txt'), 'utf8')) ?? [];
    const opened = await unlockPackage(path, 'words.age', { identity }, { signal });
    if (opened === undefined) throw new Error('The key does not fit');
    await expect(readPackage(opened, 'words.age')).rejects.toThrow('is not a Concordance package');
  });
});
