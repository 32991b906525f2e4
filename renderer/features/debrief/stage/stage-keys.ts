/** The keys of the stage. Those of presenters' remote controls are among them. */
export const STAGE_KEYS = [
  { command: 'next', codes: ['ArrowRight', 'PageDown', 'KeyN'], shown: ['→', 'N'], meaning: 'Next step' },
  { command: 'back', codes: ['ArrowLeft', 'PageUp', 'KeyB'], shown: ['←', 'B'], meaning: 'Step before' },
  { command: 'play', codes: ['Space'], shown: ['Space'], meaning: 'Play the stretch, and pause' },
  {
    command: 'nextPlace',
    codes: ['KeyP'],
    shown: ['P'],
    meaning: 'Play the next place, where there are several',
  },
  { command: 'vote', codes: ['KeyV'], shown: ['V'], meaning: 'Count hands: type how many for each value' },
  {
    command: 'reveal',
    codes: ['KeyR'],
    shown: ['R'],
    meaning: 'Show what was scored alone, and hide it again',
  },
  { command: 'consensus', codes: ['KeyC'], shown: ['C'], meaning: 'Write what the group agrees on' },
  { command: 'leaveOpen', codes: ['KeyO'], shown: ['O'], meaning: 'It stays open, and why' },
  { command: 'clock', codes: ['KeyT'], shown: ['T'], meaning: 'Stop the clock, and let it go on' },
  { command: 'agenda', codes: ['KeyA'], shown: ['A'], meaning: 'The agenda' },
  { command: 'closing', codes: ['KeyI'], shown: ['I'], meaning: 'The last round: one intention each' },
  { command: 'minutes', codes: ['KeyM'], shown: ['M'], meaning: 'The minutes' },
  { command: 'help', codes: [], shown: ['?'], meaning: 'These keys' },
] as const satisfies readonly {
  command: string;
  codes: readonly string[];
  shown: readonly string[];
  meaning: string;
}[];

export type StageCommand = (typeof STAGE_KEYS)[number]['command'];

/** Keys of the stage that hold in a field as well, or with a chord. */
export const OTHER_KEYS = [
  { shown: ['Enter'], meaning: 'In a count or a value: go on' },
  { shown: ['Esc'], meaning: 'Leave a field, and all is saved' },
  { shown: ['Ctrl Z'], meaning: 'Undo what the group wrote last' },
] as const;

type Press = Pick<KeyboardEvent, 'code' | 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** The command of a key press; letters are told by what is written on them, whatever the keyboard. */
export function stageCommandOf(press: Press): StageCommand | undefined {
  if (press.ctrlKey || press.metaKey || press.altKey) return undefined;
  if (press.key === '?') return 'help';
  if (press.shiftKey) return undefined;
  const code = /^[a-z]$/i.test(press.key) ? `Key${press.key.toUpperCase()}` : press.code;
  return STAGE_KEYS.find(({ codes }) => (codes as readonly string[]).includes(code))?.command;
}
