import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { LibraryLayout } from '../../../../electron/backend/library/layout';
import { makeFaultyFileSystem } from '../../../helpers/faulty-file-system';
import { idOf, sampleReview } from '../exchange/sample-contents';
import { openLibrary, plantSession, sessionNumber } from '../library/test-library';
import { temporaryFolders } from '../media/temporary-folder';
import { FRAMEWORK, pathsOf, writing } from './backup-library';

// Every write is synced to the disk, which may be busy with other tests.
vi.setConfig({ testTimeout: 60_000 });
const makeFolder = temporaryFolders();

const SESSION_1 = `sessions/${idOf(1)}`;
const SESSION_2 = `sessions/${idOf(2)}`;

async function makeLibrary() {
  const folder = await makeFolder();
  await plantSession(folder, sessionNumber(1), [sampleReview()]);
  await plantSession(folder, sessionNumber(2));
  const layout = new LibraryLayout(folder);
  await writeFile(join(layout.session(idOf(1)).recording, 'recording.mp3'), new Uint8Array(50_000));
  await writeFile(join(layout.session(idOf(1)).cache, 'peaks.bin'), 'peaks');
  const opened = await openLibrary(folder);
  await opened.library.profile.save({ name: 'Tara', role: 'trainee', credential: '' });
  return { folder, layout, ...opened };
}

