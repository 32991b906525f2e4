import { createHash } from 'node:crypto';
import { access, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PackageEntry } from '#shared/model/package';
import type { Excerpt } from '#shared/model/recording';
import {
  createPackageIntake,
  type PackageIntake,
} from '../../../../electron/backend/exchange/package-intake';
import { readPackage } from '../../../../electron/backend/exchange/package-reader';
import { writePackage } from '../../../../electron/backend/exchange/package-writer';
import type { Library } from '../../../../electron/backend/library/library';
import { packageLibraryOf } from '../../../../electron/backend/library/library-doors';
import type { CutExcerpt } from '../../../../electron/backend/media/copying/excerpt-cutter';
import { UserError } from '../../../../electron/backend/user-error';
import { openLibrary } from '../library/test-library';
import { temporaryFolders } from '../media/temporary-folder';
import { buildZip, type RawEntry } from './raw-zip';
import {
  AT,
  idOf,
  SESSION_ID,
  sampleContents,
  sampleSession,
  signedManifest,
  TRAINEE,
} from './sample-contents';

const temporaryFolder = temporaryFolders();
let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder();
});

function bytesOf(startMs: number, endMs: number): Buffer {
  return Buffer.from(`the sound from ${startMs} to ${endMs}`);
}

function excerptOf(startMs: number, endMs: number, leadMs = 100): Excerpt {
  const bytes = bytesOf(startMs, endMs);
  return {
    startMs,
    endMs,
    leadMs,
    mimeType: 'audio/webm',
    extension: 'webm',
    sizeBytes: bytes.byteLength,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}

async function cutOf(...stretches: [startMs: number, endMs: number][]): Promise<CutExcerpt[]> {
  return Promise.all(
    stretches.map(async ([startMs, endMs]) => {
      const path = join(folder, `cut-${startMs}-${endMs}`);
      await writeFile(path, bytesOf(startMs, endMs));
      return { path, excerpt: excerptOf(startMs, endMs) };
    }),
  );
}

/** Writes a package with excerpts where an import would have staged it. */
async function stage(...stretches: [startMs: number, endMs: number][]): Promise<string> {
  const staged = join(folder, `staged-${Math.random()}`);
  await mkdir(staged);
  const path = join(staged, 'file');
  const contents = await sampleContents(folder, {
    recording: { type: 'excerpts', excerpts: await cutOf(...stretches) },
    reviews: [],
  });
  await writePackage(contents, path, `${path}.tmp`);
  return path;
}

describe('a package with excerpts', () => {
  it('brings each with its place, and nothing else of the recording', async () => {
    const path = await stage([1_000, 3_000], [4_000, 5_000]);
    const read = await readPackage(path, 'Ana', {
      chooseMediaPaths: async () => (sha256) => join(folder, sha256),
    });
    expect(read.manifest.recording).toBe('excerpts');
    expect(read.manifest.entries.slice(-2).map((entry) => entry.path)).toEqual([
      'recording/excerpt-1.webm',
      'recording/excerpt-2.webm',
    ]);
    const excerpts = [excerptOf(1_000, 3_000), excerptOf(4_000, 5_000)];
    expect(read.session.recording).toEqual({ ...sampleSession().recording, storage: 'excerpts', excerpts });
    for (const { sha256, startMs, endMs } of excerpts) {
      expect(await readFile(join(folder, sha256))).toEqual(bytesOf(startMs, endMs));
    }
  });
});

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

type Changes = {
  excerpts?: readonly Excerpt[];
  media?: RawEntry[];
  manifest?: Record<string, unknown>;
  listed?: (entries: PackageEntry[]) => PackageEntry[];
};

async function refusalOf(changes: Changes): Promise<string> {
  const excerpts = changes.excerpts ?? [excerptOf(1_000, 3_000), excerptOf(4_000, 5_000)];
  const media =
    changes.media ??
    excerpts.map(({ startMs, endMs }, index) => ({
      name: `recording/excerpt-${index + 1}.webm`,
      content: bytesOf(startMs, endMs),
    }));
  const session = {
    ...sampleSession(),
    recording: { ...sampleSession().recording, storage: 'excerpts', excerpts },
  };
  const files: RawEntry[] = [{ name: 'session.json', content: json(session) }, ...media];
  const entries = files.map(({ name, content }) => ({
    path: name,
    sizeBytes: content.byteLength,
    sha256: createHash('sha256').update(content).digest('hex'),
  }));
  const manifest = {
    format: 'concordance',
    formatVersion: 2,
    packageId: idOf(30),
    createdAt: AT,
    sender: TRAINEE,
    sessionId: SESSION_ID,
    purpose: 'mentor',
    recording: 'excerpts',
    entries: changes.listed?.(entries) ?? entries,
    ...changes.manifest,
  };
  const path = join(folder, 'x.concordance');
  await writeFile(
    path,
    buildZip([{ name: 'manifest.json', content: json(signedManifest(manifest)) }, ...files]),
  );
  const error = await readPackage(path, 'x.concordance').then(
    () => new Error('was accepted'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof UserError)) throw error;
  return error.message;
}

describe('excerpts that are not what they should be are refused', () => {
  const one = { name: 'recording/excerpt-1.webm', content: bytesOf(1_000, 3_000) };
  const two = { name: 'recording/excerpt-2.webm', content: bytesOf(4_000, 5_000) };
  it.each<[string, Changes, string]>([
    ['one too few', { media: [one] }, 'more or fewer parts of the recording'],
    [
      'one too many',
      { media: [one, two, { ...two, name: 'recording/excerpt-3.webm' }] },
      'more or fewer parts',
    ],
    ['none', { media: [] }, 'recording do not belong together'],
    ['none in the session', { excerpts: [], media: [one] }, 'session.json” in it is wrong'],
    [
      'a number left out',
      { media: [one, { ...two, name: 'recording/excerpt-3.webm' }] },
      'not the one that its session names',
    ],
    [
      'swapped',
      {
        media: [
          { ...one, content: two.content },
          { ...two, content: one.content },
        ],
      },
      'not the one that its session names',
    ],
    [
      'another extension',
      { media: [one, { ...two, name: 'recording/excerpt-2.m4a' }] },
      'not the one that its session names',
    ],
    [
      'other bytes',
      { media: [one, { ...two, content: Buffer.from('something else') }] },
      'not the one that its session names',
    ],
    [
      'numbered from nothing',
      { media: [one, { ...two, name: 'recording/excerpt-0.webm' }] },
      'which no package does',
    ],
    [
      'numbered with a zero before',
      { media: [one, { ...two, name: 'recording/excerpt-02.webm' }] },
      'which no package does',
    ],
    [
      'numbered beyond the last',
      { media: [one, { ...two, name: 'recording/excerpt-501.webm' }] },
      'which no package does',
    ],
    [
      'named as a way out',
      { media: [one, { ...two, name: 'recording/excerpt-2/../../x.webm' }] },
      'leads out of the package',
    ],
    ['compressed', { media: [one, { ...two, compress: true }] }, 'compressed in a way'],
    [
      'a whole recording beside them',
      { media: [one, two, { name: 'recording/recording.mp3', content: one.content }] },
      'recording do not belong together',
    ],
    ['said to be whole', { manifest: { recording: 'whole' } }, 'recording do not belong together'],
    ['said to be none', { manifest: { recording: 'none' } }, 'recording do not belong together'],
    [
      'out of order',
      { excerpts: [excerptOf(4_000, 5_000), excerptOf(1_000, 3_000)] },
      'overlap or are out of order',
    ],
    [
      'overlapping',
      { excerpts: [excerptOf(1_000, 3_000), excerptOf(2_999, 5_000)] },
      'overlap or are out of order',
    ],
    [
      'beyond the end',
      { excerpts: [excerptOf(1_000, 3_000), excerptOf(4_000, 9_999_999)] },
      'beyond the end of the recording',
    ],
    [
      'the same twice',
      {
        excerpts: [excerptOf(1_000, 3_000), { ...excerptOf(1_000, 3_000), startMs: 3_000, endMs: 5_000 }],
        media: [one, { ...one, name: 'recording/excerpt-2.webm' }],
      },
      'in it twice',
    ],
    [
      'ending before it starts',
      { excerpts: [{ ...excerptOf(1_000, 3_000), endMs: 1_000 }], media: [one] },
      'must end after it starts',
    ],
    [
      'with a lead without end',
      { excerpts: [{ ...excerptOf(1_000, 3_000), leadMs: 1e12 }], media: [one] },
      'session.json” in it is wrong',
    ],
    [
      'of no kind of sound',
      { excerpts: [{ ...excerptOf(1_000, 3_000), mimeType: 'text/html' }], media: [one] },
      'session.json” in it is wrong',
    ],
    [
      'of another size than listed',
      {
        listed: (entries) =>
          entries.map((entry) => ({
            ...entry,
            sizeBytes: entry.sizeBytes + (entry.path.endsWith('2.webm') ? 1 : 0),
          })),
      },
      'not of the size that it says',
    ],
  ])('%s', async (_name, changes, reason) => {
    expect(await refusalOf(changes)).toContain(reason);
  });
});

describe('a library that takes excerpts in', () => {
  let library: Library;
  let intake: PackageIntake;
  beforeEach(async () => {
    ({ library } = await openLibrary(join(folder, 'library')));
    intake = createPackageIntake({ library: packageLibraryOf(library), now: () => new Date(AT) });
  });
  afterEach(() => library.close());

  const accept = async (path: string) => intake.accept(path, 'Ana.concordance', false);
  async function held() {
    const { recording } = await library.sessions.get(SESSION_ID);
    const files = await readdir(library.layout.session(SESSION_ID).recording);
    return {
      storage: recording.storage,
      stretches: (recording.excerpts ?? []).map(({ startMs, endMs }) => [startMs, endMs]),
      files: files.length,
    };
  }

  it('hands each out by its number, and no other', async () => {
    await accept(await stage([1_000, 3_000], [4_000, 5_000]));
    expect(await held()).toEqual({
      storage: 'excerpts',
      stretches: [
        [1_000, 3_000],
        [4_000, 5_000],
      ],
      files: 2,
    });
    const second = await library.locateExcerpt(SESSION_ID, 2);
    expect(second && (await readFile(second.path))).toEqual(bytesOf(4_000, 5_000));
    expect(await library.locateExcerpt(SESSION_ID, 3)).toBeUndefined();
    expect(await library.locateRecording(SESSION_ID)).toBeUndefined();
    expect(await readdir(library.layout.incoming)).toEqual([]);
  });

  it('adds what later ones bring, keeps what was there, and forgets the old waveform', async () => {
    await accept(await stage([1_000, 3_000], [6_000, 7_000]));
    const peaks = join(library.layout.session(SESSION_ID).cache, 'peaks.bin');
    await writeFile(peaks, 'peaks');
    const more = await stage([2_000, 4_000], [5_500, 8_000]);
    expect((await intake.inspect(more, 'Ana')).effect).toMatchObject({ bringsRecording: true });
    await accept(more);
    expect(await held()).toEqual({
      storage: 'excerpts',
      stretches: [
        [1_000, 3_000],
        [3_000, 4_000],
        [5_500, 8_000],
      ],
      // The file of the stretch from 6 to 7 s, which lies wholly in a new one, is gone.
      files: 3,
    });
    const trimmed = (await library.sessions.get(SESSION_ID)).recording.excerpts?.[1];
    expect(trimmed?.leadMs).toBe(1_100);
    for (const number of [1, 2, 3])
      await access((await library.locateExcerpt(SESSION_ID, number))?.path ?? '');
    await expect(stat(peaks)).rejects.toThrow('ENOENT');
  });

  it('changes nothing for what it has', async () => {
    await accept(await stage([1_000, 5_000]));
    const again = await stage([1_000, 5_000]);
    expect((await intake.inspect(again, 'Ana')).effect).toMatchObject({ bringsRecording: false });
    await accept(again);
    const less = await stage([2_000, 3_000]);
    expect((await intake.inspect(less, 'Ana')).effect).toMatchObject({ bringsRecording: false });
    expect(await held()).toEqual({ storage: 'excerpts', stretches: [[1_000, 5_000]], files: 1 });
  });

  it('lets a whole recording take their place, and nothing take its place', async () => {
    await accept(await stage([1_000, 3_000]));
    const whole = join(folder, 'whole');
    await mkdir(whole);
    await writePackage(
      await sampleContents(folder, { reviews: [] }),
      join(whole, 'file'),
      join(whole, 'tmp'),
    );
    await accept(join(whole, 'file'));
    expect(await held()).toEqual({ storage: 'copied', stretches: [], files: 1 });
    const later = await stage([1_000, 3_000]);
    expect((await intake.inspect(later, 'Ana')).effect).toMatchObject({ bringsRecording: false });
    await accept(later);
    expect(await held()).toEqual({ storage: 'copied', stretches: [], files: 1 });
  });
});
