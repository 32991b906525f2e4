import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reviewContentOf } from '#shared/history/edit-content';
import { applyEntry, type EditState } from '#shared/history/review-history';
import type { MomentDetails } from '#shared/model/moment-details';
import { bringsQuote, countQuotes, removeQuotes, removeQuotesFromState } from '#shared/privacy/remove-quotes';
import { anyActions, anyEdits, EMPTY_STATE, exhaust, plainState, play } from '../history/random-edits';
import { idOf, moment } from '../scoring/contents';

describe('a review without quotes', () => {
  const content = {
    ...EMPTY_STATE.content,
    moments: {
      [idOf(1)]: moment(1, { quote: 'I am so tired', note: 'Energy' }),
      [idOf(2)]: moment(2, { note: 'Contract' }),
    },
  };

  it('keeps all else as it was', () => {
    expect(countQuotes(content)).toBe(1);
    expect(removeQuotes(content)).toEqual({
      ...content,
      moments: { ...content.moments, [idOf(1)]: moment(1, { note: 'Energy' }) },
    });
  });

  it('keeps of each kind’s form what was ticked and what the coach said, and no words of the client’s', () => {
    const agreement = { kind: 'session-agreement', checkOffered: 'Shall we?', answer: 'yes' } as const;
    const details: MomentDetails[] = [
      { ...agreement, elements: { topic: { words: 'my father', atMs: 5 } } },
      { kind: 're-contracting', from: 'father', to: 'job', steps: ['pauses'], choice: 'move' },
      { kind: 'deeper-theme', presentedTopic: 'job', inherentRequest: 'be seen', level: 'who' },
      { kind: 'between-session-agreement', what: 'call him', byWhen: 'May', trackedHow: 'x', contact: 'Jo' },
      { kind: 'partnering', choiceOffered: 'This or that?', followed: true },
    ];
    const moments = Object.fromEntries(
      details.map((form, at) => [idOf(at), moment(at, { kind: form.kind, details: form })]),
    );
    const removed = removeQuotes({ ...content, moments });
    expect(countQuotes({ ...content, moments })).toBe(4);
    expect(countQuotes(removed)).toBe(0);
    expect(Object.values(removed.moments).map((kept) => kept.details)).toEqual([
      { ...agreement, elements: { topic: { words: '', atMs: 5 } } },
      { kind: 're-contracting', from: '', to: '', steps: ['pauses'], choice: 'move' },
      { kind: 'deeper-theme', presentedTopic: '', inherentRequest: '', level: 'who' },
      { kind: 'between-session-agreement', what: '', byWhen: '', trackedHow: '', contact: '' },
      details[4],
    ]);
  });

  it('can be undone and redone to the end after any edits, and no quote comes back', () => {
    fc.assert(
      fc.property(anyActions, (actions) => {
        const { state } = play(actions);
        const contentOf = (reached: EditState) => reviewContentOf(reached.content);
        const removed = removeQuotesFromState(state);
        expect(contentOf(removed)).toEqual(removeQuotes(contentOf(state)));
        const undone = exhaust(removed, 'undo');
        expect(contentOf(undone)).toEqual(removeQuotes(contentOf(exhaust(state, 'undo'))));
        const redone = exhaust(undone, 'redo');
        expect(contentOf(redone)).toEqual(removeQuotes(contentOf(exhaust(state, 'redo'))));
        for (const reached of [removed, undone, redone]) {
          expect(JSON.stringify(plainState(reached))).not.toMatch(/"quote":"[^"]/);
        }
      }),
    );
  });

  it('stays without them as long as no entry brings one', () => {
    fc.assert(
      fc.property(anyEdits, (edits) => {
        let state = EMPTY_STATE;
        for (const entry of play(edits).entries) {
          const brings = bringsQuote(entry);
          state = applyEntry(state, entry);
          if (brings) return;
          expect(countQuotes(reviewContentOf(state.content))).toBe(0);
        }
      }),
    );
  });
});
