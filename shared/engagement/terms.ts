import type { AgreementTerms, BetweenTerms, Goal, Plan } from '../model/engagement';

/** One part of a document as it is written and read. */
export type TermField<Name extends string> = { name: Name; label: string; hint: string };

/** The parts of a coaching agreement, in the order of the document. */
export const AGREEMENT_FIELDS: readonly TermField<keyof AgreementTerms & string>[] = [
  {
    name: 'whatItIs',
    label: 'What this coaching is',
    hint: 'A partnership of thinking, led by what the client brings.',
  },
  {
    name: 'whatItIsNot',
    label: 'What it is not',
    hint: 'Not therapy, not consulting, not training; and where to turn for these.',
  },
  {
    name: 'confidentiality',
    label: 'Confidentiality',
    hint: 'What stays between you, recordings and notes included.',
  },
  {
    name: 'limits',
    label: 'Its limits',
    hint: 'When it ends: danger to life, the law, supervision, a mentor who listens with consent.',
  },
  {
    name: 'logistics',
    label: 'Logistics',
    hint: 'How often, how long, where, what happens when one of you cannot come.',
  },
  {
    name: 'fees',
    label: 'Fees',
    hint: 'How much, when, and what a cancelled session costs; or pro bono, or barter.',
  },
  { name: 'ending', label: 'Ending', hint: 'How either of you ends it, and what a last session is for.' },
];

/** The parts of the terms between sessions that are texts. */
export const BETWEEN_FIELDS: readonly TermField<
  'coachToClient' | 'clientToCoach' | 'medium' | 'closedTimes' | 'extra' | 'namedContact' | 'checkIns'
>[] = [
  {
    name: 'clientToCoach',
    label: 'From the client to the coach',
    hint: 'Whether, what for, how much of it.',
  },
  {
    name: 'coachToClient',
    label: 'From the coach to the client',
    hint: 'Whether the coach writes of her own accord.',
  },
  { name: 'medium', label: 'Medium', hint: 'E-mail, messages, calls: which, and which not.' },
  { name: 'closedTimes', label: 'Closed times', hint: 'Evenings, weekends, holidays, illness.' },
  { name: 'extra', label: 'What costs extra', hint: 'Calls, reading, longer answers, and how much.' },
  {
    name: 'namedContact',
    label: 'Contact that is allowed by name',
    hint: 'For instance: goals by e-mail before a session.',
  },
  {
    name: 'checkIns',
    label: 'Check-ins',
    hint: 'Whether the coach asks how it goes, when, and whether it is answered.',
  },
];

/** The texts of a goal. The first five are what makes a goal SMART. */
export const GOAL_FIELDS: readonly TermField<
  Exclude<keyof Goal, 'id' | 'title' | 'setOn' | 'owner' | 'lookAgainOn' | 'milestones' | 'lookBacks'>
>[] = [
  { name: 'specific', label: 'Specific', hint: 'What exactly will be different.' },
  { name: 'measurable', label: 'Measurable', hint: 'How the client will see it.' },
  { name: 'achievable', label: 'Achievable', hint: 'What is in the client’s own hands.' },
  { name: 'relevant', label: 'Relevant', hint: 'Why it matters, and to whom.' },
  { name: 'timeBound', label: 'Bound in time', hint: 'By when, and what comes first.' },
  { name: 'measures', label: 'Measures of progress', hint: 'Chosen with the client.' },
  { name: 'smallWins', label: 'Small wins', hint: 'What went well, and was noticed.' },
  { name: 'obstacles', label: 'Obstacles', hint: 'Doubt, fear of failing, pressure from outside.' },
  {
    name: 'responses',
    label: 'What answers them',
    hint: 'The client’s own ways: another view, a pause, kindness to herself.',
  },
  { name: 'afterCare', label: 'After the end', hint: 'What goes on, and when you speak again.' },
];

type PlanField = Exclude<keyof Plan, 'phases' | 'methods' | 'adaptations' | 'checkIns'>;

/** What the first conversation brings, for the plan that grows out of it. */
export const FIRST_CONVERSATION_FIELDS: readonly TermField<PlanField>[] = [
  { name: 'hopes', label: 'Hopes', hint: 'What the client comes for, in her words.' },
  { name: 'challenges', label: 'Challenges', hint: 'What stands in the way, as she sees it.' },
  { name: 'motivations', label: 'What moves her', hint: 'Why now, and what it would be worth.' },
  {
    name: 'surroundings',
    label: 'Surroundings',
    hint: 'Work, people, culture: what the coach should know to understand.',
  },
];

