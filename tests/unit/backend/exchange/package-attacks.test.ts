import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { PackageManifest } from '#shared/model/package';
import type { SubmittedReview } from '#shared/model/review';
import { readPackage } from '../../../../electron/backend/exchange/package-reader';
import { sealReview } from '../../../../electron/backend/identity/seal';
import { signValue } from '../../../../electron/backend/identity/signing';
import { UserError } from '../../../../electron/backend/user-error';
import { temporaryFolders } from '../media/temporary-folder';
import { buildZip, type RawEntry } from './raw-zip';
import {
  AT,
  idOf,
  keysOf,
  MENTOR,
  packageKeysOf,
  RECORDING,
  sampleFramework,
  sampleReview,
  sampleSession,
  signedManifest,
  TRAINEE,
} from './sample-contents';

const temporaryFolder = temporaryFolders();
let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder();
});

type Parts = {
  session: unknown;
  framework: unknown;
  reviews: SubmittedReview[];
  recording: Buffer | undefined;
  manifest: Partial<Record<keyof PackageManifest, unknown>>;
  /** Changes the manifest after it was signed. */
  signed(manifest: Record<string, unknown>): unknown;
  /** Changes the list that the manifest gives. */
  listed(entries: PackageManifest['entries']): unknown;
  /** Changes the zip's entries, the manifest included. */
  zipped(entries: RawEntry[]): RawEntry[];
};

