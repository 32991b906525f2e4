import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { inspectBackup, restoreBackup } from '../../../../electron/backend/care/restore';
import { nodeFileSystem } from '../../../../electron/backend/library/file-system';
import { LibraryLayout } from '../../../../electron/backend/library/layout';
import { idOf, sampleReview } from '../exchange/sample-contents';
import { openLibrary, plantSession, sessionNumber, titlesOf } from '../library/test-library';
import { temporaryFolders } from '../media/temporary-folder';
import { FRAMEWORK, writing } from './backup-library';

// Every write is synced to the disk, which may be busy with other tests.
vi.setConfig({ testTimeout: 60_000 });
const makeFolder = temporaryFolders();
const TARA = { name: 'Tara', role: 'trainee', credential: '' } as const;

async function makeLibrary() {
  const folder = await makeFolder();
  await plantSession(folder, sessionNumber(1), [sampleReview()]);
  await plantSession(folder, sessionNumber(2));
  await plantSession(folder, sessionNumber(3));
  const layout = new LibraryLayout(folder);
  const opened = await openLibrary(folder);
  await opened.library.profile.save(TARA);
  return { folder, layout, ...opened };
}

describe('what a backup holds', () => {
  it('is told session by session against what is there now', async () => {
    const { folder, layout, library } = await makeLibrary();
    const reviewId = await library.desk.start(idOf(2), FRAMEWORK);
    await library.desk.append(reviewId, [writing(1, 'Presence')]);
    const { name } = await library.backups.make('daily');
    await library.desk.append(reviewId, [writing(2, 'Silence', 'Presence')]);
    await library.updateSession(idOf(2), { title: 'Renamed' });
    await library.moveToTrash(idOf(3));
    await library.releaseReviews(idOf(1));
    await rm(layout.session(idOf(1)).root, { recursive: true });
    await plantSession(folder, sessionNumber(4));
    await library.sessionChanged(idOf(4));
    await library.sessionChanged(idOf(1));

    const inspection = await inspectBackup(library, name);
    const states = inspection.sessions.map(({ title, state }) => [title, state]);
    expect(states.sort()).toEqual([
      ['Session 1', 'missing'],
      ['Session 2', 'changed'],
      ['Session 3', 'in-trash'],
    ]);
    expect(inspection.sessions.find(({ sessionId }) => sessionId === idOf(2))).toMatchObject({
      reviews: 1,
      detailsChanged: true,
      reviewsChanged: 1,
      reviewsMissing: 0,
      reviewsSince: 0,
    });
    expect(inspection).toMatchObject({ sessionsSince: 1, parts: [], damagedFiles: 0 });
    await library.close();
  });
});

