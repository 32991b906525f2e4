import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { editContentOf, reviewContentOf } from '#shared/history/edit-content';
import {
  applyEntry,
  type EditState,
  HISTORY_LIMIT,
  HistoryError,
  historySchema,
  type JournalEntry,
  journalEntrySchema,
} from '#shared/history/review-history';
import { EMPTY_CONTENT, reviewContentSchema } from '#shared/model/review';
import { idOf } from '../scoring/contents';
import {
  anyActions,
  anyEdits,
  EMPTY_STATE,
  exhaust,
  plainState,
  play,
  type TimedAction,
} from './random-edits';

describe('any sequence of edits', () => {
  it('undone fully is the start, and redone fully the end', () => {
    fc.assert(
      fc.property(anyEdits, anyEdits, (before, edits) => {
        const start: EditState = { ...EMPTY_STATE, content: play(before).state.content };
        const end = play(edits, start).state;
        const undone = exhaust(end, 'undo');
        expect(reviewContentOf(undone.content)).toEqual(reviewContentOf(start.content));
        expect(undone.history.done).toEqual([]);
        const redone = exhaust(undone, 'redo');
        expect(reviewContentOf(redone.content)).toEqual(reviewContentOf(end.content));
        expect(redone.history).toEqual(end.history);
      }),
    );
  });

  it('with undo and redo among them, undone fully is the start all the same', () => {
    fc.assert(
      fc.property(anyActions, (actions) => {
        expect(plainState(exhaust(play(actions).state, 'undo')).content).toEqual(EMPTY_CONTENT);
      }),
    );
  });

  it('is the same state when its journal is written, read and replayed', () => {
    fc.assert(
      fc.property(anyActions, (actions) => {
        const { state, entries } = play(actions);
        const read = entries.map((entry) => journalEntrySchema.parse(JSON.parse(JSON.stringify(entry))));
        expect(plainState(read.reduce(applyEntry, EMPTY_STATE))).toEqual(plainState(state));
      }),
    );
  });

  it('is the same state when saved in the middle and replayed from there', () => {
    fc.assert(
      fc.property(anyActions, fc.nat(), (actions, cut) => {
        const { state, entries } = play(actions);
        const at = entries.length === 0 ? 0 : cut % entries.length;
        const saved = z
          .object({ content: reviewContentSchema, history: historySchema, lastSeq: z.number() })
          .parse(
            JSON.parse(JSON.stringify(plainState(entries.slice(0, at).reduce(applyEntry, EMPTY_STATE)))),
          );
        const reopened: EditState = { ...saved, content: editContentOf(saved.content) };
        expect(plainState(entries.slice(at).reduce(applyEntry, reopened))).toEqual(plainState(state));
      }),
    );
  });

  it('leaves the state that it starts from as it was', () => {
    fc.assert(
      fc.property(anyActions, (actions) => {
        const { state, entries } = play(actions);
        const copy = structuredClone(plainState(state));
        const last = entries.at(-1);
        if (last?.type === 'edit') {
          const again: JournalEntry = { type: 'undo', seq: state.lastSeq + 1, stepId: last.step.id };
          applyEntry(state, again);
        }
        expect(plainState(state)).toEqual(copy);
      }),
    );
  });
});

describe('typing', () => {
  const type = (
    typed: string,
    pauseMs: number,
    part: 'strengths' | 'develop' = 'strengths',
  ): TimedAction => ({
    pauseMs,
    action: {
      type: 'edit',
      label: 'Write',
      mergeKey: part,
      change: (content) => ({
        ...content,
        feedback: { ...content.feedback, [part]: (content.feedback[part] ?? '') + typed },
      }),
    },
  });

  it('becomes one step while it goes on', () => {
    const { state } = play([type('a', 0), type('b', 4_000), type('c', 3_999), type('d', 0)]);
    expect(state.history.done).toHaveLength(1);
    expect(state.content.feedback).toEqual({ strengths: 'abcd' });
    expect(exhaust(state, 'undo').content.feedback).toEqual({});
  });

  it('becomes another step after a pause', () => {
    const { state } = play([type('a', 0), type('b', 4_001)]);
    expect(state.history.done).toHaveLength(2);
    const undone = play([{ action: { type: 'undo' }, pauseMs: 0 }], state).state;
    expect(undone.content.feedback).toEqual({ strengths: 'a' });
  });

  it('in another field becomes another step', () => {
    const { state } = play([type('a', 0), type('b', 0, 'develop'), type('c', 0)]);
    expect(state.history.done).toHaveLength(3);
  });

  it('does not join a step that was made without a key, nor one of the past by the clock', () => {
    const unkeyed = type('a', 0);
    if (unkeyed.action.type === 'edit') delete unkeyed.action.mergeKey;
    expect(play([unkeyed, type('b', 0)]).state.history.done).toHaveLength(2);
    expect(play([type('a', 0), type('b', -1)]).state.history.done).toHaveLength(2);
  });

  it('ends what could be done again', () => {
    const { state } = play([type('a', 0), { action: { type: 'undo' }, pauseMs: 0 }, type('b', 0)]);
    expect(state.history).toMatchObject({ undone: [], done: [{ label: 'Write' }] });
    expect(state.content.feedback).toEqual({ strengths: 'b' });
  });
});

describe('the history', () => {
  it('keeps the newest steps and their order', () => {
    const many = Array.from({ length: HISTORY_LIMIT + 20 }, (_, index) => ({
      pauseMs: 0,
      action: {
        type: 'edit' as const,
        label: `Step ${index}`,
        change: (content: EditState['content']) => ({ ...content, feedback: { strengths: `${index}` } }),
      },
    }));
    const { done } = play(many).state.history;
    expect(done).toHaveLength(HISTORY_LIMIT);
    expect([done.at(0)?.label, done.at(-1)?.label]).toEqual(['Step 20', `Step ${HISTORY_LIMIT + 19}`]);
  });

  it('refuses an entry that does not follow the last one', () => {
    const entry = (seq: number): JournalEntry => ({ type: 'undo', seq, stepId: idOf(1) });
    for (const seq of [0, 2, 7]) expect(() => applyEntry(EMPTY_STATE, entry(seq))).toThrow(HistoryError);
  });

  it('refuses to undo or redo a step that is not next', () => {
    fc.assert(
      fc.property(anyActions, (actions) => {
        const { state } = play(actions);
        for (const type of ['undo', 'redo'] as const) {
          const entry: JournalEntry = { type, seq: state.lastSeq + 1, stepId: idOf(99_999) };
          expect(() => applyEntry(state, entry)).toThrow(HistoryError);
        }
      }),
    );
  });
});
