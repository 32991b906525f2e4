import { PASSPHRASE_WORDS } from './words';

const GENERATED_WORDS = 5;
const BITS_OF_A_WORD = Math.log2(PASSPHRASE_WORDS.length);

/**
 * What people choose by themselves holds far less than its characters could: English runs at one to two bits a letter,
 * and digits are years and counts more often than not.
 */
const BITS_OF_A_LETTER = 2;
/** Between characters of other kinds: nobody's word. */
const BITS_OF_A_LONE_LETTER = 4;
const BITS_OF_OTHERS = { digit: 2.5, sign: 4, space: 1 } as const;

/** A try costs about a second of one processor, since age stretches passphrases (scrypt, 2^18). */
const FAIR_FROM_BITS = 30;
const STRONG_FROM_BITS = 45;

/** Parts that everybody tries first; they add almost nothing. */
const COMMON_PARTS =
  /pass(word|wort|phrase)?|qwert[yz]|asdf|letmein|welcome|admin|login|secret|iloveyou|abc(d(ef?)?)?|concordance|coach(ing)?|(19|20)\d\d|0?1(2(3(4(5(6(7(8(90?)?)?)?)?)?)?)?)/gi;

export type PassphraseStrength = {
  /** Base-2 logarithm of the tries that somebody needs who knows how people choose, roughly. */
  bits: number;
  level: 'weak' | 'fair' | 'strong';
};

/**
 * Makes a passphrase of five words, about 54 bits.
 *
 * @param randomBelow - a whole number from 0 to below its parameter, each as likely as any other, from a source that
 *   nobody can foretell
 */
export function makePassphrase(randomBelow: (limit: number) => number): string {
  return Array.from(
    { length: GENERATED_WORDS },
    () => PASSPHRASE_WORDS[randomBelow(PASSPHRASE_WORDS.length)],
  ).join(' ');
}

/**
 * Estimates how hard a passphrase is to guess, on the careful side. Generated ones are known exactly; of one's own
 * words, repeated characters, rows of the keyboard and what everybody chooses count for little.
 */
export function estimateStrength(passphrase: string): PassphraseStrength {
  const bits = bitsOfWords(passphrase) ?? bitsOfCharacters(passphrase);
  return { bits, level: bits >= STRONG_FROM_BITS ? 'strong' : bits >= FAIR_FROM_BITS ? 'fair' : 'weak' };
}

const KNOWN_WORDS = new Set(PASSPHRASE_WORDS);

/** Of a row of words of the list; `undefined` for anything else. A word that comes again adds nothing. */
function bitsOfWords(passphrase: string): number | undefined {
  const words = passphrase
    .trim()
    .toLowerCase()
    .split(/[\s-]+/);
  return words.every((word) => KNOWN_WORDS.has(word)) ? new Set(words).size * BITS_OF_A_WORD : undefined;
}

function bitsOfCharacters(passphrase: string): number {
  const rest = passphrase.replace(COMMON_PARTS, '*');
  // Doubled characters and repeated rows of them (abcabc) are counted once.
  const kinds = [...rest.replace(/(.+?)\1+/gsu, '$1')].map(kindOf);
  const bits = kinds.map((kind, place) => {
    if (kind !== 'lower' && kind !== 'upper') return BITS_OF_OTHERS[kind];
    const isLone = kinds[place - 1] !== kind && kinds[place + 1] !== kind;
    return isLone ? BITS_OF_A_LONE_LETTER : BITS_OF_A_LETTER;
  });
  return bits.reduce((sum, each) => sum + each, 0);
}

function kindOf(character: string): 'lower' | 'upper' | 'digit' | 'space' | 'sign' {
  if (/\p{Lu}/u.test(character)) return 'upper';
  if (/\p{L}/u.test(character)) return 'lower';
  if (/\p{N}/u.test(character)) return 'digit';
  return /\s/u.test(character) ? 'space' : 'sign';
}
