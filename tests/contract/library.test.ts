import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JournalEntry } from '#shared/history/review-history';
import { projectFolder } from '../helpers/ensure-built';
import { call, upload } from '../helpers/page-api';
import { START_TIMEOUT_MILLISECONDS } from '../helpers/start-timeout';
import { idOf, marking } from './review-entries';
import { type OpenTransport, transports } from './transports';

const FRAMEWORK = { id: 'agreements-and-partnering', edition: '1' };
const UNKNOWN_ID = idOf(0);

describe.each(transports)('a library over the $name transport', ({ start }) => {
  let open: OpenTransport;

  beforeAll(async () => {
    open = await start();
  }, START_TIMEOUT_MILLISECONDS);
  afterAll(() => open?.close());

  it('knows nobody at first, and then who said who she is', async () => {
    expect(await call(open, 'library', 'status')).toMatchObject({ folder: open.libraryFolder, notices: [] });
    expect((await call(open, 'library', 'status')).profile).toBeUndefined();
    const person = { name: ' Tara ', role: 'trainee' as const, credential: '' };
    const saved = await call(open, 'profile', 'save', { person });
    expect(saved).toMatchObject({ person: { name: 'Tara' }, preferences: { colourScheme: 'auto' } });
    const again = await call(open, 'profile', 'save', {
      person: { ...person, name: 'Tara B' },
      preferences: { ...saved.preferences, keyBindings: { 'play.toggle': ['KeyX'] } },
    });
    expect(again.person.profileId).toBe(saved.person.profileId);
    expect((await call(open, 'library', 'status')).profile).toEqual(again);
    await expect(call(open, 'profile', 'save', { person: { ...person, name: '  ' } })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
  });

  it('has the sample session once, however often it is opened', async () => {
    const [first, second] = await Promise.all([
      call(open, 'sessions', 'openSample'),
      call(open, 'sessions', 'openSample'),
    ]);
    expect([second, await call(open, 'sessions', 'openSample')]).toEqual([first, first]);
    const sessions = await call(open, 'sessions', 'list');
    expect(sessions).toMatchObject([{ id: first?.sessionId, origin: { type: 'sample' }, tags: ['sample'] }]);
    expect(sessions[0]?.durationMs).toBeGreaterThan(180_000);
  });

  it('lists, changes and reads a session', async () => {
    const { sessionId } = await call(open, 'sessions', 'openSample');
    const details = { title: `حوار 🎧 ${'x'.repeat(200)}`, tags: ['a', 'b'], privateNotes: 'mine' };
    const updated = await call(open, 'sessions', 'update', { sessionId, details });
    expect(updated).toMatchObject(details);
    expect(await call(open, 'sessions', 'get', { sessionId })).toEqual(updated);
    const [row] = await call(open, 'sessions', 'list');
    expect(row).toMatchObject({ title: details.title, tags: details.tags });
    const today = '2026-11-22';
    expect(await call(open, 'library', 'glance', { today })).toEqual({
      count: 1,
      newest: [row],
      endingConsent: [],
    });
    await expect(
      call(open, 'sessions', 'update', { sessionId, details: { title: ' ' } }),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    expect(await call(open, 'sessions', 'get', { sessionId })).toEqual(updated);
  });

  it.each([
    ['get', () => call(open, 'sessions', 'get', { sessionId: UNKNOWN_ID })],
    ['update', () => call(open, 'sessions', 'update', { sessionId: UNKNOWN_ID, details: { title: 'x' } })],
    ['moveToTrash', () => call(open, 'sessions', 'moveToTrash', { sessionId: UNKNOWN_ID })],
    ['restore', () => call(open, 'sessions', 'restore', { sessionId: UNKNOWN_ID })],
    ['start', () => call(open, 'reviews', 'start', { sessionId: UNKNOWN_ID, framework: FRAMEWORK })],
    ['open', () => call(open, 'reviews', 'open', { reviewId: UNKNOWN_ID })],
    ['framework', () => call(open, 'frameworks', 'get', { id: 'unheard-of', edition: '1' })],
  ])('says in words what is not there (%s)', async (_name, attempt) => {
    await expect(attempt()).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringMatching(/\.$/),
    });
  });

  it('moves a session to the trash and back, and empties the trash for good', async () => {
    const bytes = new Uint8Array(await readFile(join(projectFolder, 'tests/fixtures/media/speech.mp3')));
    const job = await upload(open, bytes, 'Gone soon.mp3');
    if (job.phase !== 'done') throw new Error(`The recording was not added: ${JSON.stringify(job)}`);
    const { sessionId } = job;
    const titles = async () => (await call(open, 'sessions', 'list')).map(({ title }) => title);
    const media = async () => {
      const response = await open.fetch(`/media/${sessionId}`);
      await response.arrayBuffer();
      return response.status;
    };
    expect([await titles(), await media()]).toEqual([expect.arrayContaining(['Gone soon']), 200]);

    await call(open, 'sessions', 'moveToTrash', { sessionId });
    expect([await titles(), await media()]).toEqual([expect.not.arrayContaining(['Gone soon']), 404]);
    expect(await call(open, 'sessions', 'listTrash')).toMatchObject([{ session: { id: sessionId } }]);
    await call(open, 'sessions', 'restore', { sessionId });
    expect([await titles(), await media()]).toEqual([expect.arrayContaining(['Gone soon']), 200]);

    await call(open, 'sessions', 'moveToTrash', { sessionId });
    const { deleted } = await call(open, 'sessions', 'emptyTrash');
    expect(deleted).toMatchObject([{ title: 'Gone soon', reviews: 0 }]);
    expect(deleted[0]?.sizeBytes).toBeGreaterThan(bytes.byteLength);
    expect(await call(open, 'sessions', 'listTrash')).toEqual([]);
    await expect(call(open, 'sessions', 'restore', { sessionId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('refuses a framework with a missing scale in words that name it', async () => {
    const text = JSON.stringify({
      ...JSON.parse(
        await readFile(join(projectFolder, 'resources/frameworks/core-competencies@2025.json'), 'utf8'),
      ),
      edition: '2026',
      scales: [],
    });
    const before = await call(open, 'frameworks', 'list');
    await expect(call(open, 'frameworks', 'importFile', { fileName: 'mine.json', text })).rejects.toThrow(
      /^“mine\.json” is not a framework that can be used: competency 1 is rated on the scale “development”, which is missing; .*and 3 more\. Nothing was imported\.$/,
    );
    expect(await call(open, 'frameworks', 'list')).toEqual(before);
  });

  describe('a review', () => {
    let sessionId: string;
    let reviewId: string;
    const entries: JournalEntry[] = [marking(1), marking(2), { type: 'undo', seq: 3, stepId: idOf(502) }];
    const append = (...more: JournalEntry[]) => call(open, 'reviews', 'append', { reviewId, entries: more });

    beforeAll(async () => {
      await call(open, 'profile', 'save', { person: { name: 'Tara', role: 'trainee', credential: '' } });
      ({ sessionId } = await call(open, 'sessions', 'openSample'));
    });

    it('is started once, however often it is asked for', async () => {
      const started = await Promise.all(
        [1, 2, 3].map(() => call(open, 'reviews', 'start', { sessionId, framework: FRAMEWORK })),
      );
      expect(new Set(started.map((each) => each.reviewId)).size).toBe(1);
      reviewId = started[0]?.reviewId ?? '';
      expect(await call(open, 'reviews', 'listForSession', { sessionId })).toMatchObject([
        { id: reviewId, status: 'draft', independent: true },
      ]);
    });

    it('takes edits and gives them back with what can be undone', async () => {
      for (const entry of entries) expect(await append(entry)).toEqual({ lastSeq: entry.seq });
      expect(await append(...entries.slice(1))).toEqual({ lastSeq: 3 });
      const { review, history, lastSeq } = await call(open, 'reviews', 'open', { reviewId });
      expect(Object.keys(review.content.moments)).toEqual([idOf(1)]);
      expect([history.done.length, history.undone.length, lastSeq]).toEqual([1, 1, 3]);
    });

    it('refuses times beyond the recording, saying where it ends', async () => {
      await expect(append(marking(4, { startMs: 3_600_000 }))).rejects.toMatchObject({
        code: 'BAD_REQUEST',
        message: expect.stringMatching(
          /^A moment at 1:00:00 reaches beyond the end of the recording \(\d:\d\d\)\.$/,
        ),
      });
      const ending = marking(4, { startMs: 5_000, endMs: 6_000 });
      const wrongWay = JSON.parse(JSON.stringify(ending).replace('6000', '5000')) as JournalEntry;
      await expect(append(wrongWay)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
      expect((await call(open, 'reviews', 'open', { reviewId })).lastSeq).toBe(3);
    });

    it('refuses what another window wrote over', async () => {
      const other = marking(3);
      await expect(append(other)).rejects.toMatchObject({
        code: 'CONFLICT',
        message: expect.stringContaining('changed in another window'),
      });
    });

    it('is submitted, says by whom and when, and takes nothing any more', async () => {
      const sealed = await call(open, 'reviews', 'submit', { reviewId });
      expect(sealed).toMatchObject({ status: 'submitted', seal: { submittedBy: { name: 'Tara' } } });
      for (const attempt of [
        () => append(marking(4)),
        () => append({ type: 'redo', seq: 4, stepId: idOf(502) }),
        () => append(entries[2] ?? marking(4)),
        () => call(open, 'reviews', 'submit', { reviewId }),
        () => call(open, 'reviews', 'discard', { reviewId }),
      ]) {
        await expect(attempt()).rejects.toMatchObject({ code: 'CONFLICT' });
      }
      expect((await call(open, 'reviews', 'open', { reviewId })).review).toEqual(sealed);
    });

    it('is corrected by a revision that names it, once', async () => {
      const revisions = await Promise.all([1, 2].map(() => call(open, 'reviews', 'revise', { reviewId })));
      const [revision] = revisions;
      expect(revisions[1]).toEqual(revision);
      const opened = await call(open, 'reviews', 'open', { reviewId: revision?.reviewId ?? '' });
      expect(opened.review).toMatchObject({ status: 'draft', revisionOf: reviewId });
      expect(Object.keys(opened.review.content.moments)).toEqual([idOf(1)]);
      await call(open, 'reviews', 'discard', { reviewId: revision?.reviewId ?? '' });
      expect(await call(open, 'reviews', 'listForSession', { sessionId })).toHaveLength(1);
    });
  });
});
