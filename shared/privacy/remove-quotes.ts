import { type Change, isSameEntry } from '../history/review-change';
import type { EditState, History, JournalEntry, Step } from '../history/review-history';
import type { Moment } from '../model/moment';
import type { ReviewContent } from '../model/review';

/** How many moments of a review quote what was said. */
export function countQuotes(content: ReviewContent): number {
  return Object.values(content.moments).filter((moment) => moment.quote !== '').length;
}

/** A review's content with no word of the client's in it; all else stays as it was. */
export function removeQuotes(content: ReviewContent): ReviewContent {
  const moments = Object.entries(content.moments).map(([id, moment]) => [id, withoutQuote(moment)]);
  return { ...content, moments: Object.fromEntries(moments) };
}

/** A draft's content without quotes, and a history that undo and redo cannot bring any back from. */
export function removeQuotesFromState({ content, history, lastSeq }: EditState): EditState {
  return { content: removeQuotes(content), history: removeQuotesFromHistory(history), lastSeq };
}

/** Whether an edit would put a quote into a review. */
export function bringsQuote(entry: JournalEntry): boolean {
  return entry.type === 'edit' && entry.step.changes.some(changeBringsQuote);
}

function changeBringsQuote(change: Change): boolean {
  return change.collection === 'moments' && change.after !== undefined && change.after.quote !== '';
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

function withoutQuote(moment: Moment): Moment {
  return { ...moment, quote: '' };
}
