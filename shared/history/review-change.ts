import { z } from 'zod';
import { idSchema } from '../model/identifiers';
import { momentSchema } from '../model/moment';
import { feedbackPartSchema, indicatorMarkSchema, ratingSchema } from '../model/review';
import type { EditContent } from './edit-content';

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

/** The collections that stay small, since the framework says what can be in them. */
type SmallCollection = Exclude<Change['collection'], 'moments'>;

/**
 * Applies changes in order and returns new content; the given content is left as it was, and what no change names is
 * shared with it, so that a view can tell cheaply what moved.
 *
 * @throws StaleChangeError when an entry differs from the change's `before`
 */
export function applyChanges(content: EditContent, changes: readonly Change[]): EditContent {
  let next = content;
  for (const change of changes) {
    if (!isSameEntry(entryOf(next, change), change.before)) throw new StaleChangeError(change);
    next = withEntry(next, change);
  }
  return next;
}

function entryOf(content: EditContent, { collection, key }: Change): unknown {
  return collection === 'moments' ? content.moments.get(key) : (content[collection] as Entries)[key];
}

function withEntry(content: EditContent, change: Change): EditContent {
  const { collection, key, after } = change;
  if (collection === 'moments') {
    const { moments } = content;
    return { ...content, moments: after === undefined ? moments.without(key) : moments.with(key, after) };
  }
  const { [key]: _before, ...others } = content[collection] as Entries;
  return { ...content, [collection]: after === undefined ? others : { ...others, [key]: after } };
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
export function diffContent(from: EditContent, to: EditContent): Change[] {
  const changes = from.moments
    .keysThatDiffer(to.moments)
    .flatMap((key) => changeOf('moments', key, from.moments.get(key), to.moments.get(key)));
  for (const collection of ['marks', 'ratings', 'feedback'] as const satisfies SmallCollection[]) {
    const before: Entries = from[collection];
    const after: Entries = to[collection];
    if (before === after) continue;
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      changes.push(...changeOf(collection, key, before[key], after[key]));
    }
  }
  return changes;
}

/** The change of one entry; none where it is the same. */
function changeOf(collection: Change['collection'], key: string, before: unknown, after: unknown): Change[] {
  if (isSameEntry(before, after)) return [];
  return [
    {
      collection,
      key,
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    } as Change,
  ];
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
