import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHARTER, CHARTER_CODES } from '#shared/engagement/charter';
import { engagementAsHtml } from '#shared/engagement/engagement-as-html';
import { judgeContact } from '#shared/engagement/judge-contact';
import { readAgreement, readBetweenTerms, readCharter } from '#shared/engagement/read-terms';
import {
  AGREEMENT_FIELDS,
  BETWEEN_FIELDS,
  GOAL_FIELDS,
  goalProblem,
  missingTerms,
  PLAN_FIELDS,
} from '#shared/engagement/terms';
import { agreeOn, confirmLatest, describeStanding, hasUnagreedChanges } from '#shared/engagement/versions';
import { dueDates, nextFeedbackOn } from '#shared/engagement/what-is-due';
import {
  agreementTermsSchema,
  type BetweenTerms,
  betweenTermsSchema,
  type ContactEntry,
  contactEntrySchema,
  engagementContentSchema,
  type Goal,
  goalSchema,
  newEngagement,
  planSchema,
  type Versioned,
} from '#shared/model/engagement';
import { idOf } from '../trail/some-moments';

const EMPTY = newEngagement({ client: 'Juniper', coach: 'Robin', startedOn: '2026-09-01' });
const BETWEEN = EMPTY.between.current;

function goal(facts: Partial<Goal>): Goal {
  return goalSchema.parse({
    ...Object.fromEntries(GOAL_FIELDS.map(({ name }) => [name, ''])),
    id: idOf(1),
    title: '',
    setOn: '2026-09-02',
    owner: 'client',
    milestones: [],
    lookAgainOn: null,
    ...facts,
  });
}

function contact(facts: Partial<ContactEntry>): ContactEntry {
  return contactEntrySchema.parse({
    id: idOf(1),
    // A Wednesday.
    at: '2026-11-18T10:00',
    direction: 'to-coach',
    medium: 'e-mail',
    minutes: 0,
    answeredAt: null,
    isPaid: false,
    note: '',
    ...facts,
  });
}

describe('an engagement', () => {
  it('begins with nothing agreed, in a form that can be stored', () => {
    expect(engagementContentSchema.parse(EMPTY)).toEqual(EMPTY);
    expect(engagementContentSchema.safeParse({ ...EMPTY, client: '  ' }).success).toBe(false);
    expect(contactEntrySchema.shape.at.safeParse('2026-02-30T10:00').success).toBe(false);
  });

  it('has ten responsibilities of the coach and six of the client, each with a code of its own', () => {
    const count = (side: string) =>
      CHARTER.filter((part) => part.side === side).reduce((total, { items }) => total + items.length, 0);
    expect([count('coach'), count('client')]).toEqual([10, 6]);
    expect(new Set(CHARTER_CODES).size).toBe(16);
  });

  it('has a field on screen and on paper for every part of its terms', () => {
    expect(AGREEMENT_FIELDS.map(({ name }) => name).toSorted()).toEqual(
      Object.keys(agreementTermsSchema.shape).toSorted(),
    );
    const structured = ['days', 'from', 'until', 'answerWithinHours', 'paidFromMinutes'];
    expect([...BETWEEN_FIELDS.map(({ name }) => name), ...structured].toSorted()).toEqual(
      Object.keys(betweenTermsSchema.shape).toSorted(),
    );
    const others = ['id', 'title', 'setOn', 'owner', 'milestones', 'lookAgainOn', 'lookBacks'];
    expect([...GOAL_FIELDS.map(({ name }) => name), ...others].toSorted()).toEqual(
      Object.keys(goalSchema.shape).toSorted(),
    );
    const lists = ['phases', 'methods', 'adaptations', 'checkIns'];
    expect([...PLAN_FIELDS.map(({ name }) => name), ...lists].toSorted()).toEqual(
      Object.keys(planSchema.shape).toSorted(),
    );
  });

  it('that was stored before it had a plan and feedback opens with none', () => {
    const { plan: _plan, feedback: _feedback, ...earlier } = EMPTY;
    expect(engagementContentSchema.parse(earlier)).toEqual(EMPTY);
  });
});

