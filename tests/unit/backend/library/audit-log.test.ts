import { appendFile, mkdir, readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AuditEvent } from '#shared/model/audit';
import { AuditLog } from '../../../../electron/backend/library/audit-log';
import { type FileSystem, nodeFileSystem } from '../../../../electron/backend/library/file-system';
import { LibraryLayout } from '../../../../electron/backend/library/layout';
import { makeFaultyFileSystem } from '../../../helpers/faulty-file-system';
import { idOf, REVIEW_ID, SESSION_ID, sampleReview, TRAINEE } from '../exchange/sample-contents';
import { temporaryFolders } from '../media/temporary-folder';
import { openLibrary, plantSession, sessionNumber } from './test-library';

const makeFolder = temporaryFolders();
const FRAMEWORK = { id: 'agreements-and-partnering', edition: '1' };

async function makeLog(fileSystem: FileSystem = nodeFileSystem) {
  const layout = new LibraryLayout(await makeFolder());
  await mkdir(layout.session(SESSION_ID).root, { recursive: true });
  const clock = { now: '2026-11-22T12:00:00Z' };
  const now = () => new Date(clock.now);
  const log = new AuditLog({ fileSystem, layout, now, owner: () => TRAINEE });
  return { clock, layout, log, path: layout.session(SESSION_ID).audit };
}

async function typesOf(log: AuditLog, sessionId = SESSION_ID): Promise<string[]> {
  return (await log.list(sessionId)).entries.map(({ event }) => event.type);
}

describe('the list of a session', () => {
  it('is empty where nothing was recorded', async () => {
    const { log } = await makeLog();
    expect(await log.list(SESSION_ID)).toEqual({ entries: [], unreadableLines: 0 });
  });

  it('says what was done, when and by whom, in order', async () => {
    const { log } = await makeLog();
    await Promise.all([
      log.record(SESSION_ID, { type: 'added', storage: 'copied' }),
      log.record(SESSION_ID, { type: 'others-revealed' }),
    ]);
    const { entries } = await log.list(SESSION_ID);
    const head = { at: '2026-11-22T12:00:00.000Z', by: TRAINEE };
    expect(entries).toEqual([
      { ...head, event: { type: 'added', storage: 'copied' } },
      { ...head, event: { type: 'others-revealed' } },
    ]);
  });

  it('is on the disk, with its name in the folder, before a record is acknowledged', async () => {
    const { fileSystem, operations } = makeFaultyFileSystem();
    const { log } = await makeLog(fileSystem);
    await log.record(SESSION_ID, { type: 'restored' });
    expect(operations).toEqual([
      'readFile',
      'open',
      'open',
      'file.sync',
      'file.close',
      'file.appendFile',
      'file.datasync',
      'file.close',
    ]);
  });

  it('loses nothing acknowledged and lists nothing half when a record is cut off at any byte', async () => {
    const { log, path } = await makeLog();
    await log.record(SESSION_ID, { type: 'added', storage: 'copied' });
    const first = (await readFile(path)).byteLength;
    await log.record(SESSION_ID, { type: 'trashed' });
    for (let length = (await readFile(path)).byteLength - 1; length > first; length -= 1) {
      await truncate(path, length);
      expect(await typesOf(log)).toEqual(['added']);
    }
    await log.record(SESSION_ID, { type: 'restored' });
    expect(await typesOf(log)).toEqual(['added', 'restored']);
  });

  it('goes on after what cannot be read, and says how much that is', async () => {
    const { log, path } = await makeLog();
    await log.record(SESSION_ID, { type: 'added', storage: 'copied' });
    await appendFile(
      path,
      '{"at":"2026-11-22T12:00:00Z","by":"program","event":{"type":"of-tomorrow"}}\n\0\0',
    );
    await log.record(SESSION_ID, { type: 'restored' });
    expect(await typesOf(log)).toEqual(['added', 'restored']);
    expect((await log.list(SESSION_ID)).unreadableLines).toBe(2);
  });

  it('says in words that the disk is full', async () => {
    const { fileSystem } = makeFaultyFileSystem({ at: 5, way: 'fails', code: 'ENOSPC' });
    const { log } = await makeLog(fileSystem);
    await expect(log.record(SESSION_ID, { type: 'restored' })).rejects.toThrow(/^The disk is full: “audit/);
  });

  it('names each review once a day for each who opens it', async () => {
    const { clock, log } = await makeLog();
    const opened = { type: 'opened', reviewId: REVIEW_ID, framework: FRAMEWORK, reviewer: TRAINEE } as const;
    for (const time of ['2026-11-22T12:00', '2026-11-22T12:00', '2026-11-22T18:00', '2026-11-23T12:00']) {
      clock.now = time;
      await log.recordOpened(SESSION_ID, opened);
    }
    const { entries } = await log.list(SESSION_ID);
    expect(entries.map(({ at }) => new Date(at).getDate())).toEqual([22, 23]);
  });
});

