import type { KeyboardEvent } from 'react';

/**
 * Moves the focus among the radio buttons of a group with Left and Right. It does not choose: each can be read before
 * one is chosen, and passing over a value leaves no step to undo.
 */
export function moveAmongRadios(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
  const radios = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="radio"]')];
  const position = radios.findIndex((radio) => radio.contains(document.activeElement));
  if (position === -1) return;
  event.preventDefault();
  event.stopPropagation();
  radios[(position + step + radios.length) % radios.length]?.focus();
}

/** Keeps the keys that press a button from reaching the player, which plays and pauses with them. */
export function keepButtonKeys(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isButton = event.target instanceof Element && event.target.closest('button, summary') !== null;
  if (isButton && (event.key === ' ' || event.key === 'Enter')) event.stopPropagation();
}

/** Whether a key press writes text or belongs to a chord of the system. */
export function isForText({ target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey) return true;
  return target instanceof Element && target.closest('textarea, input, select') !== null;
}
