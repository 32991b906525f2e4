import type { ReplacedName } from '../model/profile';

/**
 * Replaces names wherever they stand as whole words in the texts of a value, however deep; everything that is not a
 * text stays as it is. Upper and lower case do not matter, longer names come first, and what follows a name (“Ana’s”)
 * stays.
 *
 * @param isText - whether the text at a path may be changed; ids, codes and dates must not be
 */
export function replaceNamesIn<Value>(
  value: Value,
  names: readonly ReplacedName[],
  isText: (path: readonly string[]) => boolean,
): Value {
  const replace = nameReplacer(names);
  function visit(part: unknown, path: readonly string[]): unknown {
    if (typeof part === 'string') return isText(path) ? replace(part) : part;
    if (Array.isArray(part)) return part.map((item) => visit(item, path));
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(
      Object.entries(part).map(([name, member]) => [name, visit(member, [...path, name])]),
    );
  }
  return visit(value, []) as Value;
}

/** A function that replaces the names in one text. */
export function nameReplacer(names: readonly ReplacedName[]): (text: string) => string {
  const replacements = new Map<string, string>();
  for (const { name, replacement } of names) {
    const key = fold(name);
    // The first entry for a name counts.
    if (key !== '' && !replacements.has(key)) replacements.set(key, replacement);
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
  return (text) => text.normalize('NFC').replace(pattern, (found) => replacements.get(fold(found)) ?? found);
}

/** How often any of the names stands in the texts of a value. */
export function countNamesIn(
  value: unknown,
  names: readonly ReplacedName[],
  isText: (path: readonly string[]) => boolean,
): number {
  let count = 0;
  // A mark that stands in no name: each replacement leaves one.
  const marked = names.map(({ name }) => ({ name, replacement: '\u0000' }));
  JSON.stringify(replaceNamesIn(value, marked, isText), (_key, part: unknown) => {
    if (typeof part === 'string') count += part.split('\u0000').length - 1;
    return part;
  });
  return count;
}

/** A name as it is compared: composed, in lower case, single spaces. */
function fold(name: string): string {
  return name.normalize('NFC').toLowerCase().trim().replace(/\s+/g, ' ');
}