describe('a library', () => {
  async function makeLibrary() {
    const folder = await makeFolder();
    await plantSession(folder, sessionNumber(1), [sampleReview()]);
    const opened = await openLibrary(folder);
    await opened.library.profile.save({ name: 'Tara', role: 'trainee', credential: '' });
    return { folder, ...opened };
  }

  it('records what its owner does with a session and its reviews', async () => {
    const { library } = await makeLibrary();
    const reviewId = await library.desk.start(SESSION_ID, FRAMEWORK);
    await library.desk.start(SESSION_ID, FRAMEWORK);
    await library.desk.revealOthers(SESSION_ID);
    await library.desk.revealOthers(SESSION_ID);
    await library.desk.open(REVIEW_ID);
    await library.desk.open(REVIEW_ID);
    await library.desk.submit(reviewId);
    const correctionId = await library.desk.revise(reviewId);
    await library.desk.discard(correctionId);
    await library.moveToTrash(SESSION_ID);
    await library.restore(SESSION_ID);
    const { entries } = await library.audit.list(SESSION_ID);
    expect(entries.map(({ event }) => event)).toMatchObject([
      { type: 'review-started', reviewId },
      { type: 'others-revealed' },
      { type: 'opened', reviewId: REVIEW_ID, reviewer: TRAINEE },
      { type: 'review-submitted', reviewId },
      { type: 'correction-started', reviewId: correctionId, corrects: reviewId },
      { type: 'review-discarded', reviewId: correctionId },
      { type: 'trashed' },
      { type: 'restored' },
    ] satisfies Partial<AuditEvent>[]);
    for (const { by } of entries) expect(by).toEqual(library.profile.person);
    await library.close();
  });

  it('records a change of consent without what was noted about it', async () => {
    const { library } = await makeLibrary();
    const { consent } = await library.sessions.get(SESSION_ID);
    await library.updateSession(SESSION_ID, { title: 'Another title' });
    await library.updateSession(SESSION_ID, { consent: { ...consent, note: 'She said: only for Mina' } });
    await library.updateSession(SESSION_ID, { consent: { ...consent, uses: ['group'], note: 'Secret' } });
    const { entries } = await library.audit.list(SESSION_ID);
    expect(entries.map(({ event }) => event)).toMatchObject([
      { type: 'consent-changed', from: { uses: ['self-review', 'mentor'] }, to: { uses: ['group'] } },
    ]);
    const { audit } = library.layout.session(SESSION_ID);
    expect(await readFile(audit, 'utf8')).not.toMatch(/Secret|Mina/);
    await library.close();
  });

  it('lets a review be read where that cannot be recorded', async () => {
    const { library, errors } = await makeLibrary();
    await library.desk.revealOthers(SESSION_ID);
    library.audit.recordOpened = () => Promise.reject(new Error('The disk is full'));
    expect((await library.desk.open(REVIEW_ID)).review.id).toBe(REVIEW_ID);
    expect(errors).toHaveLength(1);
    await library.close();
  });

  it('keeps a record of what was deleted for good: ids, dates and counts', async () => {
    const { folder, library } = await makeLibrary();
    await library.moveToTrash(SESSION_ID);
    await library.emptyTrash();
    expect(await library.audit.listDeletions()).toEqual([
      {
        at: expect.any(String),
        by: library.profile.person,
        sessionId: SESSION_ID,
        addedAt: sessionNumber(1).addedAt,
        reviews: 1,
        sizeBytes: expect.any(Number),
      },
    ]);
    expect(await readFile(join(folder, 'deletions.jsonl'), 'utf8')).not.toContain('Session 1');
    await library.close();
  });

  it('deletes nothing whose deletion cannot be recorded', async () => {
    const { library } = await makeLibrary();
    await library.moveToTrash(SESSION_ID);
    library.audit.recordDeletion = () => Promise.reject(new Error('The disk is full'));
    await expect(library.emptyTrash()).rejects.toThrow('The disk is full');
    expect(await library.index.readTrash()).toMatchObject([{ session: { id: idOf(1) } }]);
    await library.close();
  });
});