/** How sessions run: what holds, and what is free. */
export const SESSION_FIELDS: readonly TermField<PlanField>[] = [
  {
    name: 'structure',
    label: 'What holds in every session',
    hint: 'For instance: what it is for, how it went since, what she takes along.',
  },
  {
    name: 'flexibility',
    label: 'What is free',
    hint: 'What may change as the client needs it, and how you decide that.',
  },
];

/** What is agreed for the time after the end. */
export const AFTER_CARE_FIELDS: readonly TermField<PlanField>[] = [
  { name: 'practices', label: 'What goes on', hint: 'Practices that the client keeps by herself.' },
  {
    name: 'contactAfterwards',
    label: 'Contact after the end',
    hint: 'Whether, how, what it costs, and until when; as between sessions.',
  },
];

/** The texts of a plan. */
export const PLAN_FIELDS: readonly TermField<PlanField>[] = [
  ...FIRST_CONVERSATION_FIELDS,
  ...SESSION_FIELDS,
  ...AFTER_CARE_FIELDS,
];

/** Where the articles behind these documents pull against each other. */
export const TENSIONS = {
  advice:
    'Suggestions and requests are among the coach’s responsibilities, while advice on how to solve a problem is not coaching. Both hold where an offer is made with permission, without attachment, and the client is free to leave it.',
  results:
    'Coaching is for people rather than for results, and yet goals are measured. Both hold where the client chooses the measures, owns the results, and may change them.',
  methods:
    'Offering insight, another view of things, or ways of coping comes near to consulting and to therapy. It stays coaching where the client knows what a method is for, agrees to it, can take that back at any time, and is sent on to others where another kind of help is needed. Sound words about titles belong here too: a coach names the credential that she holds, as it is called.',
} as const;

/** A term that is missing, and what may come of it. */
export type MissingTerm = { label: string; risk: string };

/** What is not said in the terms between sessions, with the risk of each. */
export function missingTerms(terms: BetweenTerms): MissingTerm[] {
  const missing: (MissingTerm & { isMissing: boolean })[] = [
    {
      label: 'From the client to the coach',
      risk: 'The client may feel lost, or come to lean on the coach too much.',
      isMissing: isBlank(terms.clientToCoach),
    },
    {
      label: 'From the coach to the client',
      risk: 'The coach may seem needy, or be felt as a bother; the client’s own strength is taken from her.',
      isMissing: isBlank(terms.coachToClient),
    },
    {
      label: 'Medium',
      risk: 'Private channels blur the relationship.',
      isMissing: isBlank(terms.medium),
    },
    {
      label: 'Days and hours',
      risk: 'The coach is on call day and night; her own well-being suffers.',
      isMissing: terms.days.length === 0 || terms.from === null || terms.until === null,
    },
    {
      label: 'Closed times',
      risk: 'Silence in a holiday may be taken for being passed over.',
      isMissing: isBlank(terms.closedTimes),
    },
    {
      label: 'Time to answer',
      risk: 'A client who waits without knowing how long may grow anxious, or angry.',
      isMissing: terms.answerWithinHours === null,
    },
    {
      label: 'What costs extra',
      risk: 'Coaching goes on unpaid, a few minutes at a time.',
      isMissing: isBlank(terms.extra) || terms.paidFromMinutes === null,
    },
    {
      label: 'Contact that is allowed by name',
      risk: 'Neither knows which message is welcome.',
      isMissing: isBlank(terms.namedContact),
    },
    {
      label: 'Check-ins',
      risk: 'One expects them, the other does not.',
      isMissing: isBlank(terms.checkIns),
    },
  ];
  return missing.filter(({ isMissing }) => isMissing).map(({ label, risk }) => ({ label, risk }));
}

/** What cannot be right about a goal's dates, in a sentence. */
export function goalProblem(
  goal: Pick<Goal, 'setOn' | 'lookAgainOn'>,
  startedOn: string,
): string | undefined {
  if (goal.setOn < startedOn) return `This goal is dated before the engagement began (${startedOn}).`;
  if (goal.lookAgainOn !== null && goal.lookAgainOn < goal.setOn) {
    return 'The day to look at it again lies before the day on which it was set.';
  }
  return undefined;
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}
