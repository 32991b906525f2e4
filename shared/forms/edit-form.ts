import { isSameEntry } from '../history/review-change';
import type { Moment } from '../model/moment';
import type { AgreementElement, MomentDetails } from '../model/moment-details';
import { blankForm, type ChoiceField, detailsOrBlank, type FormField, type WordsField } from './moment-forms';

type Fields = Readonly<Record<string, unknown>>;

/** One element of a session agreement as it was heard. */
export type HeardElement = { words: string; atMs?: number | undefined };

/** A moment with its form changed. A form in which nothing is left is taken away; a kind without one stays as it was. */
export function changeForm(moment: Moment, change: (details: MomentDetails) => MomentDetails): Moment {
  const before = detailsOrBlank(moment);
  if (!before) return moment;
  const { details: _before, ...rest } = moment;
  const details = change(before);
  return isSameEntry(details, blankForm(details.kind)) ? rest : { ...rest, details };
}

/** The words in a field; empty where nothing is said. */
export function wordsIn(details: MomentDetails, field: Pick<WordsField, 'name'>): string {
  const value = (details as Fields)[field.name];
  return typeof value === 'string' ? value : '';
}

/** The values chosen in a field: none or one of a choice, any number of several. */
export function chosenIn(
  details: MomentDetails,
  field: Pick<ChoiceField, 'name'>,
): readonly (string | boolean)[] {
  const value = (details as Fields)[field.name];
  if (Array.isArray(value)) return value;
  return typeof value === 'string' || typeof value === 'boolean' ? [value] : [];
}

/** The element as it was heard; `undefined` where it was not. */
export function heardIn(details: MomentDetails, element: AgreementElement): HeardElement | undefined {
  return details.kind === 'session-agreement' ? details.elements[element] : undefined;
}

/** A form with other words in a field; empty words are taken out. */
export function writeWords(details: MomentDetails, { name }: WordsField, words: string): MomentDetails {
  return withField(details, name, words.trim() === '' ? undefined : words);
}

/** A form in which a value is chosen, or let go where it was chosen before; several keep the order of the form. */
export function toggleOption(
  details: MomentDetails,
  { type, name, options }: ChoiceField,
  value: string | boolean,
): MomentDetails {
  const chosen = chosenIn(details, { name });
  const isChosen = chosen.includes(value);
  if (type === 'choice') return withField(details, name, isChosen ? undefined : value);
  const next = options
    .map((option) => option.value)
    .filter((candidate) => (candidate === value ? !isChosen : chosen.includes(candidate)));
  return withField(details, name, next);
}

/** A form with nothing chosen in a field. */
export function clearChoice(details: MomentDetails, { type, name }: ChoiceField): MomentDetails {
  return withField(details, name, type === 'several' ? [] : undefined);
}

/**
 * A session agreement with parts of an element changed. One that has neither words nor a time any more was not heard.
 *
 * @param change - `atMs: undefined` takes the time away
 */
export function hearElement(
  details: MomentDetails,
  element: AgreementElement,
  change: Partial<HeardElement>,
): MomentDetails {
  if (details.kind !== 'session-agreement') return details;
  const { [element]: before, ...others } = details.elements;
  const { words, atMs } = { words: '', ...before, ...change };
  const isHeard = words.trim() !== '' || atMs !== undefined;
  return {
    ...details,
    elements: isHeard ? { ...others, [element]: { words, ...(atMs !== undefined && { atMs }) } } : others,
  };
}

/** Whether the client's own words may stand in a field. */
export function mayHoldClientsWords(field: FormField): boolean {
  return field.type === 'element' || (field.type === 'words' && field.isClients);
}

function withField(details: MomentDetails, name: string, value: unknown): MomentDetails {
  const { [name]: _before, ...others } = details as Fields;
  return (value === undefined ? others : { ...others, [name]: value }) as MomentDetails;
}