describe('terms between sessions', () => {
  const full: BetweenTerms = {
    ...BETWEEN,
    coachToClient: 'no',
    clientToCoach: 'goals by e-mail',
    medium: 'e-mail',
    days: [1, 2, 3, 4, 5],
    from: '09:00',
    until: '17:00',
    closedTimes: 'weekends',
    answerWithinHours: 48,
    extra: 'calls',
    paidFromMinutes: 5,
    namedContact: 'goals',
    checkIns: 'none',
  };

  it('say what is missing, and what may come of it', () => {
    expect(missingTerms(BETWEEN)).toHaveLength(9);
    expect(missingTerms(BETWEEN).every(({ risk }) => risk.endsWith('.'))).toBe(true);
    expect(missingTerms(full)).toEqual([]);
    expect(missingTerms({ ...full, until: null, medium: ' ' }).map(({ label }) => label)).toEqual([
      'Medium',
      'Days and hours',
    ]);
  });

  it.each([
    ['in hours, answered in time', { answeredAt: '2026-11-20T10:00' }, []],
    [
      'a minute before the hours',
      { at: '2026-11-18T08:59', answeredAt: '2026-11-18T09:30' },
      ['out-of-hours'],
    ],
    ['at their end', { at: '2026-11-18T17:00', answeredAt: '2026-11-18T17:30' }, ['out-of-hours']],
    ['on a Sunday', { at: '2026-11-22T10:00', answeredAt: '2026-11-22T10:30' }, ['out-of-hours']],
    ['not answered', { at: '2026-11-18T10:00' }, ['unanswered']],
    ['answered late', { answeredAt: '2026-11-20T10:01' }, ['answered-late']],
    ['from the coach, needing no answer', { direction: 'to-client' as const }, []],
    ['over five minutes, unpaid', { direction: 'to-client' as const, minutes: 6 }, ['unpaid']],
    ['over five minutes, paid', { direction: 'to-client' as const, minutes: 6, isPaid: true }, []],
    ['exactly five minutes', { direction: 'to-client' as const, minutes: 5 }, []],
  ])('a contact %s', (_what, facts, findings) => {
    expect(judgeContact(contact(facts), full, '2026-11-25T12:00')).toEqual(findings);
  });

  it('know hours that go over midnight', () => {
    const night = { ...full, days: [], from: '20:00', until: '02:00', answerWithinHours: null };
    const at = (clock: string) =>
      judgeContact(contact({ at: `2026-11-18T${clock}` }), night, '2026-11-18T23:00');
    expect([at('21:00'), at('01:59'), at('02:00'), at('12:00')]).toEqual([
      [],
      [],
      ['out-of-hours'],
      ['out-of-hours'],
    ]);
  });

  it('that are not agreed cannot be broken', () => {
    const anyContact = fc.record({
      hour: fc.integer({ min: 0, max: 23 }),
      minutes: fc.nat({ max: 600 }),
      direction: fc.constantFrom('to-coach' as const, 'to-client' as const),
    });
    fc.assert(
      fc.property(anyContact, ({ hour, minutes, direction }) => {
        const at = `2026-11-22T${String(hour).padStart(2, '0')}:00`;
        expect(judgeContact(contact({ at, minutes, direction }), BETWEEN, '2027-01-01T00:00')).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a document that is agreed in versions', () => {
  const start: Versioned<{ text: string }> = { current: { text: '' }, versions: [] };
  const anyDeed = fc.oneof(
    fc.record({ deed: fc.constant('write' as const), text: fc.constantFrom('a', 'b', 'c') }),
    fc.record({ deed: fc.constant('agree' as const) }),
    fc.record({
      deed: fc.constant('confirm' as const),
      side: fc.constantFrom('coach' as const, 'client' as const),
      on: fc.constantFrom('2026-11-20', null),
    }),
  );

  it('says where it stands', () => {
    const written = { ...start, current: { text: 'We meet on Mondays.' } };
    const agreed = agreeOn(written, '2026-11-18');
    expect(describeStanding(written)).toBe('Not agreed yet');
    expect(describeStanding(agreed)).toBe(
      'Version 1 of 2026-11-18, not confirmed yet by the coach and the client',
    );
    const confirmed = confirmLatest(confirmLatest(agreed, 'coach', '2026-11-18'), 'client', '2026-11-19');
    expect(describeStanding(confirmed)).toBe('Version 1 of 2026-11-18, confirmed by both');
    expect(describeStanding({ ...confirmed, current: { text: 'On Tuesdays.' } })).toBe(
      'Version 1 of 2026-11-18, confirmed by both; changed since',
    );
  });

  it('never loses a version, numbers them without a gap, and never changes what one says', () => {
    fc.assert(
      fc.property(fc.array(anyDeed, { maxLength: 30 }), (deeds) => {
        let document = start;
        for (const deed of deeds) {
          const before = document;
          if (deed.deed === 'write') document = { ...document, current: { text: deed.text } };
          else if (deed.deed === 'agree') document = agreeOn(document, '2026-11-20');
          else document = confirmLatest(document, deed.side, deed.on);
          expect(document.versions.slice(0, before.versions.length).map(({ terms }) => terms)).toEqual(
            before.versions.map(({ terms }) => terms),
          );
          if (deed.deed === 'agree') expect(hasUnagreedChanges(document)).toBe(false);
        }
        expect(document.versions.map(({ number }) => number)).toEqual(
          document.versions.map((_version, place) => place + 1),
        );
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a goal', () => {
  it('dated before its engagement, or looked at before it was set, is said to be', () => {
    expect(goalProblem({ setOn: '2026-08-31', lookAgainOn: null }, '2026-09-01')).toMatch(
      /before the engagement/,
    );
    expect(goalProblem({ setOn: '2026-09-01', lookAgainOn: '2026-08-01' }, '2026-09-01')).toMatch(
      /before the day/,
    );
    expect(goalProblem({ setOn: '2026-09-01', lookAgainOn: '2026-10-01' }, '2026-09-01')).toBeUndefined();
  });
});

describe('what is due', () => {
  const asked = (on: string) => ({ id: idOf(1), on, asked: '', words: '', change: '' });

  it.each([
    ['nothing agreed', { everyWeeks: null, entries: [asked('2026-10-01')] }, undefined],
    ['not asked yet', { everyWeeks: 2, entries: [] }, '2026-09-15'],
    ['asked before', { everyWeeks: 4, entries: [asked('2026-12-15'), asked('2026-10-01')] }, '2027-01-12'],
  ])('is the feedback, with %s', (_what, feedback, next) => {
    expect(nextFeedbackOn({ ...EMPTY, feedback })).toBe(next);
  });

  it('is all that has a day and is not done, the earliest first', () => {
    const milestone = { id: idOf(1), what: 'Say no once', byWhen: '2026-09-20', reachedOn: null };
    const checkIn = { id: idOf(1), on: '2027-03-01', doneOn: null, words: '' };
    const content = {
      ...EMPTY,
      feedback: { everyWeeks: 4, entries: [] },
      goals: [
        goal({
          title: 'One breath',
          lookAgainOn: '2026-11-01',
          milestones: [milestone, { ...milestone, reachedOn: '2026-09-19' }],
        }),
        goal({
          lookAgainOn: '2026-11-01',
          lookBacks: [{ id: idOf(2), on: '2026-11-01', words: 'It stays.' }],
        }),
      ],
      plan: { ...EMPTY.plan, checkIns: [checkIn, { ...checkIn, doneOn: '2027-03-02' }] },
    };
    expect(dueDates(content)).toEqual([
      { on: '2026-09-20', what: 'milestone: Say no once' },
      { on: '2026-09-29', what: 'ask for feedback' },
      { on: '2026-11-01', what: 'look again at the goal: One breath' },
      { on: '2027-03-01', what: 'check-in after the end' },
    ]);
    expect(dueDates(EMPTY)).toEqual([]);
  });
});

describe('a version that is read', () => {
  it('has a line for every part of its document, empty where nothing is agreed', () => {
    expect(readAgreement(EMPTY.agreement.current)).toHaveLength(AGREEMENT_FIELDS.length);
    expect(readBetweenTerms(BETWEEN).filter(({ text }) => text !== '')).toEqual([]);
    const some = {
      ...BETWEEN,
      days: [7, 1],
      from: '09:00',
      until: '17:00',
      answerWithinHours: 1,
      paidFromMinutes: 5,
    };
    expect(readBetweenTerms(some).filter(({ text }) => text !== '')).toEqual([
      { label: 'Days and hours', text: 'Monday, Sunday, 09:00 to 17:00' },
      { label: 'Time to answer', text: 'Within 1 hour.' },
      { label: 'Free of charge', text: 'Up to 5 minutes.' },
    ]);
    const [first, second] = CHARTER_CODES;
    if (!first || !second) throw new Error('The charter has items');
    const lines = readCharter({ byCoach: [first, second], byClient: [second] });
    expect(lines).toHaveLength(16);
    expect(lines.slice(0, 3).map(({ text }) => text)).toEqual([
      'Agreed by the coach.',
      'Agreed by the coach and the client.',
      '',
    ]);
  });
});

describe('the page to sign', () => {
  it('holds what was written as text only, the versions, and no contact or note for supervision', () => {
    const markup = '<script>alert("x")</script> & \'co\'';
    const content = {
      ...EMPTY,
      client: markup,
      agreement: agreeOn(
        { current: { ...EMPTY.agreement.current, fees: markup }, versions: [] },
        '2026-11-18',
      ),
      goals: [
        goal({
          title: markup,
          setOn: '2026-08-02',
          milestones: [{ id: idOf(3), what: markup, byWhen: '2026-10-01', reachedOn: '2026-10-02' }],
        }),
      ],
      plan: {
        ...EMPTY.plan,
        phases: [
          { id: idOf(4), title: markup, aim: 'First', from: '2026-09-01', until: null, isDone: false },
        ],
        methods: [
          { id: idOf(5), name: 'Agreed', purpose: markup, consentedOn: '2026-09-05', withdrawnOn: null },
          { id: idOf(6), name: 'secret method', purpose: '', consentedOn: null, withdrawnOn: null },
        ],
      },
      feedback: {
        everyWeeks: 4,
        entries: [{ id: idOf(7), on: '2026-10-01', asked: 'secret', words: 'secret', change: 'secret' }],
      },
      contacts: [contact({ note: 'secret contact' })],
      supervision: [{ id: idOf(2), on: '2026-11-01', text: 'secret note', isDone: false }],
    };
    const html = engagementAsHtml(content, '2026-11-22');
    expect(html).not.toMatch(/<script|secret/);
    expect(html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;co&#39;');
    expect(html).toContain('Version 1, agreed on 2026-11-18.');
    expect(html).toContain('by 2026-10-01, reached on 2026-10-02');
    expect(html).toContain('This goal is dated before the engagement began (2026-09-01).');
    expect(html).toContain('Agreed to on 2026-09-05.');
    expect(html).toContain('Not agreed yet.');
    for (const { items } of CHARTER) for (const { text } of items) expect(html).toContain(text);
  });
});
