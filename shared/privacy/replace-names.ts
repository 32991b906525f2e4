import type { ReplacedName } from '../model/profile';

/** Stands where what a name is replaced by would itself show a name. */
const NAMELESS = '…';

/** Rounds after which replacements are left that build names out of each other; only made-up lists get there. */
const MAXIMUM_ROUNDS = 8;

/** The most characters that the text at a path of a value may have; `undefined` where it holds no names. */
export type TextLimits = (path: readonly string[]) => number | undefined;

/**
 * Replaces names wherever they stand as whole words in the texts of a value, however deep; everything that is not a
 * text stays as it is. Upper and lower case do not matter, longer names come first, and what follows a name (“Ana’s”)
 * stays.
 *
 * @param limitOf - the most characters that the text at a path may have; `undefined` where it must not be changed, as
 *   ids, codes and dates
 */
export function replaceNamesIn<Value>(
  value: Value,
  names: readonly ReplacedName[],
  limitOf: TextLimits,
): Value {
  const replace = nameReplacer(names);
  function visit(part: unknown, path: readonly string[]): unknown {
    if (typeof part === 'string') {
      const limit = limitOf(path);
      return limit === undefined ? part : shortened(replace(part), limit);
    }
    if (Array.isArray(part)) return part.map((item) => visit(item, path));
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(
      Object.entries(part).map(([name, member]) => [name, visit(member, [...path, name])]),
    );
  }
  return visit(value, []) as Value;
}

/**
 * A function that replaces the names in one text. What it returns holds none of them, so that a second time changes
 * nothing: where a replacement is a name itself, or builds one with what stands around it, an ellipsis takes its place.
 */
export function nameReplacer(names: readonly ReplacedName[]): (text: string) => string {
  const replacements = new Map<string, string>();
  for (const { name, replacement } of names) {
    const key = fold(name);
    // The first entry for a name counts.
    // Without a letter or digit nothing is a name; above all an ellipsis must not be one.
    if (/[\p{L}\p{N}]/u.test(key) && !replacements.has(key)) replacements.set(key, replacement);
  }
  if (replacements.size === 0) return (text) => text;
  const alternatives = [...replacements.keys()]
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
    .map((key) => key.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replaceAll(' ', '\\s+'));
  // A name is a whole word when no letter, mark or digit touches it; \b knows the Latin alphabet only.
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{M}\\p{N}])(?:${alternatives.join('|')})(?![\\p{L}\\p{M}\\p{N}])`,
    'giu',
  );
  const holdsName = (text: string) => text.search(pattern) !== -1;
  for (const [key, replacement] of replacements) {
    if (holdsName(replacement.normalize('NFC'))) replacements.set(key, NAMELESS);
  }
  return (text) => {
    let replaced = text.normalize('NFC');
    for (let round = 0; holdsName(replaced); round += 1) {
      const isLate = round >= MAXIMUM_ROUNDS;
      replaced = replaced.replace(pattern, (found) => (!isLate && replacements.get(fold(found))) || NAMELESS);
    }
    return replaced;
  };
}

/** A text that outgrew its field, ended before the word that does not fit. */
function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return text.slice(0, limit).replace(/[\uD800-\uDBFF]$|[\p{L}\p{M}\p{N}]+$/u, '');
}

/** How often any of the names stands in the texts of a value. */
export function countNamesIn(value: unknown, names: readonly ReplacedName[], limitOf: TextLimits): number {
  let count = 0;
  // A mark that stands in no name: each replacement leaves one.
  const marked = names.map(({ name }) => ({ name, replacement: '\u0000' }));
  const unlimited: TextLimits = (path) => limitOf(path) && Number.POSITIVE_INFINITY;
  JSON.stringify(replaceNamesIn(value, marked, unlimited), (_key, part: unknown) => {
    if (typeof part === 'string') count += part.split('\u0000').length - 1;
    return part;
  });
  return count;
}

/** A name as it is compared: composed, in lower case, single spaces. */
function fold(name: string): string {
  return name.normalize('NFC').toLowerCase().trim().replace(/\s+/g, ' ');
}
