import { cp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FileSystem, nodeFileSystem } from '../../../../electron/backend/library/file-system';
import { LibraryLayout } from '../../../../electron/backend/library/layout';
import { makeFaultyFileSystem } from '../../../helpers/faulty-file-system';
import { idOf, sampleReview } from '../exchange/sample-contents';
import { temporaryFolders } from '../media/temporary-folder';
import { openLibrary, plantSession, readJson, sessionNumber, titlesOf } from './test-library';

const makeFolder = temporaryFolders();

/** A library of three sessions, the first with a review, that was opened and closed. */
async function makeLibrary(): Promise<string> {
  const folder = await makeFolder();
  await plantSession(folder, sessionNumber(1), [sampleReview()]);
  await plantSession(folder, sessionNumber(2));
  await plantSession(folder, sessionNumber(3));
  const { library } = await openLibrary(folder);
  await library.close();
  return folder;
}

const ALL = ['Session 1', 'Session 2', 'Session 3'];

describe('the index of a library', () => {
  it('is built from the folders, and kept', async () => {
    const folder = await makeLibrary();
    const index = await readJson(join(folder, 'library.json'));
    expect(index).toMatchObject({ schemaVersion: 2, sessions: { count: 3 } });
    const { library } = await openLibrary(folder);
    expect(titlesOf(library)).toEqual(ALL);
    expect(library.index.find(idOf(1))?.reviews).toMatchObject([{ id: idOf(2), status: 'submitted' }]);
    await library.close();
    expect(await readJson(join(folder, 'library.json'))).toEqual(index);
  });

  it('is all that is read while nothing changed', async () => {
    const folder = await makeLibrary();
    const { fileSystem, operations } = makeFaultyFileSystem();
    const { library } = await openLibrary(folder, fileSystem);
    const reads = operations.filter((name) => name === 'readFile');
    await library.close();
    await plantSession(folder, sessionNumber(4));
    const second = makeFaultyFileSystem();
    const reopened = await openLibrary(folder, second.fileSystem);
    // One more, for the session that came.
    expect(second.operations.filter((name) => name === 'readFile')).toHaveLength(reads.length + 1);
    await reopened.library.close();
  });

  it.each([
    ['missing', undefined, undefined],
    ['damaged', '{"schemaVersion":1,', undefined],
    ['damaged with its backup', 'x', 'y'],
    ['of zeros', '\0\0\0', '\0\0\0'],
  ])('that is %s is built anew', async (_what, text, backup) => {
    const folder = await makeLibrary();
    const path = join(folder, 'library.json');
    for (const [place, content] of [
      [path, text],
      [`${path}.bak`, backup],
    ] as const) {
      if (content === undefined) await rm(place, { force: true });
      else await writeFile(place, content);
    }
    const { library } = await openLibrary(folder);
    expect(titlesOf(library)).toEqual(ALL);
    expect(library.index.findReview(idOf(2))).toBeDefined();
    await library.close();
    expect(await readJson(path)).toMatchObject({ sessions: { count: 3 } });
  });

  it('sees what was changed outside while the library was closed', async () => {
    const folder = await makeLibrary();
    const layout = new LibraryLayout(folder);
    // As editors and sync programs do: a new file that takes the old one's place.
    const changed = join(layout.session(idOf(2)).root, 'session.json.new');
    await writeFile(changed, JSON.stringify(sessionNumber(2, { title: 'Renamed outside' })));
    await rename(changed, layout.session(idOf(2)).document);
    await rm(layout.session(idOf(3)).root, { recursive: true });
    await plantSession(folder, sessionNumber(4));
    await cp(
      layout.session(idOf(1)).review(idOf(2)),
      join(layout.session(idOf(4)).reviews, `${idOf(2)}.json`),
    );
    const { library } = await openLibrary(folder);
    expect(titlesOf(library)).toEqual(['Renamed outside', 'Session 1', 'Session 4']);
    expect(library.index.find(idOf(4))?.reviews).toHaveLength(1);
    await library.close();
  });

  it('does not mind what is no session', async () => {
    const folder = await makeLibrary();
    await writeFile(join(folder, 'sessions', '.DS_Store'), 'x');
    await writeFile(join(folder, 'sessions', idOf(77)), 'a file where a folder should be');
    await plantSession(folder, { ...sessionNumber(5), schemaVersion: 3 as 2, recording: {} as never });
    const { library, notices } = await openLibrary(folder);
    expect(titlesOf(library)).toEqual(ALL);
    expect(notices).toEqual([expect.stringContaining('saved by a newer version of Concordance')]);
    await library.close();
  });

  it('lists a session whose file was damaged, from its backup, and says so', async () => {
    const folder = await makeLibrary();
    const first = await openLibrary(folder);
    await first.library.updateSession(idOf(1), { title: 'Renamed here' });
    await first.library.close();
    const { document } = new LibraryLayout(folder).session(idOf(1));
    await rm(document);
    await writeFile(document, '{"schemaVersion":1,"id"');
    const { library, notices } = await openLibrary(folder);
    expect(titlesOf(library)).toEqual(ALL);
    expect(notices).toEqual([expect.stringMatching(/damaged.*session\.json\.corrupt-/)]);
    expect(await library.sessions.get(idOf(1))).toMatchObject({ title: 'Session 1' });
    await library.close();
  });

  it('lists a review whose file was damaged, from its backup, and says so', async () => {
    const folder = await makeLibrary();
    const first = await openLibrary(folder);
    await first.library.profile.save({ name: 'Tara', role: 'trainee', credential: '' });
    const reference = { id: 'agreements-and-partnering', edition: '1' };
    const reviewId = await first.library.desk.start(idOf(1), reference);
    await first.library.desk.revealOthers(idOf(1));
    await first.library.close();
    const path = new LibraryLayout(folder).session(idOf(1)).review(reviewId);
    await rm(path);
    await writeFile(path, '');
    const { library, notices } = await openLibrary(folder);
    expect(library.desk.summary(reviewId)).toMatchObject({ status: 'draft', independent: true });
    expect(notices).toEqual([expect.stringMatching(/damaged.*\.json\.corrupt-/)]);
    await library.close();
  });

  it('says of a session without a backup where its damaged file was kept', async () => {
    const folder = await makeLibrary();
    const layout = new LibraryLayout(folder).session(idOf(3));
    await rm(layout.document);
    await writeFile(layout.document, 'damaged');
    const { library, notices } = await openLibrary(folder);
    expect(titlesOf(library)).toEqual(ALL.slice(0, 2));
    const [aside] = (await readdir(layout.root)).filter((name) => name.includes('.corrupt-'));
    expect(notices).toEqual([expect.stringContaining(`It was kept as “${aside}”`)]);
    await library.close();
  });

  it('lists what a program copied that leaves out empty folders, and works with it', async () => {
    const folder = await makeFolder();
    const layout = new LibraryLayout(folder).session(idOf(1));
    await plantSession(folder, sessionNumber(1));
    for (const part of [layout.reviews, layout.recording, layout.cache]) await rm(part, { recursive: true });
    const { library } = await openLibrary(folder);
    expect(titlesOf(library)).toEqual(['Session 1']);
    await library.profile.save({ name: 'Tara', role: 'trainee', credential: '' });
    const reviewId = await library.desk.start(idOf(1), { id: 'agreements-and-partnering', edition: '1' });
    expect(library.desk.summary(reviewId)).toMatchObject({ status: 'draft' });
    await library.close();
  });

  it('says of a newer review once that it cannot be read, and leaves it as it is', async () => {
    const folder = await makeLibrary();
    const path = new LibraryLayout(folder).session(idOf(3)).review(idOf(8));
    const newer = JSON.stringify({ schemaVersion: 3, review: 'of another form' });
    await writeFile(path, newer);
    const { library, notices } = await openLibrary(folder);
    await library.updateSession(idOf(3), { title: 'Session 3' });
    expect(notices).toEqual([expect.stringContaining(`The review ${idOf(8)}.json was saved by a newer`)]);
    expect(await readFile(path, 'utf8')).toBe(newer);
    await library.close();
  });

  it('that cannot be saved, the disk being full, does not keep the library from opening', async () => {
    const folder = await makeLibrary();
    await plantSession(folder, sessionNumber(4));
    let isFull = true;
    const fileSystem: FileSystem = {
      ...nodeFileSystem,
      open: async (path, ...words) => {
        if (isFull && String(path).includes('library.json')) {
          throw Object.assign(new Error('full'), { code: 'ENOSPC' });
        }
        return nodeFileSystem.open(path, ...words);
      },
    };
    const { library, errors } = await openLibrary(folder, fileSystem);
    expect(titlesOf(library)).toEqual([...ALL, 'Session 4']);
    expect(errors).toEqual(['The index could not be saved']);
    isFull = false;
    await library.close();
    expect(await readJson(join(folder, 'library.json'))).toMatchObject({ sessions: { count: 4 } });
  });
});
