import type { CrosswalkRelation } from '../model/crosswalk';
import { codesOf, type Framework, type FrameworkReference } from '../model/framework';
import type { DraftContent } from '../model/framework-draft';
import { draftCodes, replaceAt } from './edit-draft';

export type DraftCrosswalk = DraftContent['crosswalks'][number];
export type DraftLine = DraftCrosswalk['lines'][number];

/** Adds a crosswalk with a line for every code, each leading nowhere until something is said. */
export function addCrosswalk(content: DraftContent, to: FrameworkReference): DraftContent {
  const lines = [...new Set(draftCodes(content))].map((code) => newLine(code));
  return { ...content, crosswalks: [...content.crosswalks, { to, lines }] };
}

export function changeCrosswalk(
  content: DraftContent,
  index: number,
  change: (crosswalk: DraftCrosswalk) => DraftCrosswalk,
): DraftContent {
  return { ...content, crosswalks: replaceAt(content.crosswalks, index, change) };
}

export function removeCrosswalk(content: DraftContent, index: number): DraftContent {
  return { ...content, crosswalks: content.crosswalks.toSpliced(index, 1) };
}

/**
 * A line with other codes to lead to. What it says of them stays where it still can be so; else it becomes the plainest
 * that fits: dropped, reworded or split.
 */
export function leadTo(line: DraftLine, to: readonly string[]): DraftLine {
  return {
    ...line,
    to: [...to],
    relation: fits(line.relation, to.length) ? line.relation : plainest(to.length),
  };
}

/** The relations that a line to so many codes can have. */
export function relationsFor(targets: number): CrosswalkRelation[] {
  return RELATIONS.filter((relation) => fits(relation, targets));
}

export function newLine(from: string): DraftLine {
  return { from, to: [], relation: 'dropped', note: '' };
}

/** The codes that a crosswalk leads to and that the other framework does not have. */
export function codesNowhere({ lines }: DraftCrosswalk, target: Pick<Framework, 'domains'>): Set<string> {
  const known = new Set(codesOf(target));
  return new Set(lines.flatMap(({ to }) => to).filter((code) => !known.has(code)));
}

const RELATIONS: readonly CrosswalkRelation[] = ['same', 'reworded', 'moved', 'split', 'merged', 'dropped'];

function fits(relation: CrosswalkRelation, targets: number): boolean {
  if (relation === 'dropped') return targets === 0;
  if (targets === 0) return false;
  if (relation === 'split') return targets > 1;
  return relation === 'merged' || targets === 1;
}

function plainest(targets: number): CrosswalkRelation {
  if (targets === 0) return 'dropped';
  return targets === 1 ? 'reworded' : 'split';
}
