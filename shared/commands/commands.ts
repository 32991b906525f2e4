import { TRAIL_KINDS } from '../model/moment';

/** One thing the user can do by key, menu or button. Handlers live in the renderer; this is the list. */
export type Command = {
  id: string;
  label: string;
  group: 'Playing' | 'Marking' | 'Moments' | 'View' | 'Review' | 'Library';
  /** Where its keys work. Commands of different places may share a key. */
  place: 'workspace' | 'library';
  /** Built-in key strokes, in the form that `strokeOf` writes; the first is the one that is shown. */
  strokes: readonly string[];
  /** Whether holding the key repeats it. */
  repeats?: boolean;
  /** Whether its keys with Ctrl, Cmd or Alt work while a text is being written, too. */
  worksInTexts?: boolean;
};

/** The trail's own kinds come first in every framework, so the digits stand for them everywhere. */
const markCommands = TRAIL_KINDS.flatMap((kind, index): Command[] => {
  const digit = index + 1;
  const label = `Mark ${kind.label.toLowerCase()}`;
  return [
    {
      id: `mark.kind-${digit}`,
      label: `${label} (hold for an interval)`,
      group: 'Marking',
      place: 'workspace',
      strokes: [`Digit${digit}`],
    },
    {
      id: `mark.missed-${digit}`,
      label: `${label} as missed`,
      group: 'Marking',
      place: 'workspace',
      strokes: [`Shift+Digit${digit}`],
    },
    {
      id: `mark.against-${digit}`,
      label: `${label} as counter-evidence`,
      group: 'Marking',
      place: 'workspace',
      strokes: [`Alt+Digit${digit}`],
    },
  ];
});

function inWorkspace(
  id: string,
  label: string,
  group: Command['group'],
  strokes: readonly string[],
  options: Pick<Command, 'repeats' | 'worksInTexts'> = {},
): Command {
  return { id, label, group, place: 'workspace', strokes, ...options };
}

