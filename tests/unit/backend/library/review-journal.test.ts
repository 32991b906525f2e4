import { appendFile, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '#shared/history/review-history';
import { nodeFileSystem } from '../../../../electron/backend/library/file-system';
import { ReviewJournal } from '../../../../electron/backend/library/review-journal';
import { makeFaultyFileSystem } from '../../../helpers/faulty-file-system';
import { idOf } from '../../scoring/contents';
import { temporaryFolders } from '../media/temporary-folder';

const makeFolder = temporaryFolders();

const ENTRIES: JournalEntry[] = [1, 2, 3].map((seq) => ({ type: 'undo', seq, stepId: idOf(seq) }));

async function makeJournal(entries: readonly JournalEntry[] = ENTRIES): Promise<ReviewJournal> {
  const journal = new ReviewJournal(nodeFileSystem, join(await makeFolder(), 'review.journal'));
  for (const entry of entries) await journal.append([entry]);
  await journal.close();
  return journal;
}

describe('a journal', () => {
  it('that is not there holds nothing', async () => {
    expect(await (await makeJournal([])).read()).toEqual({ entries: [], torn: false });
  });

  it('holds what was appended, in order, one line an entry', async () => {
    const journal = await makeJournal();
    expect(await journal.read()).toEqual({ entries: ENTRIES, torn: false });
    expect((await readFile(journal.path, 'utf8')).split('\n')).toHaveLength(ENTRIES.length + 1);
  });

  it('whose last line is torn anywhere holds what came before', async () => {
    const { path } = await makeJournal();
    const whole = await readFile(path, 'utf8');
    const lastLineAt = whole.lastIndexOf('\n', whole.length - 2) + 1;
    for (let length = whole.length - 1; length > lastLineAt; length -= 1) {
      await truncate(path, length);
      const journal = new ReviewJournal(nodeFileSystem, path);
      expect(await journal.read()).toEqual({ entries: ENTRIES.slice(0, 2), torn: true });
    }
    await truncate(path, lastLineAt);
    expect(await new ReviewJournal(nodeFileSystem, path).read()).toEqual({
      entries: ENTRIES.slice(0, 2),
      torn: false,
    });
  });

  it.each(['\0\0\0\0\0\0', '\0\0\0\0\n', '{"type":"undo"}\n', '\n'])(
    'that ends in %j, as after a power cut, holds what came before',
    async (rest) => {
      const journal = await makeJournal();
      await appendFile(journal.path, rest);
      expect(await journal.read()).toEqual({ entries: ENTRIES, torn: true });
    },
  );

  it('is on the disk, with its name in the folder, before an append is acknowledged', async () => {
    const { fileSystem, operations } = makeFaultyFileSystem();
    const journal = new ReviewJournal(fileSystem, join(await makeFolder(), 'review.journal'));
    await journal.append(ENTRIES.slice(0, 1));
    expect(operations).toEqual([
      'open',
      'open',
      'file.sync',
      'file.close',
      'file.appendFile',
      'file.datasync',
    ]);
    operations.length = 0;
    await journal.append(ENTRIES.slice(1));
    expect(operations).toEqual(['file.appendFile', 'file.datasync']);
    await journal.close();
  });

  it('says in words that the disk is full', async () => {
    const { fileSystem } = makeFaultyFileSystem({ at: 4, way: 'fails', code: 'ENOSPC' });
    const journal = new ReviewJournal(fileSystem, join(await makeFolder(), 'review.journal'));
    await expect(journal.append(ENTRIES)).rejects.toThrow(/^The disk is full: “review\.journal”/);
    await journal.close();
  });

  it('set aside is kept under the name that is returned', async () => {
    const journal = await makeJournal();
    const name = await journal.moveAside(new Date('2026-11-22T18:30:00.000Z'));
    expect(await readdir(join(journal.path, '..'))).toEqual([name]);
    expect(name).toBe('review.journal.corrupt-2026-11-22T18-30-00.000Z');
  });

  it('cleared is gone, and begins anew with the next append', async () => {
    const journal = await makeJournal();
    await journal.clear();
    expect(await readdir(join(journal.path, '..'))).toEqual([]);
    await writeFile(`${journal.path}.other`, '');
    await journal.append(ENTRIES.slice(2));
    expect((await journal.read()).entries).toEqual(ENTRIES.slice(2));
    await journal.close();
  });
});
