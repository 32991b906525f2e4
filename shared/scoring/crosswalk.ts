import type { Crosswalk, CrosswalkLine } from '../model/crosswalk';
import { codesOf, type Framework, isSameReference } from '../model/framework';

/**
 * Where the items of one framework are found in another: by its own crosswalk, else by the other's read backwards. A
 * code that the other framework does not have is left out of it.
 *
 * @returns `undefined` where neither framework says anything of the other
 */
export function crosswalkBetween(from: Framework, to: Framework): Crosswalk | undefined {
  const own = from.crosswalks.find((crosswalk) => isSameReference(crosswalk.to, to));
  if (own) return withoutUnknown(own, to);
  const other = to.crosswalks.find((crosswalk) => isSameReference(crosswalk.to, from));
  if (!other) return undefined;
  const known = new Set(codesOf(to));
  const lines = other.lines.filter((line) => known.has(line.from));
  return {
    to: { id: to.id, edition: to.edition },
    lines: codesOf(from).map((code) => invertLines(code, lines)),
  };
}

/** What became of one competency or indicator in another framework; `undefined` where no crosswalk speaks of it. */
export function whatBecameOf(code: string, from: Framework, to: Framework): CrosswalkLine | undefined {
  return crosswalkBetween(from, to)?.lines.find((line) => line.from === code);
}

/** The codes of a framework to which nothing of an earlier one leads; `undefined` where no crosswalk joins the two. */
export function newSince(framework: Framework, earlier: Framework): readonly string[] | undefined {
  const crosswalk = crosswalkBetween(earlier, framework);
  if (!crosswalk) return undefined;
  const reached = new Set(crosswalk.lines.flatMap(({ to }) => to));
  return codesOf(framework).filter((code) => !reached.has(code));
}

/**
 * The lines by which an item has exactly one counterpart that is nobody else's, by the code they start from. Only
 * along these does a mark or a rating keep its meaning, there and back.
 */
export function oneToOneLines({ lines }: Crosswalk): ReadonlyMap<string, CrosswalkLine & { to: [string] }> {
  const arrivals = new Map<string, number>();
  for (const code of lines.flatMap(({ to }) => to)) arrivals.set(code, (arrivals.get(code) ?? 0) + 1);
  return new Map(
    lines.flatMap((line) => {
      const [target, ...more] = line.to;
      const keepsMeaning = line.relation !== 'merged' && line.relation !== 'split';
      return target !== undefined && more.length === 0 && keepsMeaning && arrivals.get(target) === 1
        ? [[line.from, { ...line, to: [target] }] as const]
        : [];
    }),
  );
}

function withoutUnknown(crosswalk: Crosswalk, target: Framework): Crosswalk {
  const known = new Set(codesOf(target));
  return {
    ...crosswalk,
    lines: crosswalk.lines.map((line) => {
      const to = line.to.filter((code) => known.has(code));
      if (to.length === line.to.length) return line;
      // A part that is left of a whole is still a part of it.
      return { ...line, to, relation: to.length === 0 ? 'dropped' : 'merged' };
    }),
  };
}

/** The line that leads from a code back to where it came from. */
function invertLines(code: string, lines: readonly CrosswalkLine[]): CrosswalkLine {
  const leading = lines.filter(({ to }) => to.includes(code));
  const [line, ...more] = leading;
  if (!line) return { from: code, to: [], relation: 'dropped', note: '' };
  const to = leading.map(({ from }) => from);
  if (more.length > 0) return { from: code, to, relation: 'split', note: '' };
  const { note, uncertain } = line;
  const relation = line.to.length > 1 || line.relation === 'split' ? 'merged' : line.relation;
  return { from: code, to, relation, note, ...(uncertain !== undefined && { uncertain }) };
}
