import type { CrosswalkLine, CrosswalkRelation } from '#shared/model/crosswalk';
import { competenciesOf, type Framework } from '#shared/model/framework';
import { crosswalkBetween, newSince } from '#shared/scoring/crosswalk';

/** A framework read beside another: where each item is there, and what only the other has. */
export type CrosswalkView = {
  other: Framework;
  /** By the code that a line starts from. */
  lines: ReadonlyMap<string, CrosswalkLine>;
  /** What each code of the other says. */
  texts: ReadonlyMap<string, string>;
  /** Codes of the other to which nothing here leads. */
  onlyThere: readonly string[];
};

/** @returns `undefined` where neither framework says anything of the other */
export function viewBeside(framework: Framework, other: Framework): CrosswalkView | undefined {
  const crosswalk = crosswalkBetween(framework, other);
  if (!crosswalk) return undefined;
  return {
    other,
    lines: new Map(crosswalk.lines.map((line) => [line.from, line])),
    texts: new Map(
      competenciesOf(other).flatMap(({ code, title, indicators }) => [
        [code, title] as const,
        ...indicators.map((indicator) => [indicator.code, indicator.text] as const),
      ]),
    ),
    onlyThere: newSince(other, framework) ?? [],
  };
}

/** What became of an item there, before the codes that are named; also the whole where there are none. */
export const RELATION_WORDS: Readonly<Record<CrosswalkRelation, string>> = {
  same: 'The same there:',
  reworded: 'In other words there:',
  moved: 'At another place there:',
  split: 'Divided there into:',
  merged: 'Joined there with others in:',
  dropped: 'Nothing there takes it up.',
};

export const UNMAPPED_WORDS = 'The crosswalk says nothing of it.';

const COUNT_WORDS: Readonly<Record<CrosswalkRelation, string>> = {
  same: 'the same',
  reworded: 'in other words',
  moved: 'at another place',
  split: 'divided',
  merged: 'joined with others',
  dropped: 'not taken up there',
};

/** One line over the whole: how many items became what. */
export function summariseCrosswalk({ lines, onlyThere }: CrosswalkView): string {
  const counts = new Map<CrosswalkRelation, number>();
  for (const { relation } of lines.values()) counts.set(relation, (counts.get(relation) ?? 0) + 1);
  const parts = [...counts].map(([relation, count]) => `${count} ${COUNT_WORDS[relation]}`);
  return [...parts, `${onlyThere.length} only there`].join(', ');
}
