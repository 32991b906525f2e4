import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LibraryLayout } from '../../../../electron/backend/library/layout';
import { idOf, sampleReview } from '../exchange/sample-contents';
import { temporaryFolders } from '../media/temporary-folder';
import { openLibrary, plantSession, sessionNumber, titlesOf } from './test-library';

const makeFolder = temporaryFolders();

async function makeLibrary() {
  const folder = await makeFolder();
  await plantSession(folder, sessionNumber(1), [sampleReview()]);
  await plantSession(folder, sessionNumber(2));
  const layout = new LibraryLayout(folder);
  await writeFile(join(layout.session(idOf(1)).recording, 'recording.mp3'), new Uint8Array(50_000));
  return { folder, layout, ...(await openLibrary(folder)) };
}

describe('the trash', () => {
  it('takes a session out of the list with everything of it, and gives it back', async () => {
    const { folder, layout, library } = await makeLibrary();
    await library.moveToTrash(idOf(1));
    expect(titlesOf(library)).toEqual(['Session 2']);
    await expect(library.sessions.get(idOf(1))).rejects.toMatchObject({ code: 'not-found' });
    expect(library.index.findReview(idOf(2))).toBeUndefined();
    expect(await library.index.readTrash()).toMatchObject([
      { session: { title: 'Session 1', reviews: [{ id: idOf(2) }] }, trashedAt: expect.any(String) },
    ]);
    await library.close();

    const { library: again } = await openLibrary(folder);
    expect(titlesOf(again)).toEqual(['Session 2']);
    await again.restore(idOf(1));
    expect(titlesOf(again)).toEqual(['Session 1', 'Session 2']);
    const session = await again.sessions.get(idOf(1));
    expect(session).toEqual(sessionNumber(1));
    expect(await readdir(layout.session(idOf(1)).recording)).toEqual(['recording.mp3']);
    expect(await again.index.readTrash()).toEqual([]);
    await again.close();
  });

  it('is emptied for good, and what was deleted is said', async () => {
    const { layout, library } = await makeLibrary();
    await library.moveToTrash(idOf(1));
    const [deleted, ...others] = await library.emptyTrash();
    expect(deleted).toMatchObject({ title: 'Session 1', reviews: 1 });
    expect(deleted?.sizeBytes).toBeGreaterThan(50_000);
    expect(others).toEqual([]);
    expect(await readdir(layout.trash)).toEqual([]);
    await expect(library.restore(idOf(1))).rejects.toMatchObject({ code: 'not-found' });
    expect(await library.emptyTrash()).toEqual([]);
    await library.close();
  });

  it('emptied leaves no recording behind, whatever state its folders are in', async () => {
    const { layout, library } = await makeLibrary();
    // As when emptying was cut off after the session's own file was gone, or that file was damaged.
    await library.moveToTrash(idOf(1));
    await rm(layout.trashedSession(idOf(1)).document);
    await library.moveToTrash(idOf(2));
    await writeFile(layout.trashedSession(idOf(2)).document, 'damaged');
    await mkdir(layout.trashedSession(idOf(3)).root);
    const deleted = await library.emptyTrash();
    expect(await readdir(layout.trash)).toEqual([]);
    expect(deleted).toHaveLength(3);
    expect(Math.max(...deleted.map(({ sizeBytes }) => sizeBytes))).toBeGreaterThan(50_000);
    await library.close();
  });

  it('takes a review with its unfolded edits along', async () => {
    const { library } = await makeLibrary();
    await library.profile.save({ name: 'Tara', role: 'trainee', credential: '' });
    const reviewId = await library.desk.start(idOf(2), { id: 'agreements-and-partnering', edition: '1' });
    const at = '2026-11-22T18:00:00.000Z';
    const changes = [{ collection: 'feedback' as const, key: 'strengths' as const, after: 'Presence' }];
    await library.desk.append(reviewId, [
      { type: 'edit', seq: 1, step: { id: idOf(40), label: 'Write', at, changes } },
    ]);
    await library.moveToTrash(idOf(2));
    await expect(library.desk.open(reviewId)).rejects.toMatchObject({ code: 'not-found' });
    await library.restore(idOf(2));
    expect((await library.desk.open(reviewId)).review.content.feedback).toEqual({ strengths: 'Presence' });
    await library.close();
  });
});

describe('a session that is gone', () => {
  it('is said to be so', async () => {
    const { library } = await makeLibrary();
    for (const attempt of [
      () => library.moveToTrash(idOf(9)),
      () => library.restore(idOf(9)),
      () => library.updateSession(idOf(9), { title: 'x' }),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: 'not-found' });
    }
    await library.close();
  });
});
