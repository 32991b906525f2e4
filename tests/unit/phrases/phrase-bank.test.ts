import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  gatherPhrases,
  keepWording,
  leaveOut,
  type PhraseChoices,
  phraseChoicesSchema,
  type Saying,
  sayingSchema,
  sayingsIn,
  searchPhrases,
} from '#shared/phrases/phrase-bank';
import { idOf, makeMoment } from '../trail/some-moments';

const NOTHING: PhraseChoices = { own: [], leftOut: [] };
const KIND = 'mini-contract';

function said(number: number, text: string, at = '2026-11-22T18:00:00.000Z'): Saying {
  return { text, at, momentId: idOf(number) };
}

describe('what was said', () => {
  it('comes from quotes of shown moments of the kind, and from what a form says was offered', () => {
    const quoted = (number: number, quote: string, more: object = {}) => ({
      ...makeMoment(number, KIND, 0, 10),
      quote,
      ...more,
    });
    const agreement = {
      ...makeMoment(5, 'session-agreement', 0, 10, {
        details: { kind: 'session-agreement', elements: {}, checkOffered: 'Is that the best\n use?' },
      }),
      quote: '“is that the best use?”',
    };
    const moments = [
      quoted(1, '  May I share it? '),
      quoted(2, 'You should.', { polarity: 'against' }),
      quoted(3, 'x'.repeat(301)),
      quoted(4, ''),
      agreement,
    ];
    expect(sayingsIn(moments, KIND)).toEqual([said(1, 'May I share it?')]);
    // The same wording twice in one moment is said once.
    expect(sayingsIn(moments, 'session-agreement').map(({ momentId }) => momentId)).toEqual([idOf(5)]);
  });
});

describe('the phrase bank of a kind', () => {
  it('puts her own wordings first, then what is said often, then what was said lately', () => {
    const phrases = gatherPhrases(
      [
        said(1, 'May I offer something?', '2026-11-01T10:00:00.000Z'),
        said(2, 'May I share it?', '2026-11-02T10:00:00.000Z'),
        said(3, 'may I share it', '2026-11-03T10:00:00.000Z'),
        said(4, 'Would it be useful to try this?', '2026-11-04T10:00:00.000Z'),
      ],
      { own: [{ kind: KIND, text: 'Is it all right if I name it?' }], leftOut: [] },
      KIND,
    );
    expect(phrases.map(({ text, uses, isOwn }) => [text, uses, isOwn])).toEqual([
      ['Is it all right if I name it?', 0, true],
      ['may I share it', 2, false],
      ['Would it be useful to try this?', 1, false],
      ['May I offer something?', 1, false],
    ]);
    expect(searchPhrases(phrases, ' MAY share').map(({ text }) => text)).toEqual(['may I share it']);
  });

  it('leaves out what she does not want, and keeps no word of it', () => {
    const sayings = [said(1, 'my father'), said(2, 'My father.'), said(3, 'May I?')];
    const [unwanted] = gatherPhrases(sayings, NOTHING, KIND);
    expect(unwanted?.uses).toBe(2);
    const choices = unwanted ? leaveOut(NOTHING, KIND, unwanted) : NOTHING;
    expect(gatherPhrases(sayings, choices, KIND).map(({ text }) => text)).toEqual(['May I?']);
    expect(JSON.stringify(choices)).not.toContain('father');
  });

  it('keeps a wording for one kind only, and once', () => {
    const kept = keepWording(keepWording(NOTHING, KIND, ' May  I? '), KIND, 'may i');
    expect(kept.own).toEqual([{ kind: KIND, text: 'May I?' }]);
    expect(gatherPhrases([], kept, 'closing')).toEqual([]);
    expect(keepWording(NOTHING, KIND, '   ')).toBe(NOTHING);
    expect(phraseChoicesSchema.parse({})).toEqual(NOTHING);
  });

  const anySayings = fc.array(
    fc
      .record({
        text: fc.constantFrom('May I?', 'may I', 'Shall we stay?', 'Or something else?'),
        at: fc.constantFrom('2026-11-01T10:00:00.000Z', '2026-11-02T10:00:00.000Z'),
        number: fc.integer({ min: 1, max: 6 }),
      })
      .map(({ text, at, number }) => said(number, text, at)),
    { maxLength: 12 },
  );

  it('is the same in whatever order it is filled, and however often the same moment comes', () => {
    fc.assert(
      fc.property(anySayings, fc.array(fc.integer({ min: 1, max: 6 })), (sayings, leftOut) => {
        const choices = { own: [], leftOut: leftOut.map(idOf) };
        const phrases = gatherPhrases(sayings, choices, KIND);
        expect(gatherPhrases([...sayings, ...sayings].reverse(), choices, KIND)).toEqual(phrases);
        for (const { text, momentIds, uses } of phrases) {
          expect(momentIds).toHaveLength(uses);
          expect(momentIds.some((id) => choices.leftOut.includes(id))).toBe(false);
          expect(sayingSchema.shape.text.safeParse(text).success).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('after leaving a phrase out does not offer it again', () => {
    fc.assert(
      fc.property(anySayings, (sayings) => {
        const [first] = gatherPhrases(sayings, NOTHING, KIND);
        if (!first) return;
        const texts = gatherPhrases(sayings, leaveOut(NOTHING, KIND, first), KIND).map(
          ({ momentIds }) => momentIds,
        );
        expect(texts.flat().some((id) => first.momentIds.includes(id))).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });
});
