import { describe, expect, it } from 'vitest';
import { EMPTY_DEBRIEF } from '#shared/model/debrief';
import { removeQuotesFromDebrief } from '#shared/privacy/remove-debrief-quotes';
import { quotesIn } from '#shared/privacy/remove-quotes';
import { idOf, sampleReview } from '../backend/exchange/sample-contents';

const QUOTES = ['“I have never said that aloud.”', 'yes'];

function cleaned(text: string): string {
  const outcome = {
    about: { type: 'rating' as const, competency: 'SA' },
    hands: { solid: 2 },
    isRevealed: true,
    spentMs: 5,
    note: text,
  };
  const content = {
    ...EMPTY_DEBRIEF,
    outcomes: { step: outcome },
    intentions: { [idOf(1)]: text },
    remarks: text,
  };
  const once = removeQuotesFromDebrief(content, QUOTES);
  expect(removeQuotesFromDebrief(once, QUOTES)).toEqual(once);
  const note = once.outcomes.step?.note ?? '';
  expect([once.intentions[idOf(1)], once.remarks]).toEqual([note, note]);
  expect(once.outcomes.step).toMatchObject({ hands: { solid: 2 }, isRevealed: true });
  return note;
}

describe('what a group wrote, after a withdrawal', () => {
  it('holds no quote of a review, with quotation marks or without, whatever the case and the spaces', () => {
    expect(cleaned('After i have never  said that aloud nobody waits.')).toBe('After … nobody waits.');
  });

  it('holds nothing between quotation marks of any language', () => {
    expect(cleaned('She said “it is loud”, „im Kopf“, « chez moi » and "so".')).toBe(
      'She said …, …, … and ….',
    );
  });

  it('keeps what is the group’s own', () => {
    expect(cleaned('Yes, we agree: wait one breath.')).toBe('Yes, we agree: wait one breath.');
  });
});

it('the words of a client in a review are its quotes and what forms took down', () => {
  const { content } = sampleReview();
  const [moment] = Object.values(content.moments);
  if (!moment) throw new Error('The sample has a moment');
  const details = {
    kind: 're-contracting' as const,
    from: 'the interview',
    to: 'her father',
  };
  const moments = {
    [idOf(1)]: { ...moment, quote: 'Never aloud.' },
    [idOf(2)]: { ...moment, kind: 're-contracting', note: 'hers', details: details as never },
  };
  expect(quotesIn({ ...content, moments }).filter(Boolean)).toEqual([
    'Never aloud.',
    'the interview',
    'her father',
  ]);
});
