import { z } from 'zod';
import { idSchema } from '../model/identifiers';
import { momentSchema } from '../model/moment';
import { feedbackPartSchema, indicatorMarkSchema, type ReviewContent, ratingSchema } from '../model/review';

/**
 * One entry of a review before and after an edit. A missing `before` is a creation, a missing `after` a deletion.
 * Carrying both makes every change its own inverse when turned round, and lets a stale edit be noticed.
 */
export const changeSchema = z.discriminatedUnion('collection', [
  z.object({
    collection: z.literal('moments'),
    key: idSchema,
    before: momentSchema.optional(),
    after: momentSchema.optional(),
  }),
  z.object({
    collection: z.literal('marks'),
    key: z.string().min(1),
    before: indicatorMarkSchema.optional(),
    after: indicatorMarkSchema.optional(),
  }),
  z.object({
    collection: z.literal('ratings'),
    key: z.string().min(1),
    before: ratingSchema.optional(),
    after: ratingSchema.optional(),
  }),
  z.object({
    collection: z.literal('feedback'),
    key: feedbackPartSchema,
    before: z.string().optional(),
    after: z.string().optional(),
  }),
]);
export type Change = z.infer<typeof changeSchema>;

/** Thrown when a change does not fit the content it is applied to: someone else wrote in between. */
export class StaleChangeError extends Error {
  constructor(readonly change: Change) {
    super(`The entry ${change.collection}/${change.key} is not as the change expects it`);
    this.name = 'StaleChangeError';
  }
}

type Entries = Readonly<Record<string, unknown>>;

/**
 * Applies changes in order and returns new content; the given content is left as it was, and collections that no
 * change names are shared with it, so that a view can tell cheaply what moved.
 *
 * @throws StaleChangeError when an entry differs from the change's `before`
 */
export function applyChanges(content: ReviewContent, changes: readonly Change[]): ReviewContent {
  const next: Record<Change['collection'], Entries> = { ...content };
  const copied = new Set<Change['collection']>();
  for (const change of changes) {
    const current = next[change.collection][change.key];
    if (!isSameEntry(current, change.before)) throw new StaleChangeError(change);
    if (!copied.has(change.collection)) {
      next[change.collection] = { ...next[change.collection] };
      copied.add(change.collection);
    }
    const entries = next[change.collection] as Record<string, unknown>;
    if (change.after === undefined) delete entries[change.key];
    else entries[change.key] = change.after;
  }
  return next as ReviewContent;
}

/** The changes that take `applyChanges(content, changes)` back to `content`. */
export function invertChanges(changes: readonly Change[]): Change[] {
  return changes
    .map((change) => {
      const { before, after, ...target } = change;
      return {
        ...target,
        ...(after !== undefined && { before: after }),
        ...(before !== undefined && { after: before }),
      } as Change;
    })
    .reverse();
}

/** The changes that lead from one content to another, entry by entry; empty when they are equal. */
export function diffContent(from: ReviewContent, to: ReviewContent): Change[] {
  const changes: Change[] = [];
  for (const collection of ['moments', 'marks', 'ratings', 'feedback'] as const) {
    const before: Entries = from[collection];
    const after: Entries = to[collection];
    if (before === after) continue;
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      if (isSameEntry(before[key], after[key])) continue;
      changes.push({
        collection,
        key,
        ...(before[key] !== undefined && { before: before[key] }),
        ...(after[key] !== undefined && { after: after[key] }),
      } as Change);
    }
  }
  return changes;
}

/** Deep equality of plain JSON values; an `undefined` member counts as absent, as it does in JSON. */
export function isSameEntry(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    if (!isSameEntry(left[key], right[key])) return false;
  }
  return true;
}
