import { useEffect, useRef } from 'react';
import { type StageCommand, stageCommandOf } from './stage-keys';

export type StageHandlers = Readonly<Partial<Record<StageCommand, () => void>>> & { undo(): void };

/** Fields that take any letter. */
const TEXTS = 'textarea, input:not([type="radio"], [type="checkbox"], [data-counts])';
/** Controls that use these keys themselves while they have the focus. */
const OWN_KEYS: readonly { selector: string; codes: readonly string[] }[] = [
  { selector: 'button, a[href], summary', codes: ['Space', 'Enter'] },
  { selector: 'input[type="radio"]', codes: ['ArrowLeft', 'ArrowRight', 'Space'] },
  { selector: '[role="listbox"]', codes: ['Space', 'PageDown', 'PageUp'] },
  { selector: '[data-counts]', codes: ['Space', 'ArrowLeft', 'ArrowRight'] },
];

/** Runs the stage by its keys, whatever has the focus, except where someone writes or a dialog asks. */
export function useStageKeys(handlers: StageHandlers): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });

  useEffect(() => {
    function press(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing) return;
      const target = event.target instanceof HTMLElement ? event.target : undefined;
      if (target?.closest('[role="dialog"]')) return;
      if (event.key === 'Escape' && target?.closest('input, textarea')) {
        target.blur();
        return;
      }
      if (target?.closest(TEXTS)) return;
      if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z') {
        event.preventDefault();
        latest.current.undo();
        return;
      }
      if (OWN_KEYS.some(({ selector, codes }) => codes.includes(event.code) && target?.closest(selector)))
        return;
      const command = stageCommandOf(event);
      const handler = command && latest.current[command];
      if (!handler) return;
      event.preventDefault();
      if (!event.repeat) handler();
    }
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}
