import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { applyEntry, type JournalEntry } from '#shared/history/review-history';
import { reviewDocumentSchema } from '#shared/model/review-document';
import type { OpenReview } from '../../../../electron/backend/library/open-review';
import { makeFaultyFileSystem } from '../../../helpers/faulty-file-system';
import { EMPTY_STATE, plainState, play } from '../../history/random-edits';
import { content, DURATION_MS, idOf, moment } from '../../scoring/contents';
import { temporaryFolders } from '../media/temporary-folder';
import { append, journalOf, makeDraft, openReview, seal, someEntries, stateOf } from './review-files';

// Every write is synced to the disk, which may be busy with other tests.
vi.setConfig({ testTimeout: 60_000 });
const makeFolder = temporaryFolders();
const ENTRIES = someEntries(12);

afterEach(() => {
  vi.useRealTimers();
});

const replay = (entries: readonly JournalEntry[]) => plainState(entries.reduce(applyEntry, EMPTY_STATE));

async function documentAt(path: string) {
  return reviewDocumentSchema.parse(JSON.parse(await readFile(path, 'utf8')));
}

/** One entry that marks a moment. */
function marking(seq: number, facts: Parameters<typeof moment>[1] = {}): JournalEntry {
  const marked = moment(seq, facts);
  const changes = [{ collection: 'moments' as const, key: marked.id, after: marked }];
  return { type: 'edit', seq, step: { id: idOf(500 + seq), label: 'Mark', at: marked.createdAt, changes } };
}

describe('a review that is open', () => {
  it('holds what was appended, and the document takes it in at rest', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const path = await makeDraft(await makeFolder());
    const review = await openReview(path);
    for (const entry of ENTRIES) expect(await append(review, [entry])).toBe(entry.seq);
    expect(stateOf(review)).toEqual(replay(ENTRIES));
    expect((await documentAt(path)).lastSeq).toBe(0);
    await vi.advanceTimersByTimeAsync(20_000);
    vi.useRealTimers();
    await expect.poll(() => readdir(join(path, '..'))).not.toContain('review.journal');
    expect(await documentAt(path)).toEqual(review.snapshot);
    await review.close();
  });

  it('goes on after it was folded in between', async () => {
    const path = await makeDraft(await makeFolder());
    const review = await openReview(path);
    for (const entry of ENTRIES) {
      await append(review, [entry]);
      if (entry.seq % 3 === 0) await review.fold();
    }
    await review.close();
    expect(stateOf(await openReview(path))).toEqual(replay(ENTRIES));
  });

  it('skips what it has already, so that a page may send again', async () => {
    const path = await makeDraft(await makeFolder());
    const review = await openReview(path);
    await append(review, ENTRIES.slice(0, 4));
    expect(await append(review, ENTRIES.slice(0, 4))).toBe(4);
    expect(await append(review, ENTRIES.slice(2, 7))).toBe(7);
    expect(stateOf(review)).toEqual(replay(ENTRIES.slice(0, 7)));
    await review.close();
    const again = await openReview(path);
    expect(await append(again, ENTRIES.slice(5, 8))).toBe(8);
    expect(stateOf(again)).toEqual(replay(ENTRIES.slice(0, 8)));
    await again.close();
  });

  it('never acknowledges another window’s edit that it does not store', async () => {
    const review = await openReview(await makeDraft(await makeFolder()));
    await append(review, [marking(1)]);
    const others = marking(1, { note: 'of another window' });
    if (others.type === 'edit') others.step.id = idOf(900);
    const before = stateOf(review);
    await expect(append(review, [others])).rejects.toMatchObject({ code: 'conflict' });
    await expect(append(review, [others, marking(2)])).rejects.toMatchObject({ code: 'conflict' });
    await expect(append(review, [{ type: 'undo', seq: 1, stepId: idOf(501) }])).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(stateOf(review)).toEqual(before);
    await review.close();
  });

  it('takes all entries of a request or none', async () => {
    const path = await makeDraft(await makeFolder());
    const review = await openReview(path);
    const beyond = marking(2, { startMs: DURATION_MS + 1 });
    await expect(append(review, [marking(1), beyond])).rejects.toMatchObject({
      code: 'bad-request',
      message: 'A moment at 1:00 reaches beyond the end of the recording (1:00).',
    });
    expect(stateOf(review)).toEqual(plainState(EMPTY_STATE));
    expect(await append(review, [marking(1, { startMs: DURATION_MS })])).toBe(1);
    await review.close();
  });

  it.each([
    ['a kind', { kind: 'unheard-of' }, 'no kind of moment called “unheard-of”'],
    ['an indicator', { indicators: ['Z.9'] }, 'no indicator Z.9'],
    ['a competency', { competencies: ['Z'] }, 'no competency Z'],
  ])('refuses %s that its framework does not have', async (_what, facts, words) => {
    const review = await openReview(await makeDraft(await makeFolder()));
    await expect(append(review, [marking(1, facts)])).rejects.toThrow(words);
    await review.close();
  });

  it('refuses an entry with a gap before it', async () => {
    const review = await openReview(await makeDraft(await makeFolder()));
    await expect(append(review, [marking(2)])).rejects.toMatchObject({ code: 'conflict' });
    await review.close();
  });

  it('is sealed with everything in it, and takes nothing any more', async () => {
    const path = await makeDraft(await makeFolder());
    const review = await openReview(path);
    await append(review, ENTRIES);
    const sealed = await seal(review);
    expect(sealed.content).toEqual(replay(ENTRIES).content);
    expect(await documentAt(path)).toMatchObject({ review: { status: 'submitted' }, history: { done: [] } });
    const next: JournalEntry = { type: 'undo', seq: ENTRIES.length + 1, stepId: idOf(1) };
    await expect(append(review, [next])).rejects.toThrow('is submitted and cannot be changed any more');
    await expect(seal(review)).rejects.toMatchObject({ code: 'conflict' });
    await review.close();
    const bytes = await readFile(path, 'utf8');
    await (await openReview(path)).close();
    expect(await readFile(path, 'utf8')).toBe(bytes);
  });

  it('loses its independence for good, with its edits kept', async () => {
    const path = await makeDraft(await makeFolder());
    const review = await openReview(path);
    await append(review, ENTRIES.slice(0, 3));
    await review.loseIndependence('2026-11-22T18:40:00.000Z');
    await review.loseIndependence('2026-11-23T18:40:00.000Z');
    await review.close();
    const { review: stored } = (await openReview(path)).snapshot;
    expect(stored.independence).toEqual({ independent: false, since: '2026-11-22T18:40:00.000Z' });
    expect(stored.content).toEqual(replay(ENTRIES.slice(0, 3)).content);
  });
});

