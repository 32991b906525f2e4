import { type AgreementElement, agreementElementSchema } from '#shared/model/moment-details';

/** Marks what holds one field of a form, so that keys can go from one to the next. */
export const FIELD = 'data-form-field';
/** Names, within a session agreement, the element that has the focus. */
export const ELEMENT = 'data-form-element';

const ENTRY = 'textarea, [role="radio"][tabindex="0"], input[type="checkbox"]';

/** Puts the focus into the first field of a form. */
export function focusFirstField(form: HTMLElement | null): void {
  form?.querySelector<HTMLElement>(`[${FIELD}] :is(${ENTRY})`)?.focus();
}

/** Puts the focus into the field after the one that has it; stays where it is the last. */
export function focusNextField(form: HTMLElement): void {
  const fields = [...form.querySelectorAll<HTMLElement>(`[${FIELD}]`)];
  const current = fields.findIndex((field) => field.contains(document.activeElement));
  if (current !== -1) fields[current + 1]?.querySelector<HTMLElement>(ENTRY)?.focus();
}

/** The element of a session agreement in whose field the focus is. */
export function elementAtFocus(): AgreementElement | undefined {
  const name = document.activeElement?.closest(`[${ELEMENT}]`)?.getAttribute(ELEMENT);
  return agreementElementSchema.safeParse(name).data;
}

/** The place, from 0, of the option that a digit stands for; `undefined` for every other key. */
export function optionOfKey(event: {
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}): number | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return undefined;
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  return digit === undefined ? undefined : Number(digit) - 1;
}
