import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  decryptPieces,
  type EnvelopeError,
  type EnvelopeKey,
  type EnvelopeLock,
  encryptPieces,
} from '../../../../electron/backend/exchange/envelope';
import {
  envelopeKindOf,
  MAXIMUM_HEADER_BYTES,
  readEnvelopeHeader,
} from '../../../../electron/backend/exchange/envelope-header';
import { makePrivateKeys, type PrivateKeys } from '../../../../electron/backend/identity/private-keys';

const fixtures = join(import.meta.dirname, '../../../fixtures/age');
const numRuns = process.env.SLOW ? 500 : 12;
/** Each try starts a thread. */
const TIMEOUT_MS = 120_000;

async function* inPieces(bytes: Uint8Array, pieceBytes = 100_000): AsyncGenerator<Uint8Array, void> {
  for (let at = 0; at < bytes.byteLength; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}

async function encrypt(bytes: Uint8Array, lock: EnvelopeLock, pieceBytes?: number): Promise<Buffer> {
  return Buffer.concat(await collect(encryptPieces(inPieces(bytes, pieceBytes), lock)));
}

async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const collected: Uint8Array[] = [];
  for await (const piece of pieces) collected.push(piece);
  return collected;
}

type Opened = { plain: Buffer; failure?: string };

/** Decrypts as far as it goes. */
async function open(bytes: Uint8Array, key: EnvelopeKey, pieceBytes?: number): Promise<Opened> {
  const header = readEnvelopeHeader(bytes);
  if (header.type === 'unusable') return { plain: Buffer.alloc(0), failure: header.reason };
  const plain: Uint8Array[] = [];
  try {
    for await (const piece of decryptPieces(inPieces(bytes, pieceBytes), key, bytes.byteLength)) {
      plain.push(piece);
    }
  } catch (error) {
    return { plain: Buffer.concat(plain), failure: (error as EnvelopeError).failure };
  }
  return { plain: Buffer.concat(plain) };
}

function sampleBytes(length: number): Buffer {
  return Buffer.from(Array.from({ length }, (_, index) => (index * 31 + (index >> 9)) % 256));
}

let keys: PrivateKeys;

beforeAll(async () => {
  keys = await makePrivateKeys();
});

/** Their last good piece need not be released: that it is not the last of the file was not to be known before. */
const HELD_BACK = new Set([
  'stream_no_final_full',
  'stream_no_final_two_chunks_full',
  'stream_trailing_garbage_long',
  'stream_trailing_garbage_short',
  'stream_two_final_chunks',
  'stream_two_final_chunks_full',
  'stream_two_final_chunks_second',
]);

describe('the published test vectors of age', async () => {
  const vectors: Record<string, string> = JSON.parse(await readFile(join(fixtures, 'vectors.json'), 'utf8'));
  /** What each verdict of the vectors is called here. */
  const failures: Record<string, readonly string[]> = {
    'header failure': ['damaged', 'cut-off', 'other-version', 'too-much-work'],
    'HMAC failure': ['damaged'],
    'no match': ['no-match'],
    'payload failure': ['damaged', 'cut-off'],
  };

  it.each(Object.entries(vectors))('%s', async (name, vector) => {
    const bytes = Buffer.from(vector, 'base64');
    const split = bytes.indexOf('\n\n');
    const fields = bytes
      .toString('latin1', 0, split)
      .split('\n')
      .map((line) => line.split(': '));
    const field = (name: string) => fields.filter(([key]) => key === name).map(([, value]) => value ?? '');
    const rest = bytes.subarray(split + 2);
    const file = field('compressed').length > 0 ? inflateSync(rest) : rest;
    const candidates: EnvelopeKey[] = [
      ...field('identity').map((identity) => ({ identity })),
      ...field('passphrase').map((passphrase) => ({ passphrase })),
    ];
    if (candidates.length === 0) candidates.push({ identity: keys.ageIdentity });
    let opened: Opened | undefined;
    for (const key of candidates) {
      opened = await open(file, key);
      if (opened.failure !== 'no-match') break;
    }
    const [expected = ''] = field('expect');
    if (expected === 'success') expect(opened?.failure).toBeUndefined();
    else expect(failures[expected]).toContain(opened?.failure);
    const [payload] = field('payload');
    if (HELD_BACK.has(name)) {
      expect([0, 65_536]).toContain(opened?.plain.byteLength);
    } else if (payload !== undefined) {
      expect(
        createHash('sha256')
          .update(opened?.plain ?? '')
          .digest('hex'),
      ).toBe(payload);
    }
  });
});

describe('files that the age tool made', () => {
  const words = 'A few words, encrypted by the age tool.\n';
  const identityOf = async () =>
    /AGE-SECRET-KEY-1\w+/.exec(await readFile(join(fixtures, 'identity.txt'), 'utf8'))?.[0] ?? '';

  it(
    'open with the key or the passphrase that they are for',
    async () => {
      const identity = await identityOf();
      const [forKey, twoPieces, forPassphrase] = await Promise.all(
        ['for-key.age', 'two-pieces-for-key.age', 'for-passphrase.age'].map((name) =>
          readFile(join(fixtures, name)),
        ),
      );
      if (!forKey || !twoPieces || !forPassphrase) throw new Error('A fixture is missing');
      expect((await open(forKey, { identity })).plain.toString()).toBe(words);
      expect((await open(twoPieces, { identity })).plain.equals(sampleBytes(66_000))).toBe(true);
      const passphrase = 'correct horse battery staple';
      expect((await open(forPassphrase, { passphrase })).plain.toString()).toBe(words);
      expect((await open(forKey, { identity: keys.ageIdentity })).failure).toBe('no-match');
      expect((await open(forPassphrase, { passphrase: 'wrong' })).failure).toBe('no-match');
    },
    TIMEOUT_MS,
  );

  it('are told apart by their first bytes', async () => {
    const kinds = await Promise.all(
      ['for-key.age', 'armoured.age', 'identity.txt'].map(async (name) =>
        envelopeKindOf(await readFile(join(fixtures, name))),
      ),
    );
    expect(kinds).toEqual(['binary', 'armoured', undefined]);
  });
});

