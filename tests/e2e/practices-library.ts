import { CHARTER_CODES } from '#shared/engagement/charter';
import { agreeOn, confirmLatest } from '#shared/engagement/versions';
import { type EngagementContent, newEngagement } from '#shared/model/engagement';
import type { BuiltProgram } from '../helpers/built-program';
import { introduce, submit, writeReview } from '../screens/program-api';
import { ROBINS_DRAFT } from '../screens/reviews';
import { call } from './program-api';

const idOf = (place: number) => `01990000-0000-7000-8000-${String(place).padStart(12, '0')}`;
const ABOUT = { client: 'Juniper', coach: 'Robin Hale', startedOn: '2026-09-03' };

/** A trainee’s library in which something of every practice is there to be seen or done. */
export async function openPractisedLibrary(program: BuiltProgram) {
  await introduce(program, 'Robin Hale', 'trainee');
  const { sessionId } = await call<{ sessionId: string }>(program, 'sessions.openSample');
  const framework = (id: string) => ({ id, edition: '1' });
  const roleShift = {
    kind: 'role-shift',
    startMs: 140_000,
    endMs: 150_000,
    quote: 'May I teach for a minute?',
  };
  const said = { ...ROBINS_DRAFT, moments: [...ROBINS_DRAFT.moments, roleShift] };
  const reviewId = await writeReview(program, sessionId, framework('agreements-and-partnering'), said);
  await submit(
    program,
    await writeReview(program, sessionId, framework('role-shifts'), {
      ...said,
      moments: [{ ...roleShift, indicators: ['RS.1'] }],
      marks: { 'RS.1': 'observed' },
      ratings: {},
    }),
  );
  const { engagementId } = await call<{ engagementId: string }>(program, 'engagements.start', ABOUT);
  await call(program, 'engagements.save', { engagementId, content: practisedEngagement(sessionId) });
  return { sessionId, reviewId, engagementId };
}

/** An engagement in which something of every practice is written. */
export function practisedEngagement(sessionId: string): EngagementContent {
  const empty = newEngagement(ABOUT);
  const between = {
    ...empty.between.current,
    clientToCoach: 'One line after a week.',
    coachToClient: 'None.',
    medium: 'E-mail.',
    days: [1, 2, 3, 4],
    from: '09:00',
    until: '17:00',
    closedTimes: 'December.',
    answerWithinHours: 48,
    paidFromMinutes: 5,
    namedContact: 'Goals before a session.',
    checkIns: '',
  };
  const first = agreeOn({ current: { ...between, medium: 'Calls.' }, versions: [] }, '2026-09-03');
  const confirmed = confirmLatest(confirmLatest(first, 'coach', '2026-09-03'), 'client', '2026-09-04');
  return {
    ...empty,
    sessionIds: [sessionId],
    agreement: { current: { ...empty.agreement.current, whatItIs: 'Thinking together.' }, versions: [] },
    between: agreeOn({ ...confirmed, current: between }, '2026-10-01'),
    charter: { current: { byCoach: [...CHARTER_CODES], byClient: [] }, versions: [] },
    contacts: [
      {
        id: idOf(1),
        at: '2026-11-22T22:00',
        direction: 'to-coach',
        medium: 'call',
        minutes: 12,
        answeredAt: '2026-11-22T22:00',
        isPaid: false,
        note: '',
      },
    ],
    plan: {
      ...empty.plan,
      hopes: 'Room to think.',
      structure: 'What it is for, first.',
      flexibility: 'All that follows.',
      phases: [
        { id: idOf(2), title: 'Notice', aim: '', from: '2026-09-03', until: '2026-10-15', isDone: true },
        { id: idOf(3), title: 'Try', aim: '', from: '2026-10-15', until: null, isDone: false },
      ],
      methods: [
        { id: idOf(4), name: 'Mindfulness', purpose: 'To notice.', consentedOn: null, withdrawnOn: null },
      ],
      adaptations: [{ id: idOf(5), on: '2026-10-01', what: 'Shorter sessions', why: 'She asked.' }],
      practices: 'One breath before a yes.',
      checkIns: [{ id: idOf(6), on: '2027-03-01', doneOn: null, words: '' }],
    },
    goals: [
      {
        id: idOf(7),
        title: 'One breath before a yes',
        setOn: '2026-09-10',
        owner: 'client',
        specific: 'One meeting a week',
        measurable: 'A line a day',
        achievable: 'Her own calendar',
        relevant: 'Her daughter',
        timeBound: 'By Christmas',
        measures: 'Evenings at home',
        milestones: [{ id: idOf(8), what: 'Says “let me think”', byWhen: '2026-12-01', reachedOn: null }],
        smallWins: 'Left at five on Monday',
        obstacles: 'The project lead',
        responses: 'A sentence ready',
        lookAgainOn: null,
        lookBacks: [{ id: idOf(9), on: '2026-10-15', words: 'It stays.' }],
        afterCare: '',
      },
    ],
    feedback: {
      everyWeeks: 4,
      entries: [
        { id: idOf(10), on: '2026-10-01', asked: 'What helps?', words: 'That you wait.', change: '' },
      ],
    },
  };
}