/** A good package, with some of its parts replaced. */
async function packed(changes: Partial<Parts> = {}): Promise<Buffer> {
  const reviews = changes.reviews ?? [sampleReview()];
  const recording = 'recording' in changes ? changes.recording : RECORDING;
  const documents: [string, Buffer][] = [
    ['session.json', json('session' in changes ? changes.session : sampleSession())],
    ['framework.json', json('framework' in changes ? changes.framework : await sampleFramework())],
    ...reviews.map((review): [string, Buffer] => [`reviews/${review.id}.json`, json(review)]),
    ...(recording ? ([['recording/recording.mp3', recording]] as [string, Buffer][]) : []),
  ];
  const entries = documents.map(([path, content]) => ({
    path,
    sizeBytes: content.byteLength,
    sha256: createHash('sha256').update(content).digest('hex'),
  }));
  const manifest = {
    format: 'concordance',
    formatVersion: 2,
    packageId: idOf(30),
    createdAt: AT,
    sender: TRAINEE,
    sessionId: sampleSession().id,
    framework: { id: 'agreements-and-partnering', edition: '1' },
    purpose: 'mentor',
    recording: recording ? 'whole' : 'none',
    entries: changes.listed?.(entries) ?? entries,
    ...changes.manifest,
  };
  const signed = signedManifest(manifest);
  const raw: RawEntry[] = [
    { name: 'manifest.json', content: json(changes.signed?.(signed) ?? signed) },
    ...documents.map(([name, content]) => ({ name, content, compress: name.endsWith('.json') })),
  ];
  return buildZip(changes.zipped?.(raw) ?? raw);
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

async function refusalOf(bytes: Buffer): Promise<string> {
  const path = join(folder, 'x.concordance');
  await writeFile(path, bytes);
  const error = await readPackage(path, 'x.concordance', {
    chooseMediaPaths: async () => () => join(folder, 'recording'),
  }).then(
    () => new Error('was accepted'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof UserError)) throw error;
  return error.message;
}

const more = (...added: RawEntry[]) => ({ zipped: (entries: RawEntry[]) => [...entries, ...added] });
const file = (name: string, changes: Partial<RawEntry> = {}): RawEntry => ({
  name,
  content: Buffer.from('{}'),
  ...changes,
});
/** Changes the zip's entry of a name. */
const entry = (name: string, changes: Partial<RawEntry>) => ({
  zipped: (entries: RawEntry[]) => entries.map((raw) => (raw.name === name ? { ...raw, ...changes } : raw)),
});

describe('a package made by hand', () => {
  it('is accepted when nothing is wrong with it', async () => {
    const path = join(folder, 'x.concordance');
    await writeFile(path, await packed());
    const read = await readPackage(path, 'x', {
      chooseMediaPaths: async () => () => join(folder, 'recording'),
    });
    expect(read.reviews).toEqual([sampleReview()]);
    expect((await readFile(join(folder, 'recording'))).equals(RECORDING)).toBe(true);
  });
});

describe('the zip of a package is refused', () => {
  it.each<[string, Parameters<typeof packed>[0], string]>([
    ['with a path that leads out', more(file('../evil.json')), 'leads out of the package'],
    [
      'with a path that leads out further in',
      more(file('reviews/../../evil.json')),
      'leads out of the package',
    ],
    ['with an absolute path', more(file('/etc/passwd')), 'absolute path'],
    ['with a drive letter', more(file('C:/evil.json')), 'absolute path'],
    ['with a backslash', more(file('reviews\\evil.json')), 'backslash'],
    ['with a control character', more(file('a\u0000b')), 'control character'],
    ['with a folder', more(file('reviews/', { content: Buffer.alloc(0) })), 'which no package does'],
    ['with a file of no role', more(file('readme.txt')), '“readme.txt”, which no package does'],
    ['with a program as recording', more(file('recording/run.sh')), 'which no package does'],
    ['with a second manifest', more(file('manifest.json')), 'two files with the same name'],
    ['with the session twice', more(file('session.json')), 'two files with the same name'],
    ['with the session twice in other letters', more(file('Session.json')), 'which no package does'],
    ['with a link', entry('session.json', { mode: 0o120777 }), 'is a link or a folder'],
    ['with a folder by its mode', entry('session.json', { mode: 0o040755 }), 'is a link or a folder'],
    ['with a device', entry('session.json', { mode: 0o020666 }), 'is a link or a folder'],
    ['with an encrypted entry', entry('session.json', { flags: 0x801 }), 'is encrypted'],
    ['with an unknown method', entry('session.json', { method: 12 }), 'compressed in a way'],
    [
      'with a compressed recording',
      entry('recording/recording.mp3', { compress: true }),
      'compressed in a way that packages are not',
    ],
    ['with two names for one entry', entry('session.json', { localName: 'Session.json' }), 'two names'],
    [
      'with a size that is too small',
      entry('session.json', { declaredSize: 5 }),
      'not of the size that it says',
    ],
    [
      'with a size that is too large',
      entry('session.json', { declaredSize: 50_000 }),
      'not of the size that it says',
    ],
    [
      'with a huge document',
      entry('session.json', { declaredSize: 21_000_000 }),
      '“session.json” in it is too large',
    ],
    [
      'with documents that are huge together',
      more(
        ...Array.from({ length: 11 }, (_, index) =>
          file(`reviews/${idOf(100 + index)}.json`, { compress: true, declaredSize: 19_000_000 }),
        ),
      ),
      'its documents are too large',
    ],
    [
      'with entries that overlap',
      {
        zipped: ([manifest, ...entries]) => [
          manifest ?? file('manifest.json'),
          file(`reviews/${idOf(98)}.json`, { compress: true, declaredPackedSize: 200_000 }),
          file(`reviews/${idOf(99)}.json`, { compress: true, declaredPackedSize: 200_000 }),
          ...entries,
        ],
      },
      'its files overlap',
    ],
    ['with an entry beyond its end', entry('session.json', { declaredOffset: 0xfffffff0 }), 'is damaged'],
    ['with an unlisted review', more(file(`reviews/${idOf(99)}.json`)), 'which its manifest does not list'],
    [
      'with another file first',
      { zipped: (entries) => [...entries.slice(1), ...entries.slice(0, 1)] },
      'is not a Concordance package',
    ],
    ['without a manifest', { zipped: (entries) => entries.slice(1) }, 'is not a Concordance package'],
    ['without files', { zipped: () => [] }, 'is not a Concordance package'],
    [
      'without its session',
      { zipped: (entries) => entries.filter(({ name }) => name !== 'session.json') },
      '“session.json” is missing',
    ],
  ])('%s', async (_name, changes, reason) => {
    expect(await refusalOf(await packed(changes))).toContain(reason);
    expect(await readdir(folder)).toEqual(['x.concordance']);
  });

  it('with more entries than any package has', async () => {
    const entries = Array.from({ length: 2_002 }, () => file('manifest.json'));
    expect(await refusalOf(buildZip(entries))).toContain('too many files');
    expect(await refusalOf(buildZip([file('manifest.json')], { entryCount: 60_000 }))).toContain(
      'too many files',
    );
  });

  it('with bytes before it', async () => {
    const bytes = buildZip([file('manifest.json')], { prefix: Buffer.from('#!/bin/sh\n') });
    expect(await refusalOf(bytes)).toContain('is not a Concordance package');
  });

  it('that inflates to more than it says, without inflating it all', async () => {
    const bomb = Buffer.alloc(300_000_000);
    const bytes = await packed(entry('session.json', { content: bomb, declaredSize: 1_000 }));
    const before = process.memoryUsage().rss;
    expect(await refusalOf(bytes)).toContain('not of the size that it says');
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });

  it('with offsets that no number can hold', async () => {
    const end = Buffer.from(await packed());
    const locator = Buffer.alloc(20);
    locator.writeUInt32LE(0x07064b50, 0);
    locator.writeBigUInt64LE(0xffff_ffff_ffff_ff00n, 8);
    const at = end.byteLength - 22;
    expect(await refusalOf(Buffer.concat([end.subarray(0, at), locator, end.subarray(at)]))).toContain(
      'is not a',
    );
    const extra = Buffer.alloc(12);
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(8, 2);
    extra.writeBigUInt64LE(0xffff_ffff_ffff_ff00n, 4);
    const changes = entry('session.json', { declaredOffset: 0xffffffff, extra });
    expect(await refusalOf(await packed(changes))).toContain('is damaged');
  });

  it('that is empty, a text, or another zip', async () => {
    expect(await refusalOf(Buffer.alloc(0))).toContain('is not a Concordance package');
    expect(await refusalOf(Buffer.from('hello'.repeat(100)))).toContain('is not a Concordance package');
    expect(await refusalOf(buildZip([file('word/document.xml')]))).toContain('was refused');
  });
});

describe('the signature of a package', () => {
  const withoutSignature = ({ senderKeys: _, signature: __, ...manifest }: Record<string, unknown>) =>
    manifest;

  it.each<[string, Parameters<typeof packed>[0], string]>([
    ['taken away', { signed: withoutSignature }, 'its manifest is wrong (senderKeys:'],
    [
      'emptied',
      { signed: (manifest) => ({ ...manifest, senderKeys: null, signature: null }) },
      'it is not signed',
    ],
    [
      'of a manifest that was changed since',
      { signed: (manifest) => ({ ...manifest, message: 'Trust me.' }) },
      'its signature does not fit',
    ],
    [
      'of a manifest to which something was added',
      { signed: (manifest) => ({ ...manifest, extra: 1 }) },
      'its signature does not fit',
    ],
    [
      'by someone else than it names',
      { signed: (manifest) => ({ ...manifest, senderKeys: packageKeysOf(MENTOR).publicKeys }) },
      'its signature does not fit',
    ],
    [
      'made for another purpose',
      {
        signed: ({ signature: _, ...unsigned }) => ({
          ...unsigned,
          signature: signValue(keysOf(TRAINEE), 'card', unsigned).value,
        }),
      },
      'its signature does not fit',
    ],
  ])('%s is refused', async (_name, changes, reason) => {
    expect(await refusalOf(await packed(changes))).toContain(reason);
  });

  it('may be of a manifest that holds more than is known', async () => {
    const path = join(folder, 'x.concordance');
    await writeFile(path, await packed({ manifest: { futureField: { a: 1 } } as never }));
    expect((await readPackage(path, 'x')).manifest.sender).toEqual(TRAINEE);
  });

  it('is not there in a package of format 1, which says so', async () => {
    const path = join(folder, 'x.concordance');
    const signed = (manifest: Record<string, unknown>) => ({
      ...withoutSignature(manifest),
      formatVersion: 1,
    });
    await writeFile(path, await packed({ signed }));
    expect((await readPackage(path, 'x')).manifest).toMatchObject({ senderKeys: null, signature: null });
  });
});

describe('the contents of a package are refused', () => {
  const wrongHash = (path: string) => ({
    listed: (entries: PackageManifest['entries']) =>
      entries.map((listed) => (listed.path === path ? { ...listed, sha256: 'a'.repeat(64) } : listed)),
  });

  it.each<[string, Parameters<typeof packed>[0], string]>([
    [
      'of a newer format',
      { manifest: { formatVersion: 3, entries: 'quite another thing' } },
      'was made by a newer version of Concordance (format 3). Update Concordance to open it.',
    ],
    ['of another program', { manifest: { format: 'zip' } }, 'is not a Concordance package'],
    ['of format 0', { manifest: { formatVersion: 0 } }, 'is not a Concordance package'],
    ['with a manifest of wrong form', { manifest: { sender: 'me' } }, 'its manifest is wrong (sender:'],
    [
      'with a manifest that is no JSON',
      entry('manifest.json', { content: Buffer.from('{') }),
      'its manifest is not readable',
    ],
    ['with a document of wrong bytes', wrongHash('session.json'), '“session.json” is not as it was packed'],
    [
      'with a recording of wrong bytes',
      { recording: Buffer.from(RECORDING).fill(0) },
      'its recording is not that of its session',
    ],
    [
      'with a recording of another hash',
      wrongHash('recording/recording.mp3'),
      'its recording is not that of its session',
    ],
    [
      'with a listed size that is wrong',
      { listed: (entries) => entries.map((listed) => ({ ...listed, sizeBytes: listed.sizeBytes + 1 })) },
      'not of the size that it says',
    ],
    [
      'with a file listed twice',
      { listed: (entries) => [...entries, ...entries.slice(0, 1)] },
      'lists “session.json” wrongly',
    ],
    [
      'with a file that is missing',
      {
        listed: (entries) => [
          ...entries,
          { path: `reviews/${idOf(99)}.json`, sizeBytes: 1, sha256: 'a'.repeat(64) },
        ],
      },
      'is missing from it',
    ],
    [
      'that say they bring no recording',
      { manifest: { recording: 'none' } },
      'recording do not belong together',
    ],
    [
      'that say they bring a recording',
      { recording: undefined, manifest: { recording: 'whole' } },
      'recording do not belong together',
    ],
    [
      'with a framework that is not announced',
      { manifest: { framework: undefined } },
      'framework do not belong together',
    ],
    ['with a session of wrong form', { session: { id: 1 } }, '“session.json” in it is wrong'],
    [
      'with another session',
      { session: { ...sampleSession(), id: idOf(50) } },
      'its manifest names another session',
    ],
    ['with a framework of wrong form', { framework: { title: 'x' } }, '“framework.json” in it is wrong'],
    [
      'with another framework',
      { manifest: { framework: { id: 'other', edition: '1' } } },
      'names another framework',
    ],
    [
      'with a review of another session',
      { reviews: [sampleReview({ sessionId: idOf(51) })] },
      'the review by Tara is of another session',
    ],
    [
      'with a review under another framework',
      { reviews: [sampleReview({ framework: { id: 'other', edition: '1' } })] },
      'the review by Tara was made with another framework',
    ],
    [
      'with a review that was altered',
      {
        reviews: [
          { ...sampleReview(), content: { ...sampleReview().content, feedback: { strengths: 'None' } } },
        ],
      },
      'the review by Tara was altered after it was submitted',
    ],
    [
      'with a review given another author',
      { reviews: [{ ...sampleReview(), reviewer: MENTOR }] },
      'the review by Mina was altered after it was submitted',
    ],
    [
      'with a review submitted by another',
      { reviews: [sealReview(sampleReview(), { submittedAt: AT, submittedBy: MENTOR }, keysOf(MENTOR))] },
      'was submitted by another person',
    ],
    [
      'with a draft',
      { reviews: [{ ...sampleReview(), status: 'draft' } as unknown as SubmittedReview] },
      'in it is wrong (status:',
    ],
  ])('%s', async (_name, changes, reason) => {
    expect(await refusalOf(await packed(changes))).toContain(reason);
    expect(await readdir(folder)).toEqual(['x.concordance']);
  });

  it('with a review filed under another id', async () => {
    const bytes = await packed({
      listed: (entries) =>
        entries.map((listed) =>
          listed.path.startsWith('reviews/') ? { ...listed, path: `reviews/${idOf(98)}.json` } : listed,
        ),
      zipped: (entries) =>
        entries.map((raw) =>
          raw.name.startsWith('reviews/') ? { ...raw, name: `reviews/${idOf(98)}.json` } : raw,
        ),
    });
    expect(await refusalOf(bytes)).toContain('is filed under another id');
  });

  it('with a framework whose scale is missing, by its name', async () => {
    const framework = await sampleFramework();
    const bytes = await packed({ framework: { ...framework, scales: [] } });
    expect(await refusalOf(bytes)).toContain(
      '“framework.json” in it is wrong (the whole: competency SA is rated on the scale “agreement-practice”, which is missing)',
    );
  });
});
