import sample from '../../resources/sample/practice-session.json' with { type: 'json' };
import type { Said } from './program-api';

/** The evidence that each of the sample's nine moments is, in the order in which they occur. */
const LINKS: readonly { indicators: string[]; competencies: string[] }[] = [
  { indicators: ['SA.1', 'SA.2', 'SA.3', 'SA.4', 'SA.5', 'SA.6', 'SA.7'], competencies: ['SA'] },
  { indicators: ['PT.1', 'PT.2'], competencies: ['PT'] },
  { indicators: ['MC.1', 'MC.3', 'MC.5'], competencies: ['MC'] },
  { indicators: ['DT.1', 'DT.2', 'DT.4', 'DT.5'], competencies: [] },
  { indicators: ['RC.1', 'RC.2', 'RC.3', 'RC.4', 'RC.6', 'RC.7'], competencies: ['RC'] },
  { indicators: ['DT.3'], competencies: ['DT'] },
  { indicators: ['BS.1', 'BS.2', 'BS.5', 'BS.6'], competencies: ['BS'] },
  { indicators: ['BS.3'], competencies: [] },
  { indicators: ['CL.1', 'CL.2', 'CL.3'], competencies: ['CL'] },
];

/** A trainee's review of the sample session, all but finished: two competencies are not rated yet. */
export const ROBINS_DRAFT: Said = {
  moments: sample.moments.map((moment, index) => ({
    ...(moment as Said['moments'][number]),
    ...LINKS[index],
  })),
  marks: {
    'SA.1': 'observed',
    'SA.2': 'observed',
    'SA.3': 'observed',
    'SA.4': 'observed',
    'SA.5': 'observed',
    'SA.6': 'observed',
    'SA.7': 'observed',
    'SA.8': 'partly',
    'RC.1': 'observed',
    'RC.2': 'observed',
    'RC.3': 'observed',
    'RC.4': 'observed',
    'RC.5': 'partly',
    'RC.6': 'observed',
    'RC.7': 'observed',
    'DT.1': 'observed',
    'DT.2': 'observed',
    'DT.3': 'not-observed',
    'PT.1': 'observed',
    'PT.2': 'observed',
    'MC.1': 'observed',
    'MC.3': 'observed',
    'MC.4': 'no-opportunity',
    'BS.4': 'not-observed',
  },
  ratings: {
    SA: ['solid', 'Topic, outcome and measure were hers, and I waited for the yes before going on.'],
    RC: ['fluent', 'I stopped, named both directions and let her choose. It cost no momentum.'],
    DT: ['emerging', 'I heard the theme, and then walked past what she said about her father.'],
    PT: ['solid', 'An open choice at the start, and the next question went where she chose.'],
    BS: ['solid', ''],
  },
  feedback: {
    strengths: 'I kept to her words when I offered the agreement back, and she recognised them.',
    develop: 'Staying with what is said for the first time, before any planning.',
    nextStep: 'Listen to 3:19 to 3:38 once more and write down three things I could have left unsaid.',
  },
};

/** The same review, finished. */
export const ROBINS_REVIEW: Said = {
  ...ROBINS_DRAFT,
  ratings: {
    ...ROBINS_DRAFT.ratings,
    MC: ['solid', 'Permission, a pause, a short observation, and no attachment to it.'],
    BS: ['solid', 'What, when, how it is tracked and which contact: all hers.'],
    CL: ['emerging', 'I asked early enough, though the time felt short.'],
  },
};

