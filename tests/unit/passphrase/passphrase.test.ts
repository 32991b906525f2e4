import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateStrength, makePassphrase } from '#shared/passphrase/passphrase';
import { PASSPHRASE_WORDS } from '#shared/passphrase/words';

describe('the words of passphrases', () => {
  it('are many, short, plain, and told apart by their first four letters', () => {
    expect(PASSPHRASE_WORDS.length).toBeGreaterThan(1_000);
    expect(PASSPHRASE_WORDS.filter((word) => !/^[a-z]{3,7}$/.test(word))).toEqual([]);
    expect(new Set(PASSPHRASE_WORDS.map((word) => word.slice(0, 4))).size).toBe(PASSPHRASE_WORDS.length);
  });
});

describe('a generated passphrase', () => {
  it('is five words of the list, wherever the numbers fall, and always strong', () => {
    const number = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.uniqueArray(number, { minLength: 5, maxLength: 5 }), (numbers) => {
        const left = [...numbers];
        const passphrase = makePassphrase((limit) => Math.floor((left.shift() ?? 0) * limit));
        const words = passphrase.split(' ');
        expect(words).toHaveLength(5);
        for (const word of words) expect(PASSPHRASE_WORDS).toContain(word);
        if (new Set(words).size === 5) expect(estimateStrength(passphrase).level).toBe('strong');
      }),
    );
  });

  it('has at least fifty bits', () => {
    expect(Math.log2(PASSPHRASE_WORDS.length) * 5).toBeGreaterThan(50);
  });
});

describe('the strength of a passphrase', () => {
  it.each([
    ['', 'weak'],
    ['password', 'weak'],
    ['Password123!', 'weak'],
    ['qwertyqwertyqwerty', 'weak'],
    ['1234567890', 'weak'],
    ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'weak'],
    ['Summer2026', 'weak'],
    ['abandon ability', 'weak'],
    ['zebra zebra zebra zebra zebra zebra', 'weak'],
    ['my dog eats slippers', 'fair'],
    ['zebra-ocean-tiny-velvet', 'fair'],
    ['zebra ocean tiny velvet lemon', 'strong'],
    ['the small grey cat on our roof sings at noon', 'strong'],
    ['xK9#mQ2$vL7!pR4&', 'strong'],
  ])('“%s” is %s', (passphrase, level) => {
    expect(estimateStrength(passphrase).level).toBe(level);
  });

  it('is a number for every text, and never more than its characters can hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const { bits } = estimateStrength(text);
        expect(bits).toBeGreaterThanOrEqual(0);
        expect(bits).toBeLessThanOrEqual([...text].length * 11);
      }),
    );
  });

  it('is told quickly for the longest text that a field takes', () => {
    const startedAt = performance.now();
    for (const text of ['ab'.repeat(500), 'a'.repeat(1_000), `${'ab'.repeat(250)}c${'ab'.repeat(249)}`]) {
      estimateStrength(text);
    }
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});