describe('a backup', () => {
  it('holds every document and neither recordings nor what can be made again', async () => {
    const { layout, library } = await makeLibrary();
    const made = await library.backups.make('daily');
    expect(made).toMatchObject({
      name: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
      sessions: 2,
      reviews: 1,
    });
    expect(await pathsOf(library.backups, made.name)).toEqual([
      'profile.json',
      `${SESSION_1}/reviews/${idOf(2)}.json`,
      `${SESSION_1}/session.json`,
      `${SESSION_2}/session.json`,
    ]);
    expect(await library.backups.list()).toEqual([made]);
    expect(await library.backups.isTodaysMissing()).toBe(false);
    expect(await readFile(join(library.backups.layout.backup(made.name), SESSION_1, 'session.json'))).toEqual(
      await readFile(layout.session(idOf(1)).document),
    );
    await library.close();
  });

  it('takes edits along that are still in the journal', async () => {
    const { library } = await makeLibrary();
    const reviewId = await library.desk.start(idOf(2), FRAMEWORK);
    await library.desk.append(reviewId, [writing(1, 'Presence')]);
    const { name } = await library.backups.make('asked');
    await library.desk.append(reviewId, [writing(2, 'Silence', 'Presence')]);
    const path = join(library.backups.layout.backup(name), SESSION_2, 'reviews', `${reviewId}.json`);
    expect(JSON.parse(await readFile(path, 'utf8')).review.content.feedback).toEqual({
      strengths: 'Presence',
    });
    expect((await library.desk.open(reviewId)).review.content.feedback).toEqual({ strengths: 'Silence' });
    await library.close();
  });

  it('shares what did not change with the backup before, and nothing with the library', async () => {
    const { layout, library } = await makeLibrary();
    const first = await library.backups.make('daily');
    await library.updateSession(idOf(2), { title: 'Renamed' });
    const second = await library.backups.make('asked');
    const inodeOf = async (name: string, path: string) =>
      (await stat(join(library.backups.layout.backup(name), path))).ino;
    for (const path of [`${SESSION_1}/session.json`, 'profile.json']) {
      expect(await inodeOf(second.name, path)).toBe(await inodeOf(first.name, path));
      expect(await inodeOf(second.name, path)).not.toBe((await stat(join(layout.root, path))).ino);
    }
    const changed = `${SESSION_2}/session.json`;
    expect(await inodeOf(second.name, changed)).not.toBe(await inodeOf(first.name, changed));
    await library.close();
  });

  it('is made of true copies where the backup before is damaged', async () => {
    const { library } = await makeLibrary();
    const first = await library.backups.make('daily');
    const path = join(library.backups.layout.backup(first.name), SESSION_1, 'session.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace('Session', 'Sassion'));
    const second = await library.backups.make('asked');
    await pathsOf(library.backups, second.name);
    await expect(pathsOf(library.backups, first.name)).rejects.toThrow('damaged');
    await library.close();
  });

  it('that fails leaves the earlier ones and nothing of itself', async () => {
    const folder = await makeFolder();
    await plantSession(folder, sessionNumber(1));
    const { library: first } = await openLibrary(folder);
    const { name } = await first.backups.make('daily');
    await first.close();
    const faulty = makeFaultyFileSystem();
    const { library } = await openLibrary(folder, faulty.fileSystem);
    // The first thing that it writes; what it only reads fails with other words.
    const write = (operation: string) => operation === 'file.writeFile' || operation === 'copyFile';
    const begun = faulty.operations.length;
    const { name: second } = await library.backups.make('asked');
    const offset = faulty.operations.slice(begun).findIndex(write);
    expect(offset).toBeGreaterThan(0);
    await rm(join(library.layout.backups, second), { recursive: true });
    faulty.arm({ at: faulty.operations.length + offset, way: 'fails', code: 'ENOSPC' });
    await expect(library.backups.make('asked')).rejects.toThrow(/^The disk is full/);
    expect(await readdir(library.layout.backups)).toEqual([name]);
    await library.close();
  });

  it('that cannot be read is listed as such, and restored from by nobody', async () => {
    const { library } = await makeLibrary();
    await mkdir(join(library.layout.backups, '2026-01-01'), { recursive: true });
    await mkdir(join(library.layout.backups, '2026-01-02'));
    const hostile = { schemaVersion: 1, madeAt: '2026-01-02T00:00:00.000Z', reason: 'daily' };
    const files = [{ path: '../profile.json', sizeBytes: 1, sha256: '0'.repeat(64) }];
    await writeFile(
      join(library.layout.backups, '2026-01-02', 'backup.json'),
      JSON.stringify({ ...hostile, files }),
    );
    expect(await library.backups.list()).toEqual([
      { name: '2026-01-02', state: 'unreadable' },
      { name: '2026-01-01', state: 'unreadable' },
    ]);
    await expect(library.backups.open('2026-01-02')).rejects.toMatchObject({ code: 'storage' });
    await expect(library.backups.open('2026-01-03')).rejects.toMatchObject({ code: 'not-found' });
    await library.close();
  });
});

describe('a session that is to be forgotten', () => {
  it('is in no backup any more, and each is whole without it', async () => {
    const { library } = await makeLibrary();
    const names = [await library.backups.make('daily'), await library.backups.make('asked')].map(
      ({ name }) => name,
    );
    await library.backups.forgetSession(idOf(1));
    for (const name of names) {
      expect(await pathsOf(library.backups, name)).toEqual(['profile.json', `${SESSION_2}/session.json`]);
      const opened = await library.backups.open(name);
      expect(await library.backups.isForgotten(idOf(1), opened)).toBe(true);
      expect(await library.backups.isForgotten(idOf(2), opened)).toBe(false);
    }
    await library.close();
  });

  it('is taken out of a backup that is being made at that moment', async () => {
    const { library } = await makeLibrary();
    const making = library.backups.make('daily');
    await library.backups.forgetSession(idOf(1));
    const { name } = await making;
    expect(await pathsOf(library.backups, name)).toEqual(['profile.json', `${SESSION_2}/session.json`]);
    await library.close();
  });

  it('is in later backups as it is by then', async () => {
    const { library } = await makeLibrary();
    await library.backups.forgetSession(idOf(1));
    const { name } = await library.backups.make('daily');
    expect(await library.backups.isForgotten(idOf(1), await library.backups.open(name))).toBe(false);
    await library.close();
  });

  it('is forgotten wherever a crash cuts the forgetting off', async () => {
    for (let at = 0; ; at += 1) {
      const { folder, library } = await makeLibrary();
      const { name } = await library.backups.make('daily');
      await library.close();
      const counting = makeFaultyFileSystem();
      const opened = await openLibrary(folder, counting.fileSystem);
      const start = counting.operations.length;
      await opened.library.close();
      const faulty = makeFaultyFileSystem({ at: start + at, way: 'dies' });
      const dying = await openLibrary(folder, faulty.fileSystem);
      const forgets = await dying.library.backups.forgetSession(idOf(1)).then(
        () => true,
        () => false,
      );
      // The dead process gives its lock back in its own way only.
      await rm(library.layout.lock, { force: true });
      const reopened = await openLibrary(folder);
      const paths = await pathsOf(reopened.library.backups, name);
      const isWhole = paths.some((path) => path.startsWith(SESSION_1));
      if (forgets) expect(isWhole).toBe(false);
      // Before the list says so, nothing was promised and nothing was taken out.
      if (isWhole) expect(paths).toHaveLength(4);
      else expect(paths).toEqual(['profile.json', `${SESSION_2}/session.json`]);
      await reopened.library.close();
      if (forgets) break;
    }
  });

  it('goes for good with the trash', async () => {
    const { library } = await makeLibrary();
    const { name } = await library.backups.make('daily');
    await library.moveToTrash(idOf(1));
    await library.emptyTrash();
    expect(await pathsOf(library.backups, name)).toEqual(['profile.json', `${SESSION_2}/session.json`]);
    await library.close();
  });
});