describe('after a crash', () => {
  async function makeCrashed(rest = ''): Promise<string> {
    const path = await makeDraft(await makeFolder());
    const lines = ENTRIES.map((entry) => `${JSON.stringify(entry)}\n`).join('');
    await writeFile(journalOf(path), lines + rest);
    return path;
  }

  it.each(['', '{"type":"edit","seq":13', '\0\0\0'])(
    'a review is what its journal says, torn by %j or not',
    async (rest) => {
      const path = await makeCrashed(rest);
      const notices: string[] = [];
      const review = await openReview(path, undefined, notices);
      expect(stateOf(review)).toEqual(replay(ENTRIES));
      expect(notices).toEqual([]);
      expect(await documentAt(path)).toEqual(review.snapshot);
      expect(await readdir(join(path, '..'))).not.toContain('review.journal');
    },
  );

  it('between folding and clearing, nothing is applied twice', async () => {
    const path = await makeCrashed();
    const { lastSeq, ...state } = replay(ENTRIES.slice(0, 8));
    const document = await documentAt(path);
    const folded = { ...document, history: state.history, lastSeq };
    await writeFile(
      path,
      JSON.stringify({ ...folded, review: { ...document.review, content: state.content } }),
    );
    expect(stateOf(await openReview(path))).toEqual(replay(ENTRIES));
  });

  it('a journal that does not fit is set aside and named, and what fits is kept', async () => {
    const path = await makeDraft(await makeFolder());
    const stray = { ...marking(9), seq: 3 };
    const lines = [marking(1), marking(2), stray, { ...marking(3), seq: 9 }];
    await appendFile(journalOf(path), lines.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    const notices: string[] = [];
    const review = await openReview(path, undefined, notices);
    expect(Object.keys(review.snapshot.review.content.moments)).toEqual([idOf(1), idOf(2), idOf(9)]);
    expect(notices).toEqual([expect.stringContaining('review.journal.corrupt-2026-11-22T18-30-00.000Z')]);
  });

  it('on a disk that is still full, a review opens with all that was acknowledged', async () => {
    const path = await makeCrashed('{"torn');
    const counting = makeFaultyFileSystem();
    await openReview(await makeCrashed('{"torn'), counting.fileSystem);
    const firstWrite = counting.operations.indexOf('file.writeFile');
    const { fileSystem } = makeFaultyFileSystem({ at: firstWrite, way: 'fails', code: 'ENOSPC' });
    const review = await openReview(path, fileSystem);
    expect(stateOf(review)).toEqual(replay(ENTRIES));
    const next = { ...marking(50), seq: ENTRIES.length + 1 };
    await append(review, [next]);
    await review.close();
    expect(stateOf(await openReview(path))).toEqual(replay([...ENTRIES, next]));
  });
});

describe.each(['fails', 'dies'] as const)('when the disk %s at any operation', (way) => {
  /** Works on a review as a page does that sends again what was not acknowledged; returns what was. */
  async function work(review: OpenReview): Promise<number> {
    let acknowledged = 0;
    for (let first = 0; first < ENTRIES.length; first += 3) {
      const batch = ENTRIES.slice(first, first + 3);
      for (let attempt = 0; attempt < 2 && acknowledged < first + 3; attempt += 1) {
        acknowledged = await append(review, batch).catch(() => acknowledged);
      }
      if (first === 3) await review.fold().catch(() => {});
    }
    await review.close().catch(() => {});
    return acknowledged;
  }

  it('nothing acknowledged is lost, and nothing comes to be that was not sent', async () => {
    const counting = makeFaultyFileSystem();
    const path = await makeDraft(await makeFolder());
    expect(await work(await openReview(path, counting.fileSystem))).toBe(ENTRIES.length);
    for (let at = 0; at < counting.operations.length; at += 1) {
      const folder = await makeFolder();
      const faultyPath = await makeDraft(folder);
      const { fileSystem } = makeFaultyFileSystem({ at, way });
      const review = await openReview(faultyPath, fileSystem).catch(() => undefined);
      const acknowledged = review ? await work(review) : 0;
      if (way === 'fails' && review) expect([at, acknowledged]).toEqual([at, ENTRIES.length]);
      const notices: string[] = [];
      const found = stateOf(await openReview(faultyPath, undefined, notices));
      expect([at, notices]).toEqual([at, []]);
      expect(found.lastSeq).toBeGreaterThanOrEqual(acknowledged);
      expect([at, found]).toEqual([at, replay(ENTRIES.slice(0, found.lastSeq))]);
    }
  });

  it('a review is a draft with all its edits, or sealed with all of them', async () => {
    const counting = makeFaultyFileSystem();
    const countingReview = await openReview(await makeDraft(await makeFolder()), counting.fileSystem);
    await append(countingReview, ENTRIES);
    const first = counting.operations.length;
    await seal(countingReview);
    for (let at = first; at < counting.operations.length; at += 1) {
      const path = await makeDraft(await makeFolder());
      const review = await openReview(path, makeFaultyFileSystem({ at, way }).fileSystem);
      await append(review, ENTRIES);
      const sealed = await seal(review).catch(() => undefined);
      await review.close().catch(() => {});
      const { review: found } = (await openReview(path)).snapshot;
      expect([at, found.content]).toEqual([at, replay(ENTRIES).content]);
      if (sealed) expect(found).toEqual(sealed);
    }
  });
});

it('the small framework of these tests takes every entry', () => {
  expect(plainState(play([]).state).content).toEqual(content({}));
  expect(ENTRIES.map((entry) => entry.seq)).toEqual(Array.from(ENTRIES, (_, index) => index + 1));
});
