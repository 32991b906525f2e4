import { z } from 'zod';
import { idSchema, timestampSchema } from '../model/identifiers';
import type { EditContent } from './edit-content';
import { applyChanges, changeSchema, invertChanges, isSameEntry } from './review-change';

/** One named edit: what a person did in one go, and what undo takes back in one go. */
export const stepSchema = z.object({
  id: idSchema,
  /** Shown to the user: "Undo …". */
  label: z.string().min(1).max(200),
  at: timestampSchema,
  changes: z.array(changeSchema).min(1).max(5_000),
  /** Steps with the same key that follow each other closely become one, so that typing is undone by the phrase. */
  mergeKey: z.string().max(200).optional(),
});
export type Step = z.infer<typeof stepSchema>;

/** What can be taken back (newest last) and what can be done again (next one last). */
export const historySchema = z.object({ done: z.array(stepSchema), undone: z.array(stepSchema) });
export type History = z.infer<typeof historySchema>;

export const EMPTY_HISTORY: History = { done: [], undone: [] };

/** One line of a review's journal. `seq` counts from 1 without gaps over the life of the review. */
export const journalEntrySchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('edit'), seq: z.number().int().positive(), step: stepSchema }),
  z.object({ type: z.literal('undo'), seq: z.number().int().positive(), stepId: idSchema }),
  z.object({ type: z.literal('redo'), seq: z.number().int().positive(), stepId: idSchema }),
]);
export type JournalEntry = z.infer<typeof journalEntrySchema>;

/** Content, history and the number of the last entry in both; the unit that is saved, replayed and undone. */
export type EditState = { content: EditContent; history: History; lastSeq: number };

/** More steps than anyone takes back by hand, few enough to be read with the review at every opening. */
export const HISTORY_LIMIT = 500;

/** Longest pause within one phrase of typing. */
const MERGE_WITHIN_MS = 4_000;

export class HistoryError extends Error {
  override name = 'HistoryError';
}

/**
 * Applies one journal entry. Pure, and the only way in which a review's content changes: the page uses it for the
 * edit at hand, the backend for what it stores, and recovery for what it finds after a crash.
 *
 * @throws HistoryError when the entry does not follow `lastSeq` or names a step that is not next
 * @throws StaleChangeError when a change does not fit the content
 */
export function applyEntry(state: EditState, entry: JournalEntry): EditState {
  if (entry.seq !== state.lastSeq + 1) {
    throw new HistoryError(`Entry ${entry.seq} does not follow entry ${state.lastSeq}`);
  }
  const { done, undone } = state.history;
  switch (entry.type) {
    case 'edit':
      return {
        content: applyChanges(state.content, entry.step.changes),
        history: { done: pushStep(done, entry.step), undone: [] },
        lastSeq: entry.seq,
      };
    case 'undo': {
      const step = expectNext(done, entry.stepId, 'undo');
      return {
        content: applyChanges(state.content, invertChanges(step.changes)),
        history: { done: done.slice(0, -1), undone: [...undone, step] },
        lastSeq: entry.seq,
      };
    }
    case 'redo': {
      const step = expectNext(undone, entry.stepId, 'redo');
      return {
        content: applyChanges(state.content, step.changes),
        history: { done: [...done, step], undone: undone.slice(0, -1) },
        lastSeq: entry.seq,
      };
    }
  }
}

/**
 * Whether an entry is the one that led to a state, so that sending it again changes nothing. An entry of the same
 * number that someone else sent is not.
 */
export function isLastEntry({ history, lastSeq }: EditState, entry: JournalEntry): boolean {
  if (entry.seq !== lastSeq) return false;
  switch (entry.type) {
    case 'edit':
      return history.done.at(-1)?.id === entry.step.id;
    case 'undo':
      return history.undone.at(-1)?.id === entry.stepId;
    case 'redo':
      return history.done.at(-1)?.id === entry.stepId;
  }
}

function expectNext(steps: readonly Step[], stepId: string, verb: string): Step {
  const step = steps.at(-1);
  if (!step || step.id !== stepId) throw new HistoryError(`Step ${stepId} is not the next to ${verb}`);
  return step;
}

function pushStep(done: readonly Step[], step: Step): Step[] {
  const previous = done.at(-1);
  const merged = previous && mergeSteps(previous, step);
  if (merged) return [...done.slice(0, -1), merged];
  return [...done.slice(-(HISTORY_LIMIT - 1)), step];
}

/** Joins two steps of one phrase: same key, same single entry, close in time, and the second continues the first. */
function mergeSteps(previous: Step, step: Step): Step | undefined {
  if (step.mergeKey === undefined || step.mergeKey !== previous.mergeKey) return undefined;
  const elapsedMs = Date.parse(step.at) - Date.parse(previous.at);
  if (!(elapsedMs >= 0 && elapsedMs <= MERGE_WITHIN_MS)) return undefined;
  const [first, ...moreOfPrevious] = previous.changes;
  const [second, ...moreOfStep] = step.changes;
  if (!first || !second || moreOfPrevious.length > 0 || moreOfStep.length > 0) return undefined;
  if (first.collection !== second.collection || first.key !== second.key) return undefined;
  if (!isSameEntry(first.after, second.before)) return undefined;
  const { after: _replaced, ...start } = first;
  const change = { ...start, ...(second.after !== undefined && { after: second.after }) } as typeof first;
  return { ...step, changes: [change] };
}
