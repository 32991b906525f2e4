import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { inspectBackup } from '../../../../electron/backend/care/restore';
import { nodeFileSystem } from '../../../../electron/backend/library/file-system';
import { LibraryLayout } from '../../../../electron/backend/library/layout';
import { FRAMEWORK, textsBelow, textsBesideIndex, writing } from '../care/backup-library';
import { idOf, sampleReview } from '../exchange/sample-contents';
import { temporaryFolders } from '../media/temporary-folder';
import { openLibrary, plantSession, sessionNumber, titlesOf } from './test-library';

// Every write is synced to the disk, which may be busy with other tests.
vi.setConfig({ testTimeout: 60_000 });
const makeFolder = temporaryFolders();

function openForReading(folder: string) {
  return openLibrary(folder, nodeFileSystem, undefined, 'reading');
}

/** A library of two sessions, one with a review. */
async function makeFiles() {
  const folder = await makeFolder();
  await plantSession(folder, sessionNumber(1), [sampleReview()]);
  await plantSession(folder, sessionNumber(2));
  return { folder, layout: new LibraryLayout(folder) };
}

describe('a library that is open for reading beside the one who has it', () => {
  it('shows what was acknowledged, also what is still in a journal, and changes no file', async () => {
    const { folder } = await makeFiles();
    const { library } = await openLibrary(folder);
    await library.profile.save({ name: 'Tara', role: 'trainee', credential: '' });
    const { name } = await library.backups.make('daily');
    const reviewId = await library.desk.start(idOf(2), FRAMEWORK);
    await library.desk.append(reviewId, [writing(1, 'Presence')]);
    const before = await textsBesideIndex(folder);

    const { library: reader, notices } = await openForReading(folder);
    expect(reader.readOnlyReason).toMatch(
      new RegExp(
        `open for reading only, since another Concordance \\(process ${process.pid}, since .*has it`,
      ),
    );
    expect(titlesOf(reader)).toEqual(['Session 1', 'Session 2']);
    const opened = await reader.desk.open(reviewId);
    expect(opened).toMatchObject({
      readOnly: true,
      review: { content: { feedback: { strengths: 'Presence' } } },
    });
    expect((await inspectBackup(reader, name)).sessions).toHaveLength(2);
    expect(notices).toEqual([]);

    await library.desk.append(reviewId, [writing(2, 'Silence', 'Presence')]);
    await library.updateSession(idOf(2), { title: 'Renamed' });
    await reader.reread();
    expect(titlesOf(reader)).toEqual(['Renamed', 'Session 1']);
    expect((await reader.desk.open(reviewId)).review.content.feedback).toEqual({ strengths: 'Silence' });
    await library.updateSession(idOf(2), { title: 'Session 2' });
    await reader.close();
    const after = await textsBesideIndex(folder);
    expect(Object.keys(after).sort()).toEqual(
      [...new Set([...Object.keys(before), `sessions/${idOf(2)}/session.json.bak`])].sort(),
    );
    await library.close();
  });

  it('refuses every change with the reason', async () => {
    const { folder } = await makeFiles();
    const { library } = await openLibrary(folder);
    await library.profile.save({ name: 'Tara', role: 'trainee', credential: '' });
    const reviewId = await library.desk.start(idOf(2), FRAMEWORK);
    const { library: reader } = await openForReading(folder);
    const before = await textsBesideIndex(folder);
    for (const attempt of [
      () => reader.profile.save({ name: 'Other', role: 'mentor', credential: '' }),
      () => reader.updateSession(idOf(1), { title: 'Renamed' }),
      () => reader.moveToTrash(idOf(1)),
      () => reader.desk.start(idOf(1), FRAMEWORK),
      () => reader.desk.append(reviewId, [writing(1, 'Presence')]),
      () => reader.desk.discard(reviewId),
      () => reader.desk.revealOthers(idOf(1)),
      () => reader.backups.make('asked'),
      () => reader.backups.forgetSession(idOf(1)),
    ]) {
      await expect(attempt()).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringMatching(
          /^This library is open for reading only, since .*Nothing was changed\.$/,
        ),
      });
    }
    await reader.close();
    expect(await textsBesideIndex(folder)).toEqual(before);
    await library.close();
  });
});

describe('a library that is opened for reading', () => {
  it('is recovered in memory only, and what was recovered is told with its time', async () => {
    const { folder, layout } = await makeFiles();
    const { library } = await openLibrary(folder);
    await library.updateSession(idOf(1), { title: 'Renamed' });
    await library.close();
    await writeFile(layout.session(idOf(1)).document, '{"schema');
    await writeFile(layout.index, 'damaged');
    const before = await textsBelow(folder);
    const { library: reader, notices } = await openForReading(folder);
    expect(titlesOf(reader)).toEqual(['Session 1', 'Session 2']);
    expect(notices).toContainEqual(
      expect.stringMatching(
        /is damaged\. Its version of \d+ \w+ \d{4} at \d\d:\d\d is shown; nothing was changed/,
      ),
    );
    await reader.close();
    expect(await textsBelow(folder)).toEqual(before);
  });

  it('is refused in the middle of a restore, and where there is no library', async () => {
    const { folder, layout } = await makeFiles();
    await mkdir(layout.restoring);
    const intent = { schemaVersion: 1, backup: '2026-11-22', place: [], remove: [] };
    await writeFile(join(layout.restoring, 'intent.json'), JSON.stringify(intent));
    await expect(openForReading(folder)).rejects.toThrow(/^A restore from a backup is under way/);
    await rm(layout.restoring, { recursive: true });
    const empty = await makeFolder();
    await expect(openForReading(empty)).rejects.toMatchObject({ code: 'not-found' });
    expect(await readdir(empty)).toEqual([]);
  });
});
