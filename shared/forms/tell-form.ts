import type { Moment } from '../model/moment';
import { chosenIn, heardIn, wordsIn } from './edit-form';
import { type FormField, formOf } from './moment-forms';

/** One line of a form that was filled in, as it is read. */
export type FormLine = {
  label: string;
  text: string;
  /** Whether the text is the client's words, to be shown between quotation marks. */
  isQuote: boolean;
  /** When an element was heard, in milliseconds of the recording. */
  atMs?: number;
};

/** What is written in a moment's form, in the order of the form; nothing for fields that were left out. */
export function tellForm(moment: Pick<Moment, 'details'>): FormLine[] {
  const { details } = moment;
  if (!details) return [];
  return (formOf(details.kind) ?? []).flatMap((field) => lineOf(details, field));
}

/** A form in one sentence's length, for lists and for reading aloud. */
export function tellFormInOneLine(moment: Pick<Moment, 'details'>): string {
  return tellForm(moment)
    .map(({ label, text, isQuote }) => (isQuote ? `${label}: “${text}”` : `${label}: ${text}`))
    .join(' · ');
}

function lineOf(details: NonNullable<Moment['details']>, field: FormField): FormLine[] {
  const { label } = field;
  if (field.type === 'element') {
    const heard = heardIn(details, field.name);
    if (!heard) return [];
    const { words, atMs } = heard;
    return [
      {
        label,
        text: words === '' ? 'heard' : words,
        isQuote: words !== '',
        ...(atMs !== undefined && { atMs }),
      },
    ];
  }
  if (field.type === 'words') {
    const text = wordsIn(details, field);
    return text === '' ? [] : [{ label, text, isQuote: false }];
  }
  const chosen = chosenIn(details, field);
  if (chosen.length === 0) return [];
  const labels = field.options.filter(({ value }) => chosen.includes(value)).map((option) => option.label);
  const count = field.type === 'several' ? `${labels.length} of ${field.options.length}: ` : '';
  return [{ label, text: `${count}${labels.join(', ')}`, isQuote: false }];
}
