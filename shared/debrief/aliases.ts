import type { MOST_REVIEWERS } from '../model/debrief';
import type { Person } from '../model/profile';
import { nameReplacer } from '../privacy/replace-names';

/** Trees, each with an initial of its own, so that one letter tells them apart on a screen. */
export const ALIASES = [
  'Alder',
  'Birch',
  'Cedar',
  'Elm',
  'Fir',
  'Larch',
  'Maple',
  'Oak',
  'Pine',
  'Spruce',
] as const satisfies readonly string[] & { length: typeof MOST_REVIEWERS };

/**
 * Gives aliases to people who have none yet. Who has one keeps it. The others get theirs in an order that says nothing
 * of their names, nor of when they submitted.
 *
 * @param seed - of the debrief, so that the same person has another alias in another one
 */
export function assignAliases(
  profileIds: readonly string[],
  known: ReadonlyMap<string, string>,
  seed: string,
): Map<string, string> {
  const taken = new Set(known.values());
  const free = ALIASES.filter((alias) => !taken.has(alias)).sort(
    (a, b) => scatter(seed + a) - scatter(seed + b),
  );
  const newcomers = profileIds
    .filter((profileId) => !known.has(profileId))
    .sort((a, b) => scatter(seed + a) - scatter(seed + b) || (a < b ? -1 : 1));
  return new Map([
    ...profileIds.flatMap((profileId) => {
      const alias = known.get(profileId);
      return alias === undefined ? [] : [[profileId, alias] as const];
    }),
    ...newcomers.map((profileId, index) => [profileId, free[index] ?? `Reviewer ${index + 1}`] as const),
  ]);
}

/** FNV-1a, 32 bits: scatters, and hides nothing from whoever has the debrief's file. */
function scatter(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/**
 * A function that puts aliases where reviewers are named in what people wrote: whole names in any case, first names
 * where they are written as names. The coach stays who she is, since an alias beside what she did would tell it.
 */
export function aliasReplacer(
  people: readonly { person: Pick<Person, 'name'>; alias: string }[],
  coach: string,
): (text: string) => string {
  const others = people.filter(({ person }) => fold(person.name) !== fold(coach));
  const replaceWhole = nameReplacer(
    others.map(({ person, alias }) => ({ name: person.name, replacement: alias })),
  );
  const byFirstName = new Map<string, string>();
  for (const { person, alias } of others) {
    const [first = ''] = person.name.trim().normalize('NFC').split(/\s+/);
    if (first.length < 2 || fold(first) === fold(coach.trim().split(/\s+/)[0] ?? '')) continue;
    byFirstName.set(first, byFirstName.has(first) ? '…' : alias);
  }
  if (byFirstName.size === 0) return replaceWhole;
  const alternatives = [...byFirstName.keys()].map((name) => name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{M}\\p{N}])(?:${alternatives.join('|')})(?![\\p{L}\\p{M}\\p{N}])`,
    'gu',
  );
  return (text) => replaceWhole(text).replace(pattern, (first) => byFirstName.get(first) ?? '…');
}

function fold(name: string): string {
  return name.normalize('NFC').toLowerCase().trim().replace(/\s+/g, ' ');
}
