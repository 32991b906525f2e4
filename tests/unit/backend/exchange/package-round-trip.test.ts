import { existsSync } from 'node:fs';
import { readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { readPackage } from '../../../../electron/backend/exchange/package-reader';
import { looksLikePackage } from '../../../../electron/backend/exchange/package-signature';
import { type PackageContents, writePackage } from '../../../../electron/backend/exchange/package-writer';
import { UserError } from '../../../../electron/backend/user-error';
import { temporaryFolders } from '../media/temporary-folder';
import { MENTOR, RECORDING, sampleContents, sampleReview, sampleSession } from './sample-contents';

const temporaryFolder = temporaryFolders();
let folder: string;
let path: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  path = join(folder, 'Ana.concordance');
});

async function write(changes: Partial<PackageContents> = {}, options = {}): Promise<number> {
  return writePackage(await sampleContents(folder, changes), path, join(folder, 'Ana.tmp'), options);
}

describe('a package', () => {
  it('brings everything to the other side as it was', async () => {
    const contents = await sampleContents(folder);
    const sizeBytes = await write();
    expect((await stat(path)).size).toBe(sizeBytes);
    const extracted = join(folder, 'extracted');
    const read = await readPackage(path, 'Ana.concordance', {
      chooseMediaPaths: async () => () => extracted,
    });
    expect(read.session).toEqual(contents.session);
    expect(read.framework).toEqual(contents.framework);
    expect(read.reviews).toEqual(contents.reviews);
    expect(read.manifest).toMatchObject({
      format: 'concordance',
      formatVersion: 2,
      sender: contents.sender,
      purpose: 'mentor',
      message: 'Please look at the agreement.',
      recording: 'whole',
      reviewWithheld: false,
    });
    expect(await readFile(extracted)).toEqual(RECORDING);
  });

  it('starts with its manifest, in clear, and stores the recording as it is', async () => {
    await write();
    const bytes = await readFile(path);
    expect(bytes.toString('latin1', 30, 43)).toBe('manifest.json');
    expect(bytes.includes(RECORDING)).toBe(true);
    expect(await looksLikePackage(path, 'renamed.zip')).toBe(true);
    const names = (await readPackage(path, 'Ana')).manifest.entries.map((entry) => entry.path);
    expect(names).toEqual([
      'session.json',
      'framework.json',
      `reviews/${sampleReview().id}.json`,
      'recording/recording.mp3',
    ]);
  });

  it('without the recording says that it is absent', async () => {
    const { recording: _, ...contents } = await sampleContents(folder);
    await writePackage(contents, path, join(folder, 'Ana.tmp'));
    const read = await readPackage(path, 'Ana', {
      chooseMediaPaths: async () => {
        throw new Error('there is nothing to extract');
      },
    });
    expect([read.manifest.recording, read.session.recording.storage]).toEqual(['none', 'absent']);
    expect((await stat(path)).size).toBeLessThan(50_000);
  });

  it('holds nothing that is the sender’s alone', async () => {
    const session = {
      ...sampleSession(),
      privateNotes: 'she cried',
      othersRevealedAt: '2026-01-01T00:00:00Z',
    };
    const { recording: _, ...contents } = await sampleContents(folder, { session });
    await writePackage({ ...contents, reviews: [] }, path, join(folder, 'Ana.tmp'));
    const { session: read } = await readPackage(path, 'Ana');
    expect(Object.keys(read)).not.toContain('privateNotes');
    expect(Object.keys(read)).not.toContain('othersRevealedAt');
  });

  it('can hold several reviews', async () => {
    const reviews = [
      sampleReview(),
      sampleReview({ id: sampleReview().id.replace('2', '3'), reviewer: MENTOR }),
    ];
    await write({ reviews });
    expect((await readPackage(path, 'Ana')).reviews).toEqual(reviews);
  });

  it('tells how far it is', async () => {
    const progress: number[] = [];
    await write({}, { onProgress: (written: number) => progress.push(written) });
    expect(progress.at(-1)).toBe(RECORDING.byteLength);
  });
});

describe('a package that cannot be written', () => {
  it('leaves nothing when the recording has changed', async () => {
    const contents = await sampleContents(folder);
    for (const damage of [
      () => writeFile(join(folder, 'Ana 3.MP3'), Buffer.concat([RECORDING, Buffer.from('x')])),
      () => truncate(join(folder, 'Ana 3.MP3'), RECORDING.byteLength - 1),
      () => writeFile(join(folder, 'Ana 3.MP3'), Buffer.alloc(RECORDING.byteLength)),
    ]) {
      await damage();
      const writing = writePackage(contents, path, join(folder, 'Ana.tmp'));
      await expect(writing).rejects.toThrow('“Ana 3.MP3” is not what it was when it was added');
      expect(await readdir(folder)).toEqual(['Ana 3.MP3']);
    }
  });

  it('leaves nothing when the recording is gone', async () => {
    const contents = await sampleContents(folder, {
      recording: { type: 'whole', path: join(folder, 'gone.mp3') },
    });
    const writing = writePackage(contents, path, join(folder, 'Ana.tmp'));
    await expect(writing).rejects.toThrow(UserError);
    expect(existsSync(path)).toBe(false);
  });

  it('leaves nothing when it is cancelled', async () => {
    const cancelling = new AbortController();
    const contents = await sampleContents(folder);
    const writing = writePackage(contents, path, join(folder, 'Ana.tmp'), {
      signal: cancelling.signal,
      onProgress: () => cancelling.abort(),
    });
    await expect(writing).rejects.toThrow();
    expect(await readdir(folder)).toEqual(['Ana 3.MP3']);
  });
});

describe('a package with wrong bytes', () => {
  const numRuns = process.env.SLOW ? 3_000 : 100;

  it('is refused, or brings exactly what was packed', async () => {
    await write();
    const original = await readFile(path);
    const packed = await readPackage(path, 'Ana');
    const extracted = join(folder, 'extracted');
    let count = 0;
    const position = fc.oneof(
      fc.nat(original.byteLength - 1),
      // The zip's own table, its end, and the manifest: where a change is least likely to be a matter of hashes.
      fc.integer({ min: original.byteLength - 600, max: original.byteLength - 1 }),
      fc.nat(2_000),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(position, fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 3 }),
        async (changes) => {
          const bytes = Buffer.from(original);
          for (const [at, mask] of changes) bytes[at] = (bytes[at] ?? 0) ^ mask;
          await writeFile(path, bytes);
          const target = `${extracted}-${count++}`;
          try {
            const read = await readPackage(path, 'Ana', { chooseMediaPaths: async () => () => target });
            expect(read).toEqual(packed);
            expect((await readFile(target)).equals(RECORDING)).toBe(true);
          } catch (error) {
            if (!(error instanceof UserError)) throw error;
          }
        },
      ),
      { numRuns },
    );
  });

  it('is refused wherever it is cut off', async () => {
    const { recording: _, ...contents } = await sampleContents(folder);
    await writePackage(contents, path, join(folder, 'Ana.tmp'));
    const original = await readFile(path);
    await fc.assert(
      fc.asyncProperty(fc.nat(original.byteLength - 1), async (length) => {
        await writeFile(path, original.subarray(0, length));
        await expect(readPackage(path, 'Ana')).rejects.toThrow(UserError);
      }),
      { numRuns: numRuns / 2 },
    );
  });
});
