import { expect, test } from 'vitest';
import type { Consent } from '#shared/model/consent';
import { glanceAt, libraryGlanceSchema, newestFirst, withEndingConsent } from '#shared/model/library-glance';
import type { SessionSummary } from '#shared/model/session';

const TODAY = '2026-11-22';

function makeSession(number: number, facts: Partial<SessionSummary> = {}): SessionSummary {
  return {
    id: `01999999-0000-7000-8000-${String(number).padStart(12, '0')}`,
    title: `Session ${number}`,
    date: '2026-11-01',
    coach: 'Maya',
    clientAlias: 'Cedar',
    kind: 'practice',
    language: 'en',
    tags: [],
    consent: { status: 'not-recorded', uses: [], note: '' },
    addedAt: '2026-11-01T10:00:00.000Z',
    origin: { type: 'own' },
    durationMs: 60_000,
    hasVideo: false,
    recordingStorage: 'copied',
    sha256: 'a'.repeat(64),
    readOnly: false,
    othersRevealed: false,
    reviews: [],
    ...facts,
  };
}

function givenUntil(validUntil: string): Consent {
  return { status: 'given', uses: ['mentor'], validUntil, note: '' };
}

test('a glance holds the first rows of the list in its order, and the number of all', () => {
  const sessions = Array.from({ length: 300 }, (_, index) => {
    const number = (index * 7) % 300;
    return makeSession(number, {
      date: new Date(Date.UTC(2026, 0, 1 + number / 2)).toISOString().slice(0, 10),
    });
  });
  const glance = glanceAt(sessions, TODAY);
  expect(libraryGlanceSchema.parse(glance)).toEqual(glance);
  expect(glance.count).toBe(300);
  expect(glance.newest).toEqual(sessions.toSorted(newestFirst).slice(0, 60));
  expect(glance.newest.slice(0, 3).map(({ title }) => title)).toEqual([
    'Session 299',
    'Session 298',
    'Session 297',
  ]);
  expect(glanceAt([], TODAY)).toEqual({ count: 0, newest: [], endingConsent: [] });
});

test('a glance names every session whose consent ends, also far down in the list', () => {
  const recent = Array.from({ length: 80 }, (_, index) => makeSession(100 + index));
  const old = { date: '2020-01-01' };
  const ended = makeSession(1, { ...old, consent: givenUntil('2026-11-21') });
  const soon = makeSession(2, { ...old, consent: givenUntil('2026-11-22') });
  const others = [
    makeSession(3, { ...old, consent: givenUntil('2028-11-22') }),
    makeSession(4, { ...old, consent: givenUntil('2026-11-21'), recordingStorage: 'deleted' }),
    makeSession(5, { ...old, consent: { ...givenUntil('2026-11-21'), status: 'withdrawn' } }),
  ];
  const sessions = [...recent, ...others, ended, soon];
  expect(withEndingConsent(sessions, TODAY)).toEqual([ended, soon]);
  expect(glanceAt(sessions, TODAY).endingConsent).toEqual([ended, soon]);
});
