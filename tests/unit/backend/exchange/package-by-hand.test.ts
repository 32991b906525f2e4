import {
  createCipheriv,
  createHash,
  createHmac,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { lockOf, unlockPackage } from '../../../../electron/backend/exchange/locked-package';
import { readPackage } from '../../../../electron/backend/exchange/package-reader';
import { judgeSeal } from '../../../../electron/backend/identity/seal';
import { temporaryFolders } from '../media/temporary-folder';

// Writes a package from docs/package-format.md alone, with Node's own means: none of the program's writers is used.

const temporaryFolder = temporaryFolders();
const at = '2026-11-22T18:00:00.000Z';
const sender = {
  profileId: '01990000-0000-7000-8000-00000000000a',
  name: 'Tara',
  role: 'trainee',
  credential: '',
};
const sessionId = '01990000-0000-7000-8000-000000000001';
const reviewId = '01990000-0000-7000-8000-000000000002';
const momentId = '01990000-0000-7000-8000-000000000003';
const framework = { id: 'hand-made', edition: '1' };
const recording = randomBytes(200_000);
const signing = generateKeyPairSync('ed25519');
const receiver = generateKeyPairSync('x25519');

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

function canonical(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const members = Object.entries(value as { [name: string]: Json });
  // Code units, as `sort` without a comparison orders strings.
  return `{${members
    .map(([name]) => name)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical((value as { [name: string]: Json })[name] ?? null)}`)
    .join(',')}}`;
}

function signature(context: string, value: Json): string {
  return sign(
    null,
    Buffer.from(`concordance-${context}-1\n${canonical(value)}`),
    signing.privateKey,
  ).toString('base64url');
}

const rawPublicKey = (key: KeyObject) => Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url');
const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');
const signingKey = rawPublicKey(signing.publicKey).toString('base64url');

function makeReview(): { [name: string]: Json } {
  const unsealed = {
    id: reviewId,
    sessionId,
    framework,
    createdAt: at,
    reviewer: sender,
    independence: { independent: true },
    status: 'submitted',
    content: {
      moments: {
        [momentId]: {
          id: momentId,
          kind: 'session-agreement',
          polarity: 'shown',
          startMs: 1_000,
          endMs: 9_000,
          indicators: ['A.1'],
          competencies: ['A'],
          note: 'Größe “é” 🎧',
          quote: '',
          createdAt: at,
        },
      },
      marks: { 'A.1': { state: 'observed', note: '' } },
      ratings: { A: { value: 'high', rationale: 'clear' } },
      feedback: { strengths: 'Presence' },
    },
  };
  const seal = { submittedAt: at, submittedBy: sender, contentSha256: sha256(canonical(unsealed)) };
  return { ...unsealed, seal: { ...seal, signature: { signingKey, value: signature('seal', seal) } } };
}

/** @param more - members of the manifest beside those that every package has */
function makePackage(more: { [name: string]: Json } = {}): Buffer {
  const session = {
    schemaVersion: 2,
    id: sessionId,
    title: 'By hand',
    date: '2026-11-20',
    coach: 'Tara',
    clientAlias: 'Ana',
    kind: 'practice',
    language: 'en',
    tags: [],
    consent: { status: 'given', uses: ['mentor'], note: '' },
    addedAt: at,
    recording: {
      container: 'mp3',
      mimeType: 'audio/mpeg',
      durationMs: 60_000,
      tracks: [{ type: 'audio', codec: 'mp3', playable: true }],
      storage: 'copied',
      originalName: 'Ana.mp3',
      sizeBytes: recording.byteLength,
      sha256: sha256(recording),
    },
  };
  const wholeFramework = {
    schemaVersion: 1,
    ...framework,
    language: 'en',
    title: 'Made by hand',
    sourceNote: 'For a test.',
    scales: [
      {
        id: 's',
        title: 'How much',
        values: [
          { id: 'low', label: 'Low', anchor: 'Little of it.' },
          { id: 'high', label: 'High', anchor: 'Much of it.' },
        ],
      },
    ],
    domains: [
      {
        id: 'd',
        title: 'All',
        competencies: [
          { code: 'A', title: 'Agrees', scaleId: 's', indicators: [{ code: 'A.1', text: 'Asks what for.' }] },
        ],
      },
    ],
  };
  const documents: [string, Buffer][] = [
    ['session.json', Buffer.from(JSON.stringify(session))],
    ['framework.json', Buffer.from(JSON.stringify(wholeFramework, null, 2))],
    [`reviews/${reviewId}.json`, Buffer.from(JSON.stringify(makeReview()))],
    ['recording/recording.mp3', recording],
  ];
  const manifest = {
    format: 'concordance',
    formatVersion: 2,
    packageId: '01990000-0000-7000-8000-000000000004',
    createdAt: at,
    sender,
    senderKeys: { signingKey, ageRecipient: ageRecipient(receiver.publicKey) },
    sessionId,
    framework,
    purpose: 'mentor',
    message: 'By hand.',
    reviewWithheld: false,
    namesReplaced: false,
    recording: 'whole',
    entries: documents.map(([path, bytes]) => ({ path, sizeBytes: bytes.byteLength, sha256: sha256(bytes) })),
    ...more,
  };
  const signed = { ...manifest, signature: signature('manifest', manifest) };
  return zip([['manifest.json', Buffer.from(JSON.stringify(signed))], ...documents]);
}

/** Documents but the manifest deflated, all else stored: APPNOTE 4.3.7 and 4.3.12. */
function zip(files: readonly [string, Buffer][]): Buffer {
  const parts: Buffer[] = [];
  const table: Buffer[] = [];
  let offset = 0;
  for (const [path, bytes] of files) {
    const isDeflated = path.endsWith('.json') && path !== 'manifest.json';
    const packed = isDeflated ? deflateRawSync(bytes) : bytes;
    const name = Buffer.from(path);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(isDeflated ? 8 : 0, 4);
    common.writeUInt16LE(0x5d76, 8);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.byteLength, 14);
    common.writeUInt32LE(bytes.byteLength, 18);
    common.writeUInt16LE(name.byteLength, 22);
    parts.push(Buffer.from('PK\x03\x04', 'latin1'), common, name, packed);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    table.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, rest, name);
    offset += 30 + name.byteLength + packed.byteLength;
  }
  const directory = Buffer.concat(table);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.byteLength, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, directory, end]);
}

/** An age file for one X25519 recipient: https://c2sp.org/age */
function ageFile(plain: Buffer, recipient: KeyObject): Buffer {
  const fileKey = randomBytes(16);
  const ephemeral = generateKeyPairSync('x25519');
  const share = rawPublicKey(ephemeral.publicKey);
  const shared = diffieHellman({ privateKey: ephemeral.privateKey, publicKey: recipient });
  const salt = Buffer.concat([share, rawPublicKey(recipient)]);
  const wrapKey = derive(shared, salt, 'age-encryption.org/v1/X25519');
  const wrapped = encrypt(wrapKey, Buffer.alloc(12), fileKey);
  const base64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');
  const header = `age-encryption.org/v1\n-> X25519 ${base64(share)}\n${base64(wrapped)}\n---`;
  const mac = createHmac('sha256', derive(fileKey, Buffer.alloc(0), 'header'))
    .update(header)
    .digest();
  const nonce = randomBytes(16);
  const payloadKey = derive(fileKey, nonce, 'payload');
  const pieces: Buffer[] = [];
  const count = Math.max(1, Math.ceil(plain.byteLength / 65_536));
  for (let index = 0; index < count; index += 1) {
    const pieceNonce = Buffer.alloc(12);
    pieceNonce.writeUInt32BE(index, 7);
    if (index === count - 1) pieceNonce[11] = 1;
    pieces.push(encrypt(payloadKey, pieceNonce, plain.subarray(index * 65_536, (index + 1) * 65_536)));
  }
  return Buffer.concat([Buffer.from(`${header} ${base64(mac)}\n`), nonce, ...pieces]);
}

function derive(secret: Buffer, salt: Buffer, info: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, 32));
}

function encrypt(key: Buffer, nonce: Buffer, plain: Buffer): Buffer {
  const cipher = createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 });
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

const ageRecipient = (key: KeyObject) => bech32('age', rawPublicKey(key));
const ageIdentity = (key: KeyObject) =>
  bech32('age-secret-key-', Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url')).toUpperCase();

/** BIP 173. */
function bech32(prefix: string, bytes: Buffer): string {
  const letters = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const words = (bits.match(/.{1,5}/g) ?? []).map((five) => Number.parseInt(five.padEnd(5, '0'), 2));
  const codes = [...prefix].map((letter) => letter.charCodeAt(0));
  const expanded = [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
  let sum = 1;
  for (const word of [...expanded, ...words, 0, 0, 0, 0, 0, 0]) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ word;
    for (const [bit, value] of [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3].entries()) {
      if ((top >> bit) & 1) sum ^= value;
    }
  }
  sum ^= 1;
  const check = [25, 20, 15, 10, 5, 0].map((shift) => (sum >> shift) & 31);
  return `${prefix}1${[...words, ...check].map((word) => letters[word]).join('')}`;
}

async function expectToOpen(path: string): Promise<void> {
  const mediaPath = `${path}-recording`;
  const read = await readPackage(path, 'By hand.concordance', {
    chooseMediaPaths: async () => () => mediaPath,
  });
  expect(read.manifest).toMatchObject({ sender, message: 'By hand.', senderKeys: { signingKey } });
  expect(read.session.title).toBe('By hand');
  expect(read.framework?.title).toBe('Made by hand');
  const [review] = read.reviews;
  expect(review?.content.moments[momentId]?.note).toBe('Größe “é” 🎧');
  expect(review && judgeSeal(review)).toBe('signed');
  expect((await readFile(mediaPath)).equals(recording)).toBe(true);
}

describe('a package that was written by hand from its description', () => {
  it('opens', async () => {
    const path = join(await temporaryFolder(), 'hand.concordance');
    await writeFile(path, makePackage());
    await expectToOpen(path);
  });

  it('may name its sender’s own review as the reference of a calibration, and no other', async () => {
    const path = join(await temporaryFolder(), 'hand.concordance');
    await writeFile(path, makePackage({ referenceReviewId: reviewId }));
    await expectToOpen(path);
    expect((await readPackage(path, 'x')).manifest.referenceReviewId).toBe(reviewId);
    await writeFile(path, makePackage({ referenceReviewId: momentId }));
    await expect(readPackage(path, 'x')).rejects.toThrow('does not hold the reference review');
    await writeFile(
      path,
      makePackage({ referenceReviewId: reviewId, sender: { ...sender, profileId: momentId } }),
    );
    await expect(readPackage(path, 'x')).rejects.toThrow('is not its sender’s own');
  });

  it('opens with members that this version does not know, which its signature covers all the same', async () => {
    const path = join(await temporaryFolder(), 'hand.concordance');
    await writeFile(path, makePackage({ somethingNew: 'of a later version' }));
    await expectToOpen(path);
  });

  it('opens from an envelope that was written by hand too', async () => {
    const path = join(await temporaryFolder(), 'hand.concordance');
    // Round trip through the key's own description, so that nothing but its bytes is used.
    const publicKey = createPublicKey({ format: 'jwk', key: receiver.publicKey.export({ format: 'jwk' }) });
    await writeFile(path, ageFile(makePackage(), publicKey));
    expect(await lockOf(path, 'x')).toBe('keys');
    const signal = new AbortController().signal;
    const opened = await unlockPackage(path, 'x', { identity: ageIdentity(receiver.privateKey) }, { signal });
    if (opened === undefined) throw new Error('The key does not fit');
    await expectToOpen(opened);
  });
});
