/** One responsibility in the partnership. */
export type CharterItem = { code: string; text: string };
export type CharterPart = { side: 'coach' | 'client'; title: string; items: readonly CharterItem[] };

/** The partnership charter: ten responsibilities of the coach and six of the client, in this project's own words. */
export const CHARTER: readonly CharterPart[] = [
  {
    side: 'coach',
    title: 'The coach sets the frame',
    items: [
      { code: 'coach-1a', text: 'I set boundaries and rules that fit this work, and keep them.' },
      { code: 'coach-1b', text: 'I leave the agenda to the client.' },
      {
        code: 'coach-1c',
        text: 'I listen all along, to words, to what is under them, and to the whole person.',
      },
      { code: 'coach-1d', text: 'I ask questions that are direct and that open something.' },
      { code: 'coach-1e', text: 'I appreciate, encourage and support, and mean it.' },
    ],
  },
  {
    side: 'coach',
    title: 'The coach strengthens the client',
    items: [
      { code: 'coach-2a', text: 'I would rather be wrong than hold back what I notice.' },
      { code: 'coach-2b', text: 'I help with goals, plans and ways to get there.' },
      {
        code: 'coach-2c',
        text: 'I offer views, options and suggestions to wake the client’s own answers, never in their place.',
      },
      { code: 'coach-2d', text: 'I make strong requests that carry the work on between sessions.' },
      { code: 'coach-2e', text: 'I hold to the highest standards of my profession and its ethics.' },
    ],
  },
  {
    side: 'client',
    title: 'The client plans the work',
    items: [
      { code: 'client-1a', text: 'I bring what each session is for, and what I want to take from it.' },
      { code: 'client-1b', text: 'My feelings, decisions, actions and successes are mine.' },
      { code: 'client-1c', text: 'I tell the truth as I see it.' },
    ],
  },
  {
    side: 'client',
    title: 'The client works the plan',
    items: [
      { code: 'client-2a', text: 'I do my own work.' },
      { code: 'client-2b', text: 'I pay on time.' },
      { code: 'client-2c', text: 'I am there, in body and with energy.' },
    ],
  },
];

/** Every code of the charter. */
export const CHARTER_CODES: readonly string[] = CHARTER.flatMap(({ items }) => items.map(({ code }) => code));
