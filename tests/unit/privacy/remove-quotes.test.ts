import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEntry } from '#shared/history/review-history';
import { bringsQuote, countQuotes, removeQuotes, removeQuotesFromState } from '#shared/privacy/remove-quotes';
import { anyActions, anyEdits, EMPTY_STATE, exhaust, play } from '../history/random-edits';
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

  it('can be undone and redone to the end after any edits, and no quote comes back', () => {
    fc.assert(
      fc.property(anyActions, (actions) => {
        const { state } = play(actions);
        const removed = removeQuotesFromState(state);
        expect(removed.content).toEqual(removeQuotes(state.content));
        const undone = exhaust(removed, 'undo');
        expect(undone.content).toEqual(removeQuotes(exhaust(state, 'undo').content));
        const redone = exhaust(undone, 'redo');
        expect(redone.content).toEqual(removeQuotes(exhaust(state, 'redo').content));
        for (const reached of [removed, undone, redone]) {
          expect(JSON.stringify(reached)).not.toMatch(/"quote":"[^"]/);
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
          expect(countQuotes(state.content)).toBe(0);
        }
      }),
    );
  });
});
