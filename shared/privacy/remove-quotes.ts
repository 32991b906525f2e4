import { editContentOf, reviewContentOf } from '../history/edit-content';
import { type Change, isSameEntry } from '../history/review-change';
import type { EditState, History, JournalEntry, Step } from '../history/review-history';
import type { Moment } from '../model/moment';
import type { MomentDetails } from '../model/moment-details';
import type { ReviewContent } from '../model/review';

/** How many moments of a review hold words of the client's: a quote, or what the form of a kind took down. */
export function countQuotes(content: ReviewContent): number {
  return Object.values(content.moments).filter(holdsQuote).length;
}

/** The client's words in a review: what {@link removeQuotes} takes out of it. */
export function quotesIn(content: ReviewContent): string[] {
  return Object.values(content.moments).flatMap((moment) => [
    moment.quote,
    ...textsTakenOut(moment.details, withoutQuote(moment).details),
  ]);
}

function textsTakenOut(before: unknown, after: unknown): string[] {
  if (typeof before === 'string') return before === after ? [] : [before];
  if (typeof before !== 'object' || before === null) return [];
  return Object.entries(before).flatMap(([key, part]) =>
    textsTakenOut(part, (after as Record<string, unknown> | undefined)?.[key]),
  );
}

/** A review's content with no word of the client's in it; all else stays as it was. */
export function removeQuotes(content: ReviewContent): ReviewContent {
  const moments = Object.entries(content.moments).map(([id, moment]) => [id, withoutQuote(moment)]);
  return { ...content, moments: Object.fromEntries(moments) };
}

/** A draft's content without quotes, and a history that undo and redo cannot bring any back from. */
export function removeQuotesFromState({ content, history, lastSeq }: EditState): EditState {
  const emptied = editContentOf(removeQuotes(reviewContentOf(content)));
  return { content: emptied, history: removeQuotesFromHistory(history), lastSeq };
}

/** Whether an edit would put a quote into a review. */
export function bringsQuote(entry: JournalEntry): boolean {
  return entry.type === 'edit' && entry.step.changes.some(changeBringsQuote);
}

function changeBringsQuote(change: Change): boolean {
  return change.collection === 'moments' && change.after !== undefined && holdsQuote(change.after);
}

function removeQuotesFromHistory({ done, undone }: History): History {
  return { done: done.flatMap(stepWithoutQuotes), undone: undone.flatMap(stepWithoutQuotes) };
}

/** One step, or none where it did no more than write a quote. */
function stepWithoutQuotes(step: Step): Step[] {
  const changes = step.changes
    .map(changeWithoutQuotes)
    .filter(({ before, after }) => !isSameEntry(before, after));
  return changes.length > 0 ? [{ ...step, changes }] : [];
}

function changeWithoutQuotes(change: Change): Change {
  if (change.collection !== 'moments') return change;
  const { before, after } = change;
  return {
    ...change,
    ...(before && { before: withoutQuote(before) }),
    ...(after && { after: withoutQuote(after) }),
  };
}

function holdsQuote(moment: Moment): boolean {
  return !isSameEntry(moment, withoutQuote(moment));
}

function withoutQuote(moment: Moment): Moment {
  const { details } = moment;
  return { ...moment, quote: '', ...(details && { details: withoutClientsWords(details) }) };
}

/**
 * The form of a kind with every text taken out that may hold the client's words, and what was ticked and chosen left
 * as it was, so that the trail stays the same. What the coach said (the check, the choice she offered) stays too.
 */
function withoutClientsWords(details: MomentDetails): MomentDetails {
  switch (details.kind) {
    case 'session-agreement': {
      const elements = Object.entries(details.elements).map(([element, heard]) => [
        element,
        { ...heard, words: '' },
      ]);
      return { ...details, elements: Object.fromEntries(elements) };
    }
    case 're-contracting':
      return emptied(details, ['from', 'to']);
    case 'deeper-theme':
      return emptied(details, ['presentedTopic', 'inherentRequest']);
    case 'between-session-agreement':
      return emptied(details, ['what', 'byWhen', 'trackedHow', 'contact']);
    case 'mini-contract':
    case 'partnering':
    case 'accountability':
    case 'closing':
    case 'role-shift':
      return details;
  }
}

function emptied<Details extends object>(details: Details, fields: readonly (keyof Details)[]): Details {
  const written = fields.filter((field) => details[field] !== undefined);
  return { ...details, ...Object.fromEntries(written.map((field) => [field, ''])) };
}