/** Every command with its built-in keys, which follow the habits of video editors and annotation tools. */
export const COMMANDS: readonly Command[] = [
  inWorkspace('play.toggle', 'Play or pause', 'Playing', ['Space', 'KeyK']),
  inWorkspace('play.backward', 'Shuttle backward', 'Playing', ['KeyJ']),
  inWorkspace('play.forward', 'Shuttle forward', 'Playing', ['KeyL']),
  inWorkspace('play.back-1', 'Back 1 s', 'Playing', ['ArrowLeft'], { repeats: true }),
  inWorkspace('play.forth-1', 'Forward 1 s', 'Playing', ['ArrowRight'], { repeats: true }),
  inWorkspace('play.back-5', 'Back 5 s', 'Playing', ['Shift+ArrowLeft'], { repeats: true }),
  inWorkspace('play.forth-5', 'Forward 5 s', 'Playing', ['Shift+ArrowRight'], { repeats: true }),
  inWorkspace('play.back-tenth', 'Back 0.1 s', 'Playing', ['Alt+ArrowLeft'], { repeats: true }),
  inWorkspace('play.forth-tenth', 'Forward 0.1 s', 'Playing', ['Alt+ArrowRight'], { repeats: true }),
  inWorkspace('play.previous-picture', 'Previous picture of a video', 'Playing', ['Comma'], {
    repeats: true,
  }),
  inWorkspace('play.next-picture', 'Next picture of a video', 'Playing', ['Period'], { repeats: true }),
  inWorkspace('play.next-pause', 'Next pause', 'Playing', ['KeyN']),
  inWorkspace('play.previous-pause', 'Previous pause', 'Playing', ['Shift+KeyN']),
  inWorkspace('play.start', 'Go to the start', 'Playing', ['Home']),
  inWorkspace('play.end', 'Go to the end', 'Playing', ['End']),
  inWorkspace('play.replay', 'Replay the last 5 s', 'Playing', ['KeyR']),
  inWorkspace('play.go-to', 'Go to a time…', 'Playing', ['KeyG']),
  inWorkspace('play.slower', 'Slower', 'Playing', ['BracketLeft', 'Shift+Comma'], { repeats: true }),
  inWorkspace('play.faster', 'Faster', 'Playing', ['BracketRight', 'Shift+Period'], { repeats: true }),
  inWorkspace('play.normal-speed', 'Normal speed', 'Playing', ['Backspace']),
  inWorkspace('play.louder', 'Louder', 'Playing', ['Shift+ArrowUp'], { repeats: true }),
  inWorkspace('play.quieter', 'Quieter', 'Playing', ['Shift+ArrowDown'], { repeats: true }),
  inWorkspace('play.mute', 'Mute', 'Playing', ['KeyU']),
  ...markCommands,
  inWorkspace('mark.again', 'Mark a point of the last kind', 'Marking', ['KeyM']),
  inWorkspace('mark.in', 'Start of an interval', 'Marking', ['KeyI']),
  inWorkspace('mark.out', 'End of an interval', 'Marking', ['KeyO']),
  inWorkspace('moment.previous', 'Previous moment', 'Moments', ['ArrowUp'], { repeats: true }),
  inWorkspace('moment.next', 'Next moment', 'Moments', ['ArrowDown'], { repeats: true }),
  inWorkspace('moment.edit-note', 'Write its note', 'Moments', ['Enter', 'KeyC']),
  inWorkspace('moment.edit-quote', 'Write its quote', 'Moments', ['KeyQ']),
  inWorkspace('moment.form', 'Fill in the form of its kind', 'Moments', ['KeyF']),
  inWorkspace('form.take-time', 'In the form: take the time of the playhead', 'Moments', ['Alt+KeyT'], {
    worksInTexts: true,
  }),
  inWorkspace('form.phrases', 'Insert one of your wordings…', 'Moments', ['Alt+KeyP'], {
    worksInTexts: true,
  }),
  inWorkspace('moment.play', 'Play it', 'Moments', ['KeyP']),
  inWorkspace('moment.loop', 'Loop it', 'Moments', ['Backslash', 'Mod+KeyL']),
  inWorkspace('moment.polarity', 'Shown, missed, against', 'Moments', ['KeyV']),
  inWorkspace('moment.link', 'Link it to an indicator…', 'Moments', ['KeyE']),
  inWorkspace('moment.delete', 'Delete it', 'Moments', ['Delete']),
  inWorkspace('moment.deselect', 'Let go of it', 'Moments', ['Escape']),
  inWorkspace('view.zoom-in', 'Zoom in', 'View', ['Equal', 'NumpadAdd'], { repeats: true }),
  inWorkspace('view.zoom-out', 'Zoom out', 'View', ['Minus', 'NumpadSubtract'], { repeats: true }),
  inWorkspace('view.fit', 'Show the whole session', 'View', ['Digit0']),
  inWorkspace('view.moments', 'Moments', 'View', ['F6']),
  inWorkspace('view.checklist', 'Checklist', 'View', ['F7']),
  inWorkspace('view.rating', 'Rating', 'View', ['F8']),
  inWorkspace('view.feedback', 'Feedback', 'View', ['F9']),
  inWorkspace('view.trail', 'Trail', 'View', ['F10']),
  inWorkspace('review.undo', 'Undo', 'Review', ['Mod+KeyZ'], { repeats: true }),
  inWorkspace('review.redo', 'Redo', 'Review', ['Mod+Shift+KeyZ', 'Mod+KeyY'], { repeats: true }),
  inWorkspace('review.submit', 'Submit…', 'Review', ['Mod+Enter'], { worksInTexts: true }),
  inWorkspace('help.keys', 'Keys', 'View', ['Shift+Slash', 'F1']),
];

export type CommandId = (typeof COMMANDS)[number]['id'];
