import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JournalEntry } from '#shared/history/review-history';
import { nodeFileSystem } from '../../../../electron/backend/library/file-system';
import type { Library } from '../../../../electron/backend/library/library';
import { moveDraft, planMove } from '../../../../electron/backend/library/move-draft';
import { memoryKeyVault } from '../../../helpers/memory-key-vault';
import { makeTemporaryFolder } from '../../../helpers/temporary-folder';
import { FRAMEWORK, idOf, moment } from '../../scoring/contents';
import { openLibrary, plantSession, sessionNumber } from './test-library';

const OLD = { id: 'core-competencies', edition: '2019' };
const NEW = { id: 'core-competencies', edition: '2025' };
const session = sessionNumber(1);

let folder: { path: string; remove(): Promise<void> };
let library: Library;
let reviewId: string;
const keyVault = memoryKeyVault();
beforeEach(async () => {
  folder = await makeTemporaryFolder('move');
  await plantSession(folder.path, session);
  ({ library } = await openLibrary(folder.path, nodeFileSystem, keyVault));
  await library.profile.save({ name: 'Tara', role: 'trainee', credential: '' });
  reviewId = await library.desk.start(session.id, NEW);
  await library.desk.append(reviewId, ENTRIES);
});
afterEach(async () => {
  await library.close();
  await folder.remove();
});

const MARKED = moment(1, { startMs: 0, indicators: ['3.06', '3.12'], quote: 'Let us begin.' });
const at = '2026-11-22T18:00:00.000Z';
const ENTRIES: JournalEntry[] = [
  {
    type: 'edit',
    seq: 1,
    step: {
      id: idOf(500),
      label: 'Mark',
      at,
      changes: [
        { collection: 'moments', key: MARKED.id, after: MARKED },
        { collection: 'marks', key: '3.06', after: { state: 'observed', note: 'At once.' } },
        { collection: 'marks', key: '3.12', after: { state: 'partly', note: 'Late.' } },
        { collection: 'ratings', key: '3', after: { value: 'developing', rationale: 'Here and there.' } },
      ],
    },
  },
];

describe('a draft that is carried over to another edition', () => {
  it('is shown before with what comes along and what does not, and nothing is changed by that', async () => {
    expect(await planMove(library, reviewId, OLD)).toMatchObject({
      carried: { moments: 1, marks: 1, ratings: 1, feedback: 0 },
      report: {
        uncarried: [
          { type: 'mark', code: '3.12', mark: { state: 'partly', note: 'Late.' }, reason: 'dropped' },
          { type: 'links', code: '3.12', momentIds: [MARKED.id], reason: 'dropped' },
        ],
      },
    });
    expect(library.sessionSummary(session.id).reviews).toHaveLength(1);
  });

  it('becomes a new draft; the old one stays as it is, and so does what had no place', async () => {
    const before = await library.desk.open(reviewId);
    const movedId = await moveDraft(library, reviewId, OLD);
    expect(await library.desk.open(reviewId)).toEqual(before);
    const { review } = await library.desk.open(movedId);
    expect(review).toMatchObject({
      framework: OLD,
      status: 'draft',
      movedFrom: { reviewId, framework: NEW },
      content: {
        marks: { '3.6': { state: 'observed', note: 'At once.' } },
        ratings: { '3': { value: 'developing' } },
        moments: { [MARKED.id]: { indicators: ['3.6'], quote: 'Let us begin.' } },
      },
    });
    expect(library.sessionSummary(session.id).reviews.find(({ id }) => id === movedId)).toMatchObject({
      movedFrom: { reviewId },
    });
    const { entries } = await library.audit.list(session.id);
    expect(entries.map(({ event }) => event)).toContainEqual({
      type: 'review-moved',
      reviewId: movedId,
      framework: OLD,
      from: NEW,
    });
    // After that it is a draft like any other, and what was left behind can still be asked for.
    await library.desk.submit(movedId);
    expect((await library.desk.open(movedId)).seal).toBe('signed');
    expect((await planMove(library, reviewId, OLD)).report.uncarried).toHaveLength(2);
  });

  it('loses nothing that has a counterpart on the way there and back', async () => {
    const movedId = await moveDraft(library, reviewId, OLD);
    await library.desk.discard(reviewId);
    const backId = await moveDraft(library, movedId, NEW);
    const { review } = await library.desk.open(backId);
    expect(review.content.marks).toEqual({ '3.06': { state: 'observed', note: 'At once.' } });
    expect(review.content.ratings).toEqual({ '3': { value: 'developing', rationale: 'Here and there.' } });
    expect(review.content.moments[MARKED.id]).toEqual({ ...MARKED, indicators: ['3.06'] });
  });

  it('stays not independent where it was so', async () => {
    await library.desk.revealOthers(session.id);
    const movedId = await moveDraft(library, reviewId, OLD);
    expect((await library.desk.open(movedId)).review.independence).toMatchObject({ independent: false });
  });

  it('is refused where there is no way, where it is submitted, and where there is one already', async () => {
    await expect(moveDraft(library, reviewId, { id: 'role-shifts', edition: '1' })).rejects.toMatchObject({
      code: 'bad-request',
      message: expect.stringMatching(/^No crosswalk joins /),
    });
    const other = await library.desk.start(session.id, OLD);
    await expect(moveDraft(library, reviewId, OLD)).rejects.toMatchObject({ code: 'conflict' });
    await library.desk.discard(other);
    await library.desk.submit(reviewId);
    await expect(moveDraft(library, reviewId, OLD)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('keeps the framework that it was made with'),
    });
    expect(library.sessionSummary(session.id).reviews).toHaveLength(1);
  });
});

describe('a review whose framework is missing', () => {
  it('is listed and kept, and says which framework it needs wherever that is needed', async () => {
    await library.frameworks.add(FRAMEWORK);
    const own = { id: FRAMEWORK.id, edition: FRAMEWORK.edition };
    const orphanId = await library.desk.start(session.id, own);
    const file = library.layout.framework(own);
    await library.close();
    await rm(file);
    ({ library } = await openLibrary(folder.path, nodeFileSystem, keyVault));
    expect(library.sessionSummary(session.id).reviews.map(({ id }) => id)).toContain(orphanId);
    expect((await library.desk.open(orphanId)).review.framework).toEqual(own);
    const refusal = {
      code: 'not-found',
      message:
        'The framework “small”, edition 1, is not in this library. Import its file to open reviews made with it.',
    };
    await expect(library.desk.append(orphanId, ENTRIES)).rejects.toMatchObject(refusal);
    await expect(moveDraft(library, orphanId, OLD)).rejects.toMatchObject(refusal);
    await expect(library.desk.compare(session.id, own)).rejects.toMatchObject(refusal);
    // Once its file is imported again all is as before.
    await library.frameworks.add(FRAMEWORK);
    expect((await library.desk.compare(session.id, own)).framework).toEqual(FRAMEWORK);
  });
});
