import { useEffect, useRef } from 'react';
import { COMMANDS, type Command } from '#shared/commands/commands';
import { commandFor, strokeOf } from '#shared/commands/key-bindings';

/** What runs a command; the result of a press is called when the key is let go. */
export type CommandHandlers = Readonly<Record<string, (() => void) | (() => (heldMs: number) => void)>>;

/** Elements that take typed text: no command there but those that are said to work in texts. */
const TEXT_FIELDS =
  'input:not([type="radio"], [type="checkbox"], [type="range"]), textarea, select, [contenteditable="true"]';

/** Controls that use these keys themselves while they have the focus. */
const OWN_KEYS: readonly { selector: string; codes: ReadonlySet<string> }[] = [
  { selector: 'button, a[href], [role="button"], summary', codes: new Set(['Space', 'Enter']) },
  {
    selector:
      'input, [role="slider"], [role="tablist"], [role="radiogroup"], [role="listbox"], [role="menu"], [role="combobox"], [data-own-keys]',
    codes: new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'Space', 'Enter']),
  },
  {
    selector: '[data-own-keys]',
    codes: new Set(['KeyE', 'KeyO', 'KeyP', 'KeyN', 'KeyX', 'Minus', 'Backspace']),
  },
];

/** Runs the commands of a place by their keys, except while typing, composing, or in a dialog. */
export function useCommandKeys(
  place: Command['place'],
  bindings: ReadonlyMap<string, readonly string[]>,
  handlers: CommandHandlers,
): void {
  const latest = useRef({ bindings, handlers });
  useEffect(() => {
    latest.current = { bindings, handlers };
  });

  useEffect(() => {
    const held = new Map<string, { sinceMs: number; release: (heldMs: number) => void }>();

    function press(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing) return;
      const command = commandFor(strokeOf(event), place, latest.current.bindings);
      const handler = command && latest.current.handlers[command.id];
      if (!command || !handler || isTaken(event, command)) return;
      event.preventDefault();
      if (event.repeat && !command.repeats) return;
      const release = handler();
      if (typeof release === 'function') held.set(event.code, { sinceMs: event.timeStamp, release });
    }

    function letGo(event: KeyboardEvent): void {
      const press = held.get(event.code);
      held.delete(event.code);
      // The time of the key, not of this call: a busy page must not turn a press into a hold.
      press?.release(event.timeStamp - press.sinceMs);
    }

    function letAllGo(): void {
      for (const { release, sinceMs } of held.values()) release(performance.now() - sinceMs);
      held.clear();
    }

    addEventListener('keydown', press);
    addEventListener('keyup', letGo);
    addEventListener('blur', letAllGo);
    return () => {
      removeEventListener('keydown', press);
      removeEventListener('keyup', letGo);
      removeEventListener('blur', letAllGo);
    };
  }, [place]);
}

function isTaken(event: KeyboardEvent, { worksInTexts = false }: Command): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('[role="dialog"]')) return true;
  const isChord = event.altKey || event.ctrlKey || event.metaKey;
  // Undo in a text belongs to the text; a key alone writes there, whichever command the user gave it.
  if (target.closest(TEXT_FIELDS)) return !(worksInTexts && isChord);
  if (isChord) return false;
  return OWN_KEYS.some(({ selector, codes }) => codes.has(event.code) && target.closest(selector) !== null);
}

/** The label of a command. */
export function commandLabel(commandId: string): string {
  return COMMANDS.find((command) => command.id === commandId)?.label ?? commandId;
}
