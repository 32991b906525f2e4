import { COMMANDS, type Command } from './commands';

/** The parts of a keyboard event that a stroke is made of. `code` is the physical key, so layouts do not matter. */
export type KeyPress = {
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
};

/** Writes a key press as `Mod+Alt+Shift+KeyC`; `Mod` is Ctrl, or Cmd on a Mac. */
export function strokeOf({ code, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): string {
  return [(ctrlKey || metaKey) && 'Mod', altKey && 'Alt', shiftKey && 'Shift', code]
    .filter(Boolean)
    .join('+');
}

/** The strokes of every command: the built-in ones, replaced where the user chose others. */
export function resolveBindings(
  chosen: Readonly<Record<string, readonly string[]>>,
  commands: readonly Command[] = COMMANDS,
): Map<string, readonly string[]> {
  return new Map(commands.map((command) => [command.id, chosen[command.id] ?? command.strokes]));
}

/** Finds the command of a place that a stroke belongs to. */
export function commandFor(
  stroke: string,
  place: Command['place'],
  bindings: ReadonlyMap<string, readonly string[]>,
  commands: readonly Command[] = COMMANDS,
): Command | undefined {
  return commands.find((command) => command.place === place && bindings.get(command.id)?.includes(stroke));
}

/** A stroke that two commands of one place have. */
export type Clash = { stroke: string; commands: readonly [string, string] };

/** Every stroke that would do two things at once. */
export function findClashes(
  bindings: ReadonlyMap<string, readonly string[]>,
  commands: readonly Command[] = COMMANDS,
): Clash[] {
  const clashes: Clash[] = [];
  const owners = new Map<string, string>();
  for (const command of commands) {
    for (const stroke of bindings.get(command.id) ?? []) {
      const key = `${command.place} ${stroke}`;
      const owner = owners.get(key);
      if (owner === undefined) owners.set(key, command.id);
      else clashes.push({ stroke, commands: [owner, command.id] });
    }
  }
  return clashes;
}

/**
 * The user's choices with other strokes for one command. Its built-in ones are no choice, so taking them, or giving
 * `undefined`, leaves the command out.
 */
export function chooseStrokes(
  chosen: Readonly<Record<string, readonly string[]>>,
  command: Command,
  strokes: readonly string[] | undefined,
): Record<string, string[]> {
  const { [command.id]: _before, ...others } = chosen;
  const isBuiltIn = strokes === undefined || strokes.join(' ') === command.strokes.join(' ');
  const choices = isBuiltIn ? others : { ...others, [command.id]: strokes };
  return Object.fromEntries(Object.entries(choices).map(([id, theirs]) => [id, [...theirs]]));
}

/** Strokes that move the focus, close what is open, or that browsers and systems keep for themselves. */
const RESERVED =
  /(^|\+)(Tab|Escape|F5|F11|F12|PrintScreen)$|^Mod\+(Shift\+)?Key[ACFNPQRTVWX]$|^Alt\+(F4|Space)$/;

/** Whether a stroke must not be given to a command by the user. */
export function isReserved(stroke: string): boolean {
  return RESERVED.test(stroke);
}

const KEY_NAMES: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
  Comma: ',',
  Period: '.',
  Slash: '/',
  Equal: '+',
  Minus: '−',
  Mod: 'Ctrl',
  NumpadAdd: 'Num +',
  NumpadSubtract: 'Num −',
};

/** A stroke as people read it: `Ctrl+Shift+Z`. Keys are named as on an English keyboard. */
export function describeStroke(stroke: string): string {
  if (stroke === 'Shift+Slash') return '?';
  return stroke
    .split('+')
    .map((part) => KEY_NAMES[part] ?? part.replace(/^(Key|Digit)/, ''))
    .join('+');
}
