import { useEffect, useRef } from 'react';
import { COMMANDS, type Command } from '#shared/commands/commands';
import { commandFor, strokeOf } from '#shared/commands/key-bindings';

/** What runs a command; the result of a press is called when the key is let go. */
export type CommandHandlers = Readonly<Record<string, (() => void) | (() => (heldMs: number) => void)>>;

/** Elements that take typed text: no command there but those with Ctrl or Cmd that make no sense in a text. */
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
      if (event.defaultPrevented || event.isComposing || isTaken(event)) return;
      const command = commandFor(strokeOf(event), place, latest.current.bindings);
      const handler = command && latest.current.handlers[command.id];
      if (!command || !handler) return;
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

function isTaken(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('[role="dialog"]')) return true;
  if (target.closest(TEXT_FIELDS)) return !isOfWholeReview(event);
  if (event.altKey || event.ctrlKey || event.metaKey) return false;
  return OWN_KEYS.some(({ selector, codes }) => codes.has(event.code) && target.closest(selector) !== null);
}

/** Submitting works from within a text; undo there belongs to the text. */
function isOfWholeReview(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey) && event.code === 'Enter';
}

/** The label of a command. */
export function commandLabel(commandId: string): string {
  return COMMANDS.find((command) => command.id === commandId)?.label ?? commandId;
}
