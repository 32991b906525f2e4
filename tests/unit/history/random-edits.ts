import fc from 'fast-check';
import { type EditContent, editContentOf, reviewContentOf } from '#shared/history/edit-content';
import { diffContent } from '#shared/history/review-change';
import {
  changeFeedback,
  changeMoment,
  changeRating,
  markIndicator,
  putMoment,
  removeMoment,
  toggleCompetencyLink,
  toggleIndicatorLink,
} from '#shared/history/review-edits';
import { applyEntry, type EditState, EMPTY_HISTORY, type JournalEntry } from '#shared/history/review-history';
import { EMPTY_CONTENT, type ReviewContent } from '#shared/model/review';
import { anyRatingValue, idOf, moment } from '../scoring/contents';

/** One thing that a person does: an edit by name, or a step back or forth. */
export type Action =
  | { type: 'edit'; label: string; change: (content: EditContent) => EditContent; mergeKey?: string }
  | { type: 'undo' }
  | { type: 'redo' };

/** An action and how long the person waited before it. */
export type TimedAction = { action: Action; pauseMs: number };

/** A state as it is sent and stored: what two states are compared by. */
export type PlainState = Omit<EditState, 'content'> & { content: ReviewContent };

export type Played = { state: EditState; entries: JournalEntry[] };

export const EMPTY_STATE: EditState = {
  content: editContentOf(EMPTY_CONTENT),
  history: EMPTY_HISTORY,
  lastSeq: 0,
};

export function plainState(state: EditState): PlainState {
  return { ...state, content: reviewContentOf(state.content) };
}

const START = Date.parse('2026-11-22T18:00:00.000Z');

/** Plays actions as the page does; those that alter nothing leave no entry. */
export function play(actions: readonly TimedAction[], start: EditState = EMPTY_STATE): Played {
  let state = start;
  let elapsedMs = 0;
  const entries: JournalEntry[] = [];
  for (const { action, pauseMs } of actions) {
    elapsedMs += pauseMs;
    const entry = entryFor(action, state, new Date(START + elapsedMs).toISOString());
    if (!entry) continue;
    state = applyEntry(state, entry);
    entries.push(entry);
  }
  return { state, entries };
}

/** Undoes or redoes until nothing is left. */
export function exhaust(state: EditState, type: 'undo' | 'redo'): EditState {
  let current = state;
  for (;;) {
    const entry = entryFor({ type }, current, '');
    if (!entry) return current;
    current = applyEntry(current, entry);
  }
}

function entryFor(action: Action, state: EditState, at: string): JournalEntry | undefined {
  const seq = state.lastSeq + 1;
  if (action.type !== 'edit') {
    const steps = action.type === 'undo' ? state.history.done : state.history.undone;
    const stepId = steps.at(-1)?.id;
    return stepId === undefined ? undefined : { type: action.type, seq, stepId };
  }
  const changes = diffContent(state.content, action.change(state.content));
  if (changes.length === 0) return undefined;
  const { label, mergeKey } = action;
  const step = { id: idOf(10_000 + seq), label, at, changes, ...(mergeKey !== undefined && { mergeKey }) };
  return { type: 'edit', seq, step };
}

const indicatorCodes = fc.constantFrom('A.1', 'A.2', 'B.1');
const competencyCodes = fc.constantFrom('A', 'B');
const text = fc.string({ maxLength: 12, unit: 'grapheme' });
const momentNumbers = fc.integer({ min: 0, max: 5 });

const putting = fc
  .record({
    number: momentNumbers,
    startMs: fc.integer({ min: 0, max: 50_000 }),
    lengthMs: fc.option(fc.integer({ min: 1, max: 9_000 }), { nil: undefined }),
    quote: text,
  })
  .map(({ number, startMs, lengthMs, quote }): Action => {
    const facts = { startMs, quote, ...(lengthMs !== undefined && { endMs: startMs + lengthMs }) };
    return { type: 'edit', label: 'Mark', change: (content) => putMoment(content, moment(number, facts)) };
  });

const removing = momentNumbers.map((number): Action => {
  return { type: 'edit', label: 'Delete', change: (content) => removeMoment(content, idOf(number)) };
});

const typing = fc.record({ number: momentNumbers, typed: text }).map(({ number, typed }): Action => {
  return {
    type: 'edit',
    label: 'Note',
    mergeKey: `note ${number}`,
    change: (content) =>
      changeMoment(content, idOf(number), (before) => ({ ...before, note: before.note + typed })),
  };
});

const linking = fc
  .record({ number: momentNumbers, indicator: indicatorCodes, competency: competencyCodes })
  .map(({ number, indicator, competency }): Action => {
    return {
      type: 'edit',
      label: 'Link',
      change: (content) =>
        changeMoment(content, idOf(number), (before) =>
          toggleCompetencyLink(toggleIndicatorLink(before, indicator), competency),
        ),
    };
  });

const marking = fc
  .record({
    code: indicatorCodes,
    state: fc.constantFrom('observed' as const, 'partly' as const, 'not-observed' as const, undefined),
  })
  .map(({ code, state }): Action => {
    return { type: 'edit', label: 'Tick', change: (content) => markIndicator(content, code, state) };
  });

const rating = fc
  .record({ code: competencyCodes, value: anyRatingValue, rationale: text })
  .map(({ code, value, rationale }): Action => {
    return {
      type: 'edit',
      label: 'Rate',
      change: (content) => changeRating(content, code, { value, rationale }),
    };
  });

const answering = fc
  .record({ part: fc.constantFrom('strengths' as const, 'develop' as const, 'nextStep' as const), text })
  .map((answer): Action => {
    return {
      type: 'edit',
      label: 'Feedback',
      mergeKey: answer.part,
      change: (content) => changeFeedback(content, answer.part, answer.text),
    };
  });

const anyEdit = fc.oneof(putting, removing, typing, typing, linking, marking, rating, answering);
const anyAction = fc.oneof(
  { weight: 6, arbitrary: anyEdit },
  { weight: 2, arbitrary: fc.constant<Action>({ type: 'undo' }) },
  { weight: 1, arbitrary: fc.constant<Action>({ type: 'redo' }) },
);
const pauseMs = fc.integer({ min: 0, max: 8_000 });

/** Any edits, none of them taken back. */
export const anyEdits = fc.array(fc.record({ action: anyEdit, pauseMs }), { maxLength: 60, size: 'max' });

/** Any edits with undo and redo among them. */
export const anyActions = fc.array(fc.record({ action: anyAction, pauseMs }), { maxLength: 80, size: 'max' });
