/** Writes a text where the cursor of a field stands, in place of what is selected, as if it had been typed. */
export function insertText(field: HTMLTextAreaElement, text: string): void {
  const { selectionStart, selectionEnd, value } = field;
  const before = value.slice(0, selectionStart);
  const gap = before === '' || /\s$/.test(before) ? '' : ' ';
  field.focus();
  field.setRangeText(`${gap}${text}`, selectionStart, selectionEnd, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** The field into which a wording goes: the one that is being written in, else the one given. */
export function fieldToWriteIn(otherwise: HTMLTextAreaElement | null): HTMLTextAreaElement | undefined {
  const { activeElement } = document;
  const field = activeElement instanceof HTMLTextAreaElement ? activeElement : otherwise;
  return field === null || field.readOnly || field.disabled ? undefined : field;
}
