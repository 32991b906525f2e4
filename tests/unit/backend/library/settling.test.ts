import { copyFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type FileSystem, nodeFileSystem } from '../../../../electron/backend/library/file-system';
import { LibraryLayout } from '../../../../electron/backend/library/layout';
import type { Library } from '../../../../electron/backend/library/library';
import { idOf } from '../exchange/sample-contents';
import { temporaryFolders } from '../media/temporary-folder';
import { beginOpening, openLibrary, plantSession, readJson, sessionNumber, titlesOf } from './test-library';

const makeFolder = temporaryFolders();

/** A library of sessions that was opened and closed. */
async function makeLibrary(numbers: readonly number[]): Promise<string> {
  const folder = await makeFolder();
  for (const number of numbers) await plantSession(folder, sessionNumber(number));
  const { library } = await openLibrary(folder);
  await library.close();
  return folder;
}

/** Puts a new document in the place of a session's, as editors and sync programs do. */
async function renameOutside(folder: string, number: number, title: string): Promise<void> {
  const { document } = new LibraryLayout(folder).session(idOf(number));
  await writeFile(`${document}.new`, JSON.stringify(sessionNumber(number, { title })));
  await rename(`${document}.new`, document);
}

/** The real file system, whose looks at sessions' folders wait until they are let go. */
function holdingBack(folder: string) {
  const gate = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  const { sessions } = new LibraryLayout(folder);
  const reads: string[] = [];
  const hold = async (path: unknown) => {
    if (!String(path).startsWith(sessions)) return;
    reached.resolve();
    await gate.promise;
  };
  const fileSystem = {
    ...nodeFileSystem,
    stat: async (path: string) => {
      await hold(path);
      return nodeFileSystem.stat(path);
    },
    readFile: async (path: string, encoding: 'utf8') => {
      reads.push(path);
      return nodeFileSystem.readFile(path, encoding);
    },
  } as FileSystem;
  return { fileSystem, reached: reached.promise, letGo: () => gate.resolve(), reads };
}

/** What the page would be answered when it asks for all sessions. */
function listed(library: Library): { titles: Promise<string[]>; isAnswered: () => boolean } {
  let isAnswered = false;
  const titles = library.turnstile.pass(() => {
    isAnswered = true;
    return titlesOf(library);
  });
  return { titles, isAnswered: () => isAnswered };
}

describe('a library that is being opened', () => {
  it('knows at once what it listed last; whoever asks for all sessions hears what the folders hold', async () => {
    const folder = await makeLibrary([1, 2, 3]);
    await renameOutside(folder, 2, 'Renamed outside');
    await rm(new LibraryLayout(folder).session(idOf(3)).root, { recursive: true });
    await plantSession(folder, sessionNumber(4));

    const { fileSystem, reached, letGo } = holdingBack(folder);
    const { library, notices } = await beginOpening(folder, fileSystem);
    const answer = listed(library);
    await reached;
    await nextTurn();
    expect(answer.isAnswered()).toBe(false);
    expect(titlesOf(library)).toEqual(expect.arrayContaining(['Session 1', 'Session 2']));
    letGo();
    const now = ['Renamed outside', 'Session 1', 'Session 4'];
    expect(await answer.titles).toEqual(now);
    expect(notices).toEqual([]);
    await library.close();
    expect(await readJson(join(folder, 'library.json'))).toMatchObject({ sessions: { count: 3 } });
    const again = await beginOpening(folder);
    expect(titlesOf(again.library)).toEqual(now);
    await again.library.close();
  });

  it('is not open before its folders are read where the index was lost', async () => {
    const folder = await makeLibrary([1, 2]);
    await rm(join(folder, 'library.json'));
    await rm(join(folder, 'library.json.bak'), { force: true });
    const { fileSystem, reached, letGo } = holdingBack(folder);
    const opening = beginOpening(folder, fileSystem);
    expect(await Promise.race([opening, reached.then(() => 'at the folders')])).toBe('at the folders');
    letGo();
    const { library } = await opening;
    expect(titlesOf(library)).toEqual(['Session 1', 'Session 2']);
    await library.close();
  });

  it('takes nothing from the index of another library but for as long as it settles', async () => {
    const folder = await makeLibrary([1, 2]);
    const foreign = await makeFolder();
    await plantSession(foreign, sessionNumber(1, { title: 'Of the other library' }));
    await plantSession(foreign, sessionNumber(7));
    await openLibrary(foreign).then(({ library }) => library.close());
    await copyFile(join(foreign, 'library.json'), join(folder, 'library.json'));
    const { library } = await beginOpening(folder);
    expect(await listed(library).titles).toEqual(['Session 1', 'Session 2']);
    await library.close();
  });

  it('can be closed before it has settled, and goes on with that at the next start', async () => {
    const numbers = Array.from({ length: 60 }, (_, index) => index + 1);
    const folder = await makeLibrary(numbers);
    for (const number of numbers) await renameOutside(folder, number, `New ${number}`);
    const { fileSystem, reached, letGo, reads } = holdingBack(folder);
    const { library } = await beginOpening(folder, fileSystem);
    void library.settled();
    await reached;
    const closing = library.close();
    letGo();
    await closing;
    expect(reads.filter((path) => path.endsWith('session.json')).length).toBeLessThan(numbers.length / 2);
    const reopened = await openLibrary(folder);
    expect(titlesOf(reopened.library)).toEqual(numbers.map((number) => `New ${number}`).sort());
    await reopened.library.close();
  });

  it('says that the list may be out of date where the folders cannot be looked at, and stays open', async () => {
    const folder = await makeLibrary([1, 2]);
    const layout = new LibraryLayout(folder);
    const fileSystem = {
      ...nodeFileSystem,
      readdir: async (path: string) => {
        if (path === layout.sessions) throw Object.assign(new Error('unreadable'), { code: 'EIO' });
        return nodeFileSystem.readdir(path);
      },
    } as FileSystem;
    const { library, notices, errors } = await openLibrary(folder, fileSystem);
    expect(titlesOf(library)).toEqual(['Session 1', 'Session 2']);
    expect(notices).toEqual([expect.stringMatching(/could not be compared with the folders/)]);
    expect(errors).toContain('The list was not compared with the folders');
    expect(await library.sessions.get(idOf(1))).toMatchObject({ title: 'Session 1' });
    await library.close();
  });
});