describe('an envelope', () => {
  it.each([0, 1, 65_535, 65_536, 65_537, 131_072, 1_500_000])('brings back %i bytes', async (length) => {
    const plain = sampleBytes(length);
    const bytes = await encrypt(plain, { recipients: [keys.publicKeys.ageRecipient] });
    expect(readEnvelopeHeader(bytes)).toEqual({ type: 'keys' });
    const opened = await open(bytes, { identity: keys.ageIdentity });
    expect(opened.failure).toBeUndefined();
    expect(opened.plain.equals(plain)).toBe(true);
  });

  it('opens for each of several people and for nobody else', async () => {
    const [second, third] = await Promise.all([makePrivateKeys(), makePrivateKeys()]);
    const recipients = [keys, second].map(({ publicKeys }) => publicKeys.ageRecipient);
    const bytes = await encrypt(Buffer.from('hello'), { recipients }, 2);
    for (const { ageIdentity } of [keys, second]) {
      expect((await open(bytes, { identity: ageIdentity }, 7)).plain.toString()).toBe('hello');
    }
    expect((await open(bytes, { identity: third.ageIdentity })).failure).toBe('no-match');
  });

  it(
    'opens with its passphrase and no other, at the work factor of the format',
    async () => {
      const bytes = await encrypt(Buffer.from('hello'), { passphrase: 'moss-lantern' });
      expect(readEnvelopeHeader(bytes)).toEqual({ type: 'passphrase' });
      expect(bytes.toString('latin1')).toMatch(/\n-> scrypt \S{22} 18\n/);
      expect((await open(bytes, { passphrase: 'moss-lantern' })).plain.toString()).toBe('hello');
      expect((await open(bytes, { passphrase: 'moss-lanterns' })).failure).toBe('no-match');
    },
    TIMEOUT_MS,
  );

  it(
    'tells a cut-off file wherever it is cut',
    async () => {
      const bytes = await encrypt(sampleBytes(200_000), { recipients: [keys.publicKeys.ageRecipient] });
      for (let part = 0; part < 20; part += 1) {
        const length = Math.floor((bytes.byteLength * part) / 20);
        const opened = await open(bytes.subarray(0, length), { identity: keys.ageIdentity });
        expect([length, opened.failure]).toEqual([length, 'cut-off']);
      }
    },
    TIMEOUT_MS,
  );

  it(
    'never passes for whole with a bit flipped',
    async () => {
      const plain = sampleBytes(140_000);
      const bytes = await encrypt(plain, { recipients: [keys.publicKeys.ageRecipient] });
      const position = fc.oneof(fc.nat(250), fc.nat(bytes.byteLength - 1));
      await fc.assert(
        fc.asyncProperty(position, fc.integer({ min: 0, max: 7 }), async (at, bit) => {
          const flipped = Buffer.from(bytes);
          flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
          const opened = await open(flipped, { identity: keys.ageIdentity });
          expect(opened.failure).toBeDefined();
          expect(plain.subarray(0, opened.plain.byteLength).equals(opened.plain)).toBe(true);
        }),
        { numRuns },
      );
    },
    TIMEOUT_MS,
  );

  it('passes the failure of its source on, and ends the source when nobody reads on', async () => {
    const failing = (async function* () {
      yield sampleBytes(10);
      throw new Error('the disk failed');
    })();
    const lock = { recipients: [keys.publicKeys.ageRecipient] };
    await expect(collect(encryptPieces(failing, lock))).rejects.toThrow('the disk failed');

    let ended = false;
    const endless = (async function* () {
      try {
        for (;;) yield sampleBytes(100_000);
      } finally {
        ended = true;
      }
    })();
    for await (const _piece of encryptPieces(endless, lock)) break;
    expect(ended).toBe(true);
  });

  it('stops at once when it is cancelled, also while a passphrase is computed', async () => {
    const cancelling = new AbortController();
    const reading = collect(
      encryptPieces(inPieces(sampleBytes(10)), { passphrase: 'x' }, { signal: cancelling.signal }),
    );
    setTimeout(() => cancelling.abort(new Error('stopped')), 50);
    await expect(reading).rejects.toThrow('stopped');
  });
});

describe('a header that is made to harm', () => {
  const version = 'age-encryption.org/v1\n';
  it.each([
    ['another version', 'age-encryption.org/v2\n-> X25519 a\n', 'other-version'],
    ['an endless line', version + '-> X25519 '.padEnd(MAXIMUM_HEADER_BYTES * 2, 'A'), 'too-long'],
    ['endless recipients', version + '-> X25519 A\nB\n'.repeat(10_000), 'too-long'],
    [
      'a passphrase that would take a day',
      `${version}-> scrypt ${'A'.repeat(22)} 30\nA\n--- A\n`,
      'too-much-work',
    ],
    ['nobody who could open it', `${version}--- A\n`, 'damaged'],
    ['only its first line', version, 'cut-off'],
    ['half its first line', version.slice(0, 9), 'cut-off'],
  ])('is refused: %s', (_name, text, reason) => {
    expect(readEnvelopeHeader(Buffer.from(text))).toEqual({ type: 'unusable', reason });
  });
});
