import { describe, expect, test } from 'vitest';
import { type Consent, NO_CONSENT } from '#shared/model/consent';
import type { ReviewSummary, SessionSummary } from '#shared/model/session';
import { EVERYTHING, isFiltered, selectSessions } from '../../../renderer/features/library/select-sessions';
import {
  consentStateOf,
  describeOthersReviews,
  ownReviewState,
} from '../../../renderer/features/library/session-facts';

const ME = '01999999-0000-7000-8000-000000000001';
const MENTOR = '01999999-0000-7000-8000-000000000002';
const TODAY = '2026-11-22';
const CONTEXT = { profileId: ME, today: TODAY };

const GIVEN: Consent = { status: 'given', uses: ['mentor'], note: '' };

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
    consent: GIVEN,
    addedAt: '2026-11-01T10:00:00.000Z',
    origin: { type: 'own' },
    durationMs: 60_000 * number,
    hasVideo: false,
    recordingStorage: 'copied',
    sha256: 'a'.repeat(64),
    readOnly: false,
    othersRevealed: false,
    reviews: [],
    ...facts,
  };
}

function makeReview(profileId: string, status: ReviewSummary['status']): ReviewSummary {
  return {
    id: '01999999-0000-7000-8000-00000000aaaa',
    sessionId: '01999999-0000-7000-8000-000000000001',
    framework: { id: 'agreements-and-partnering', edition: '1' },
    reviewer: { profileId, name: 'Someone', role: profileId === ME ? 'trainee' : 'mentor', credential: '' },
    status,
    independent: true,
  };
}

function titles(sessions: readonly SessionSummary[]): string[] {
  return sessions.map((session) => session.title);
}

describe('searching', () => {
  const sessions = [
    makeSession(1, { title: 'Zoë asks for a raise', tags: ['round 2'] }),
    makeSession(2, { coach: 'Jonas Lindqvist' }),
    makeSession(3, { clientAlias: 'ALDER' }),
  ];

  test.each([
    ['zoe', ['Zoë asks for a raise']],
    ['ZOË raise', ['Zoë asks for a raise']],
    ['round', ['Zoë asks for a raise']],
    ['lindqvist', ['Session 2']],
    ['alder', ['Session 3']],
    ['jonas alder', []],
    ['   ', ['Session 3', 'Session 2', 'Zoë asks for a raise']],
  ])('%j finds what holds all its words', (search, expected) => {
    expect(titles(selectSessions(sessions, { ...EVERYTHING, search }, CONTEXT))).toEqual(expected);
  });
});

describe('filtering', () => {
  const sessions = [
    makeSession(1, { kind: 'peer', consent: NO_CONSENT }),
    makeSession(2, { consent: { ...GIVEN, validUntil: '2026-11-21' }, reviews: [makeReview(ME, 'draft')] }),
    makeSession(3, { reviews: [makeReview(ME, 'submitted'), makeReview(MENTOR, 'submitted')] }),
  ];

  test.each([
    [{ kind: 'peer' as const }, ['Session 1']],
    [{ consent: 'none' as const }, ['Session 1']],
    [{ consent: 'expired' as const }, ['Session 2']],
    [{ consent: 'given' as const }, ['Session 3']],
    [{ review: 'none' as const }, ['Session 1']],
    [{ review: 'draft' as const }, ['Session 2']],
    [{ review: 'submitted' as const }, ['Session 3']],
    [{ kind: 'peer' as const, review: 'draft' as const }, []],
  ])('%j keeps what is so', (filter, expected) => {
    const selection = { ...EVERYTHING, ...filter };
    expect(titles(selectSessions(sessions, selection, CONTEXT))).toEqual(expected);
    expect(isFiltered(selection)).toBe(true);
  });

  test('an order alone is no filter', () => {
    expect(isFiltered({ ...EVERYTHING, sort: 'title-ascending' })).toBe(false);
  });
});

describe('ordering', () => {
  const sessions = [
    makeSession(1, { title: 'Session 10', date: '2026-01-05', addedAt: '2026-11-03T12:00:00.000+02:00' }),
    makeSession(2, { title: 'Session 9', date: '2026-03-05', addedAt: '2026-11-03T10:30:00.000Z' }),
    makeSession(3, { title: 'session 11', date: '2026-01-05', addedAt: '2026-11-01T10:00:00.000Z' }),
  ];

  test.each([
    ['date-descending' as const, [2, 3, 1]],
    ['date-ascending' as const, [1, 3, 2]],
    ['added-descending' as const, [2, 1, 3]],
    ['title-ascending' as const, [2, 1, 3]],
    ['length-descending' as const, [3, 2, 1]],
    ['length-ascending' as const, [1, 2, 3]],
  ])('%s', (sort, expected) => {
    const sorted = selectSessions(sessions, { ...EVERYTHING, sort }, CONTEXT);
    expect(sorted.map((session) => Number(session.id.slice(-2)))).toEqual(expected);
  });

  test('leaves the given list as it is', () => {
    const before = [...sessions];
    selectSessions(sessions, { ...EVERYTHING, sort: 'length-descending' }, CONTEXT);
    expect(sessions).toEqual(before);
  });
});

describe('facts about a session', () => {
  test('consent holds through its last day', () => {
    expect(consentStateOf({ ...GIVEN, validUntil: TODAY }, TODAY)).toBe('given');
    expect(consentStateOf({ ...GIVEN, validUntil: '2026-11-21' }, TODAY)).toBe('expired');
    expect(consentStateOf({ ...GIVEN, status: 'withdrawn', validUntil: '2027-01-01' }, TODAY)).toBe(
      'withdrawn',
    );
  });

  test('a correction in the making counts as a draft', () => {
    expect(ownReviewState([makeReview(ME, 'submitted'), makeReview(ME, 'draft')], ME)).toBe('draft');
    expect(ownReviewState([makeReview(MENTOR, 'submitted')], ME)).toBe('none');
  });

  test('others are named by their role, or counted', () => {
    expect(describeOthersReviews([makeReview(ME, 'submitted')], ME)).toBe('');
    expect(describeOthersReviews([makeReview(MENTOR, 'submitted')], ME)).toBe('Mentor: submitted');
    const third = makeReview('01999999-0000-7000-8000-000000000003', 'submitted');
    expect(describeOthersReviews([makeReview(MENTOR, 'submitted'), third], ME)).toBe('2 others: submitted');
  });
});
