import type { Moment } from '../model/moment';
import type { ReviewContent } from '../model/review';
import { SharedRecord } from './shared-record';

/**
 * A review's content while it is edited: the same as `ReviewContent`, with the moments, of which there can be tens of
 * thousands, in a form of which each edit copies a small part only. Documents and everything sent hold `ReviewContent`.
 */
export type EditContent = Omit<ReviewContent, 'moments'> & { moments: SharedRecord<Moment> };

export function editContentOf(content: ReviewContent): EditContent {
  return { ...content, moments: SharedRecord.of(content.moments) };
}

export function reviewContentOf(content: EditContent): ReviewContent {
  return { ...content, moments: content.moments.toRecord() };
}
