import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { renameWithRetry, writeDurably } from '../../../../electron/backend/library/durable-write';
import { type FileSystem, nodeFileSystem } from '../../../../electron/backend/library/file-system';
import { makeFaultyFileSystem } from '../../../helpers/faulty-file-system';
import { temporaryFolders } from '../media/temporary-folder';

// Every write is synced to the disk, which may be busy with other tests.
vi.setConfig({ testTimeout: 60_000 });
const makeFolder = temporaryFolders();
const OLD = 'the old content '.repeat(40);
const NEW = 'the new content, longer '.repeat(60);

async function contentOf(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}

/** How many operations a write takes when all goes well. */
async function countOperations(before: string | undefined, keepBackup: boolean): Promise<number> {
  const { fileSystem, operations } = makeFaultyFileSystem();
  const path = join(await makeFolder(), 'document.json');
  if (before !== undefined) await writeFile(path, before);
  await writeDurably(fileSystem, path, NEW, { keepBackup });
  return operations.length;
}

describe.each([
  { before: OLD, keepBackup: true },
  { before: OLD, keepBackup: false },
  { before: undefined, keepBackup: true },
])('writing over $before, backup $keepBackup', ({ before, keepBackup }) => {
  it.each(['fails', 'dies'] as const)('leaves the old or the new whole wherever it %s', async (way) => {
    const count = await countOperations(before, keepBackup);
    expect(count).toBeGreaterThan(5);
    for (let at = 0; at <= count; at += 1) {
      const folder = await makeFolder();
      const path = join(folder, 'document.json');
      if (before !== undefined) await writeFile(path, before);
      const { fileSystem, operations } = makeFaultyFileSystem({ at, way });
      const outcome = await writeDurably(fileSystem, path, NEW, { keepBackup }).then(
        () => 'written',
        () => 'refused',
      );
      const where = `${way} at ${at}: ${operations[at]}`;
      expect([where, outcome === 'written' ? [NEW] : [before, NEW]]).toEqual([
        where,
        expect.arrayContaining([await contentOf(path)]),
      ]);
      expect([where, [undefined, OLD]]).toEqual([
        where,
        expect.arrayContaining([await contentOf(`${path}.bak`)]),
      ]);
      if (way === 'fails' && operations[at] !== 'rm') {
        const strays = (await readdir(folder)).filter((name) => name.endsWith('.tmp'));
        expect([where, strays]).toEqual([where, []]);
      }
      // Whatever was left behind does not stand in the way of the next write.
      await writeDurably(nodeFileSystem, path, NEW, { keepBackup });
      expect(await contentOf(path)).toBe(NEW);
    }
  });
});

describe('a write', () => {
  it('keeps what was there before as a backup', async () => {
    const path = join(await makeFolder(), 'document.json');
    for (const text of ['first', 'second', 'third']) {
      await writeDurably(nodeFileSystem, path, text, { keepBackup: true });
    }
    expect([await contentOf(path), await contentOf(`${path}.bak`)]).toEqual(['third', 'second']);
  });

  it('copies the backup on a disk without links', async () => {
    const path = join(await makeFolder(), 'document.json');
    await writeFile(path, OLD);
    const fileSystem: FileSystem = {
      ...nodeFileSystem,
      link: () => Promise.reject(Object.assign(new Error('no links here'), { code: 'EPERM' })),
    };
    await writeDurably(fileSystem, path, NEW, { keepBackup: true });
    expect([await contentOf(path), await contentOf(`${path}.bak`)]).toEqual([NEW, OLD]);
  });

  it('is on the disk before it takes its place, and its place before it is acknowledged', async () => {
    const { fileSystem, operations } = makeFaultyFileSystem();
    const path = join(await makeFolder(), 'document.json');
    await writeDurably(fileSystem, path, NEW, { keepBackup: false });
    expect(operations).toEqual([
      'open',
      'file.writeFile',
      'file.sync',
      'file.close',
      'rename',
      'open',
      'file.sync',
      'file.close',
    ]);
  });

  it.each([
    ['ENOSPC', /^The disk is full: “document.json” could not be saved\./],
    ['EROFS', /^“document.json” could not be saved because its folder cannot be written to/],
  ])('says in words what %s means', async (code, words) => {
    const { fileSystem } = makeFaultyFileSystem({ at: 1, way: 'fails', code });
    const path = join(await makeFolder(), 'document.json');
    await expect(writeDurably(fileSystem, path, NEW, { keepBackup: false })).rejects.toMatchObject({
      name: 'UserError',
      code: 'storage',
      message: expect.stringMatching(words),
    });
  });

  it('waits for a file that another program holds for a moment', async () => {
    const folder = await makeFolder();
    await writeFile(join(folder, 'a'), OLD);
    let refusals = 3;
    const fileSystem: FileSystem = {
      ...nodeFileSystem,
      rename: async (from, to) => {
        refusals -= 1;
        if (refusals >= 0) throw Object.assign(new Error('busy'), { code: 'EBUSY' });
        return nodeFileSystem.rename(from, to);
      },
    };
    await renameWithRetry(fileSystem, join(folder, 'a'), join(folder, 'b'));
    expect(await contentOf(join(folder, 'b'))).toBe(OLD);
  });
});
