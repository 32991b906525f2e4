import { describe, expect, it } from 'vitest';
import type { ReviewSummary, SessionSummary } from '#shared/model/session';
import {
  type IndexEntry,
  libraryDocumentSchema,
  packIndex,
  unpackIndex,
} from '../../../../electron/backend/library/index-document';
import { summarise } from '../../../../electron/backend/library/library-index';
import { idOf, MENTOR, TRAINEE } from '../exchange/sample-contents';
import { sessionNumber } from './test-library';

function reviewOf(sessionId: string, number: number, facts: Partial<ReviewSummary> = {}): ReviewSummary {
  return {
    id: idOf(1_000 + number),
    sessionId,
    framework: { id: 'agreements-and-partnering', edition: '1' },
    reviewer: TRAINEE,
    status: 'draft',
    independent: true,
    ...facts,
  };
}

function entryNumber(number: number, changes: Partial<SessionSummary> = {}): IndexEntry {
  const summary = summarise({ data: sessionNumber(number), isReadOnly: false }, []);
  return { summary: { ...summary, ...changes }, folderChangedMs: number + 0.25, reviewsChangedMs: number };
}

/** What can be absent is absent in some, and what can be shared is shared by some. */
const ENTRIES: readonly IndexEntry[] = [
  entryNumber(1, { reviews: [reviewOf(idOf(1), 1), reviewOf(idOf(1), 2, { reviewer: MENTOR })] }),
  entryNumber(2, {
    consent: { status: 'not-recorded', uses: [], note: '“quoted”, null, \0' },
    origin: { type: 'received', from: MENTOR, at: '2026-11-22T18:00:00.000Z' },
    lastDeletion: {
      at: '2026-11-22T18:00:00.000Z',
      reason: 'chosen',
      recording: 'none',
      recordingBytes: 0,
      quotes: 3,
    },
  }),
  entryNumber(3, {
    tags: [],
    reviews: [
      reviewOf(idOf(3), 3, {
        status: 'submitted',
        submittedAt: '2026-11-22T18:00:00.000Z',
        seal: 'signed',
        isReference: true,
        revisionOf: idOf(7),
      }),
    ],
  }),
  ...Array.from({ length: 20 }, (_, index) => entryNumber(10 + index, { coach: index % 2 ? 'Ana' : 'Ben' })),
];

/** As it comes back from the disk. */
function written(entries: readonly IndexEntry[]) {
  const document = { schemaVersion: 2, id: idOf(99), ...packIndex(entries) };
  return JSON.parse(JSON.stringify(document));
}

describe('the document of an index', () => {
  it('gives back every entry as it was', () => {
    for (const entries of [ENTRIES, ENTRIES.slice(0, 1), []]) {
      const read = unpackIndex(libraryDocumentSchema.parse(written(entries)));
      expect(read).toEqual(entries);
      // What was read is written again the same.
      expect(written(read)).toEqual(written(entries));
    }
  });

  it('says once what many sessions share', () => {
    const { sessions } = written(ENTRIES);
    expect(sessions.shared.coach).toHaveLength(3);
    expect(sessions.shared.consent).toHaveLength(2);
    expect(sessions.columns.title).toContain('Session 12');
  });

  it.each<[string, (document: ReturnType<typeof written>) => void]>([
    ['a cell too few', ({ sessions }) => sessions.columns.title.pop()],
    ['a field missing', ({ sessions }) => delete sessions.columns.title],
    ['a cell of another kind', ({ sessions }) => (sessions.columns.title[4] = { html: '<b>' })],
    ['an empty cell where there must be one', ({ sessions }) => (sessions.columns.date[4] = null)],
    ['an id that is none', ({ sessions }) => (sessions.columns.id[4] = '../../elsewhere')],
    ['a shared value of another kind', ({ sessions }) => (sessions.shared.consent[0].status = 'maybe')],
    ['a place beyond the shared values', ({ sessions }) => (sessions.columns.consent[0] = 9)],
    ['a name for a place', ({ sessions }) => (sessions.columns.consent[0] = 'length')],
    ['more rows than cells', ({ sessions }) => (sessions.count = 4_000_000_000)],
    ['a review of no session', ({ reviews }) => (reviews.columns.of[0] = 1_000)],
  ])('is refused with %s', (_what, spoil) => {
    const document = written(ENTRIES);
    spoil(document);
    expect(() => unpackIndex(libraryDocumentSchema.parse(document))).toThrow();
  });
});
