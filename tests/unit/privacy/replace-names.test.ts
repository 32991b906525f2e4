import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReplacedName } from '#shared/model/profile';
import { countNamesIn, nameReplacer, replaceNamesIn } from '#shared/privacy/replace-names';

const name = (text: string, replacement: string): ReplacedName => ({ name: text, replacement });
const NAMES = [name('Ana', 'Client'), name('Ana Lucía Pérez', 'the client'), name('Óscar', 'a friend')];

describe('a name', () => {
  it.each([
    ['Ana’s sister', 'Client’s sister'],
    ['ANA and ana', 'Client and Client'],
    ['Ana Lucía Pérez came', 'the client came'],
    ['Ana  Lucía\nPérez came', 'the client came'],
    ['Anabel, Susana and banana stay', 'Anabel, Susana and banana stay'],
    ['“Ana”, (Ana) Ana.', '“Client”, (Client) Client.'],
    ['O\u0301scar in two pieces', 'a friend in two pieces'],
    ['Ana\u0301 is another name', 'Aná is another name'],
  ])('in “%s”', (text, expected) => {
    expect(nameReplacer(NAMES)(text)).toBe(expected);
  });

  it('made of signs that mean something to a pattern is taken as it is written', () => {
    expect(
      nameReplacer([name('A.B. (junior)', 'X'), name('a-b', 'Y')])('A.B. (junior) met a-b and AxB'),
    ).toBe('X met Y and AxB');
  });

  it('is replaced in texts alone, never in ids or codes', () => {
    const value = { id: 'Ana', notes: [{ text: 'Ana and Óscar' }], count: 3, nothing: null };
    const limitOf = (path: readonly string[]) => (path.at(-1) === 'text' ? 100 : undefined);
    expect(replaceNamesIn(value, NAMES, limitOf)).toEqual({
      ...value,
      notes: [{ text: 'Client and a friend' }],
    });
    expect(countNamesIn(value, NAMES, limitOf)).toBe(2);
  });

  it('whose replacement is a name, or builds one with what stands around it, leaves an ellipsis', () => {
    expect(nameReplacer([name('Ana', 'Ben'), name('Ben', 'a client')])('Ana met Ben')).toBe('… met a client');
    expect(nameReplacer([name('Ana', 'Jo'), name('Jo Ann', 'X')])('Ana Ann left')).toBe('X left');
    expect(nameReplacer([name('Ana', 'Ana B.')])('Ana, and Ana B.')).toBe('…, and … B.');
  });

  it('that makes a text too long for its field ends it before the word that does not fit', () => {
    const limitOf = () => 12;
    expect(replaceNamesIn('Ana and Ana', [name('Ana', 'the client')], limitOf)).toBe('the client ');
    expect(replaceNamesIn('Ana and Ana', [name('Ana', 'A.')], limitOf)).toBe('A. and A.');
  });

  const words = fc.string({ unit: fc.constantFrom('A', 'n', 'a', 'b', ' ', '.', '’', 's', 'é') });

  it('is nowhere left as a word, whatever the text, and a second time changes nothing', () => {
    fc.assert(
      fc.property(words, (text) => {
        const replace = nameReplacer([name('Ana', 'Xx')]);
        const replaced = replace(text);
        expect(replaced.normalize('NFC')).not.toMatch(/(?<![\p{L}\p{M}\p{N}])ana(?![\p{L}\p{M}\p{N}])/iu);
        expect(replace(replaced)).toBe(replaced);
      }),
      { numRuns: 2_000 },
    );
  });
});