describe('a restore', () => {
  it('brings back what was chosen, and keeps a backup of what was there', async () => {
    const { layout, library } = await makeLibrary();
    const reviewId = await library.desk.start(idOf(2), FRAMEWORK);
    await library.desk.append(reviewId, [writing(1, 'Presence')]);
    const { name } = await library.backups.make('daily');
    await library.desk.append(reviewId, [writing(2, 'Silence', 'Presence')]);
    await library.updateSession(idOf(2), { title: 'Renamed' });
    await library.updateSession(idOf(3), { title: 'Renamed too' });

    const outcome = await restoreBackup(library, name, [idOf(2)]);
    expect(outcome).toMatchObject({
      restored: [{ sessionId: idOf(2), title: 'Session 2' }],
      left: [],
      parts: [],
      before: expect.stringMatching(/^\d{4}-\d{2}-\d{2}_\d{6}$/),
    });
    expect(titlesOf(library)).toEqual(['Renamed too', 'Session 1', 'Session 2']);
    const strengths = async () => (await library.desk.open(reviewId)).review.content.feedback.strengths;
    expect(await strengths()).toBe('Presence');
    await library.desk.append(reviewId, [writing(2, 'Curiosity', 'Presence')]);
    expect((await library.audit.list(idOf(2))).entries.map(({ event }) => event)).toContainEqual({
      type: 'restored-from-backup',
      backupOf: name,
    });
    expect(await readdir(layout.root)).not.toContain('restoring');

    await restoreBackup(library, outcome.before ?? '', [idOf(2)]);
    expect(titlesOf(library)).toContain('Renamed');
    expect(await strengths()).toBe('Silence');
    await library.close();
  });

  it('of everything brings back what is missing and leaves what came since', async () => {
    const { folder, layout, library } = await makeLibrary();
    const recording = { ...sessionNumber(1).recording, storage: 'copied' as const };
    await plantSession(folder, sessionNumber(5, { recording }));
    await library.sessionChanged(idOf(5));
    const { name } = await library.backups.make('daily');
    for (const number of [1, 5]) {
      await library.releaseReviews(idOf(number));
      await rename(layout.session(idOf(number)).root, join(folder, `lost-${number}`));
      library.sessions.release(idOf(number));
      await library.sessionChanged(idOf(number));
    }
    await plantSession(folder, sessionNumber(4));
    await library.sessionChanged(idOf(4));
    const outcome = await restoreBackup(library, name, 'all');
    expect(outcome.restored.map(({ title }) => title).sort()).toEqual(['Session 1', 'Session 5']);
    expect(outcome.left).toEqual([]);
    expect(titlesOf(library)).toEqual([1, 2, 3, 4, 5].map((number) => `Session ${number}`));
    expect(library.index.findReview(idOf(2))?.status).toBe('submitted');
    // The backup held no recording, and the folder with the only copy is gone.
    expect((await library.sessions.get(idOf(5))).recording.storage).toBe('deleted');
    await library.close();
  });

  it('never takes a submitted review back, and brings one back that was changed by other hands', async () => {
    const { layout, library } = await makeLibrary();
    const reviewId = await library.desk.start(idOf(2), FRAMEWORK);
    await library.desk.append(reviewId, [writing(1, 'Presence')]);
    const { name } = await library.backups.make('daily');
    await library.desk.submit(reviewId);
    await library.releaseReviews(idOf(1));
    const path = layout.session(idOf(1)).review(idOf(2));
    const original = await readFile(path, 'utf8');
    await writeFile(path, original.replace(/"startMs": ?\d+/, '"startMs":1'));

    const outcome = await restoreBackup(library, name, 'all');
    expect(outcome.restored.map(({ title }) => title)).toEqual(['Session 1']);
    expect(await library.desk.open(reviewId)).toMatchObject({ review: { status: 'submitted' } });
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(JSON.parse(original));
    await library.close();
  });

  it('keeps the consent, what was revealed and what was deleted as they are now', async () => {
    const { library } = await makeLibrary();
    const reviewId = await library.desk.start(idOf(1), FRAMEWORK);
    const { name } = await library.backups.make('daily');
    await library.desk.revealOthers(idOf(1));
    const consent = { ...sessionNumber(1).consent, uses: ['self-review' as const] };
    await library.updateSession(idOf(1), { title: 'Renamed', consent });
    await restoreBackup(library, name, 'all');
    expect(await library.sessions.get(idOf(1))).toMatchObject({
      title: 'Session 1',
      consent: { uses: ['self-review'] },
      othersRevealedAt: expect.any(String),
    });
    expect((await library.desk.open(reviewId)).review.independence.independent).toBe(false);
    await library.close();
  });

  it('brings nothing of a client back who withdrew', async () => {
    const { library } = await makeLibrary();
    const { name } = await library.backups.make('daily');
    const consent = { ...sessionNumber(1).consent, status: 'withdrawn' as const };
    await library.updateSession(idOf(1), { title: 'Renamed', consent });
    const copy = join(library.layout.backups, '2026-01-01');
    await nodeFileSystem.mkdir(copy);
    const outcome = await restoreBackup(library, name, [idOf(1)]);
    expect(outcome).toMatchObject({
      restored: [],
      left: [{ title: 'Session 1', reason: expect.stringContaining('withdrew') }],
    });
    expect(titlesOf(library)).toContain('Renamed');
    await library.close();
  });

  it('does not bring back what was forgotten, even from a backup that was kept elsewhere', async () => {
    const { layout, library } = await makeLibrary();
    const { name } = await library.backups.make('daily');
    const elsewhere = join(layout.root, 'elsewhere');
    await rename(library.backups.layout.backup(name), elsewhere);
    await library.moveToTrash(idOf(1));
    await library.emptyTrash();
    await rename(elsewhere, library.backups.layout.backup(name));
    expect((await inspectBackup(library, name)).sessions).toContainEqual(
      expect.objectContaining({ title: 'Session 1', state: 'withdrawn' }),
    );
    expect((await restoreBackup(library, name, 'all')).restored).toEqual([]);
    await library.close();
  });

  it('restores nothing from a copy that is damaged', async () => {
    const { library } = await makeLibrary();
    const { name } = await library.backups.make('daily');
    await library.updateSession(idOf(2), { title: 'Renamed' });
    const path = join(library.backups.layout.backup(name), 'sessions', idOf(2), 'session.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace('Session', 'Sassion'));
    const inspection = await inspectBackup(library, name);
    expect(inspection.damagedFiles).toBe(1);
    const outcome = await restoreBackup(library, name, [idOf(2)]);
    expect(outcome.left).toMatchObject([{ reason: expect.stringContaining('cannot be read') }]);
    expect(titlesOf(library)).toContain('Renamed');
    await library.close();
  });

  it('brings the profile back where another took its place', async () => {
    const { folder, layout, library } = await makeLibrary();
    const { name } = await library.backups.make('daily');
    const before = library.profile.current;
    await library.close();
    await rm(layout.profile);
    await rm(`${layout.profile}.bak`, { force: true });
    const { library: again } = await openLibrary(folder);
    await again.profile.save({ ...TARA, name: 'Tara, once more' });
    expect((await inspectBackup(again, name)).parts).toEqual(['profile']);
    expect((await restoreBackup(again, name, 'all')).parts).toEqual(['profile']);
    expect(again.profile.current).toEqual(before);
    await again.close();
  });

  it('brings back a framework that is being written and an engagement, as they were', async () => {
    const { library } = await makeLibrary();
    const { draftId } = await library.frameworkDrafts.start({ as: 'new', title: 'Mine' });
    const about = { client: 'Juniper', coach: 'Tara', startedOn: '2026-09-01' };
    const { engagementId } = await library.engagements.start(about);
    const draft = await library.frameworkDrafts.get(draftId);
    const engagement = await library.engagements.get(engagementId);
    const { name } = await library.backups.make('daily');
    expect((await inspectBackup(library, name)).parts).toEqual([]);
    await library.frameworkDrafts.discard(draftId);
    await library.engagements.remove(engagementId);
    const { draftId: later } = await library.frameworkDrafts.start({ as: 'new', title: 'Since then' });

    const parts = ['engagements', 'framework-drafts'];
    expect((await inspectBackup(library, name)).parts.toSorted()).toEqual(parts);
    expect((await restoreBackup(library, name, 'all')).parts.toSorted()).toEqual(parts);
    expect(await library.frameworkDrafts.get(draftId)).toEqual(draft);
    expect(await library.engagements.get(engagementId)).toEqual(engagement);
    expect((await library.frameworkDrafts.list()).map(({ id }) => id).toSorted()).toEqual(
      [draftId, later].toSorted(),
    );
    await library.close();
  });

  it('brings back a finished framework where nothing else is missing', async () => {
    const { layout, library } = await makeLibrary();
    const { draftId } = await library.frameworkDrafts.start({
      as: 'duplicate',
      framework: FRAMEWORK,
    });
    const { id, edition } = await library.frameworkDrafts.finish(draftId);
    const reference = { id, edition };
    const { name } = await library.backups.make('daily');
    await library.frameworks.remove(reference);
    await expect(stat(layout.framework(reference))).rejects.toMatchObject({ code: 'ENOENT' });

    const outcome = await restoreBackup(library, name, 'all');
    expect(outcome).toMatchObject({ restored: [], parts: ['frameworks'] });
    expect(library.frameworks.get(reference)).toMatchObject(reference);
    await library.close();
  });

  it('waits for what is under way, and what comes meanwhile waits for it', async () => {
    const { library } = await makeLibrary();
    const { name } = await library.backups.make('daily');
    const order: string[] = [];
    let finish = () => {};
    const first = library.turnstile.pass(
      () =>
        new Promise<void>((resolve) => {
          finish = () => {
            order.push('change before');
            resolve();
          };
        }),
    );
    const restoring = restoreBackup(library, name, 'all').then(() => order.push('restore'));
    await mkdir(join(library.layout.root, 'x'), { recursive: true });
    const second = library.turnstile.pass(async () => order.push('change after'));
    finish();
    await Promise.all([first, restoring, second]);
    expect(order[0]).toBe('change before');
    expect(order).toHaveLength(3);
    await library.close();
  });
});