/** A mentor's view of it, formed alone. */
export const MINAS_REVIEW: Said = {
  moments: [
    {
      kind: 'session-agreement',
      startMs: 4_927,
      endMs: 73_476,
      quote: 'How will you know that you have found it?',
      note: 'All five elements; the measure comes from the body.',
      indicators: ['SA.1', 'SA.2', 'SA.3', 'SA.5', 'SA.6'],
      competencies: ['SA'],
    },
    {
      kind: 'partnering',
      startMs: 74_576,
      endMs: 85_952,
      quote: 'Or somewhere else?',
      note: 'A real third way in the question.',
      indicators: ['PT.1', 'PT.2'],
    },
    {
      kind: 'mini-contract',
      startMs: 102_738,
      endMs: 114_549,
      quote: 'May I share it?',
      indicators: ['MC.1', 'MC.3'],
      competencies: ['MC'],
    },
    {
      kind: 'deeper-theme',
      startMs: 133_864,
      endMs: 158_669,
      quote: 'They did choose me. I belong there already.',
      note: 'She names it herself; you give it back without a change.',
      indicators: ['DT.1', 'DT.4', 'DT.5'],
      competencies: ['DT'],
    },
    {
      kind: 're-contracting',
      startMs: 166_028,
      endMs: 192_977,
      quote: 'Would you rather stay with your yes, or turn to the job?',
      note: 'Both directions are named before the choice.',
      indicators: ['RC.1', 'RC.3', 'RC.6', 'RC.7'],
      competencies: ['RC'],
    },
    {
      kind: 'deeper-theme',
      polarity: 'missed',
      startMs: 205_000,
      endMs: 214_084,
      quote: 'I have never said that aloud.',
      note: 'Planning starts at once, where a pause was possible.',
      indicators: ['DT.3', 'PT.4'],
      competencies: ['DT'],
    },
    {
      kind: 'partnering',
      polarity: 'against',
      startMs: 210_699,
      endMs: 218_453,
      quote: 'And in which meeting will you try it first?',
      note: 'Here you choose for her.',
      indicators: ['PT.4'],
      competencies: ['PT'],
    },
    {
      kind: 'between-session-agreement',
      startMs: 219_353,
      endMs: 253_638,
      quote: 'How will you keep yourself to it?',
      indicators: ['BS.1', 'BS.2', 'BS.3', 'BS.5'],
      competencies: ['BS'],
    },
    {
      kind: 'closing',
      startMs: 254_838,
      endMs: 290_497,
      quote: 'Is this a good place to stop?',
      indicators: ['CL.1', 'CL.5'],
      competencies: ['CL'],
    },
  ],
  marks: {
    'SA.1': 'observed',
    'SA.2': 'observed',
    'SA.3': 'observed',
    'SA.4': 'partly',
    'SA.5': 'observed',
    'SA.6': 'observed',
    'SA.7': 'observed',
    'SA.8': 'observed',
    'RC.1': 'observed',
    'RC.2': 'partly',
    'RC.3': 'observed',
    'RC.6': 'observed',
    'RC.7': 'observed',
    'DT.1': 'observed',
    'DT.3': 'not-observed',
    'PT.1': 'observed',
    'PT.4': 'not-observed',
    'MC.1': 'observed',
    'BS.4': 'not-observed',
    'CL.1': 'observed',
    'CL.4': 'not-observed',
  },
  ratings: {
    SA: ['solid', 'Everything is there. What she wants to look at is agreed, not assumed.'],
    RC: ['solid', 'The choice is real. What becomes of Leeds after Friday is left open.'],
    DT: ['emerging', 'The strongest moment of the session passes without a pause.'],
    PT: ['emerging', 'An open start; towards the end you begin to choose for her.'],
    MC: ['solid', 'Permission, pause, brief observation.'],
    BS: ['emerging', 'What, when and how are clear; what may get in the way is not asked.'],
    CL: ['solid', 'Her measure comes back, and both of you close.'],
  },
  feedback: {
    strengths: 'The agreement is built with the client, sentence by sentence, and it carries the session.',
    develop: 'Stay a breath longer when something is said for the first time.',
    nextStep: 'In your next session, count three breaths after every “I have never said that”.',
  },
};

/** A short review for sessions that only stand in the list. */
export const SHORT_REVIEW: Said = {
  moments: [
    {
      kind: 'session-agreement',
      startMs: 62_000,
      endMs: 191_000,
      indicators: ['SA.1'],
      competencies: ['SA'],
    },
  ],
  marks: { 'SA.1': 'observed', 'SA.2': 'partly' },
  ratings: { SA: ['emerging', 'The outcome was clear to me before it was clear to her.'] },
  feedback: {},
};
