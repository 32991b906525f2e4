import type { CrosswalkLine } from '../model/crosswalk';
import { competenciesOf, type EditionChange, type Framework, isSameReference } from '../model/framework';
import type { DraftContent } from '../model/framework-draft';
import type { DraftCompetency, DraftIndicator } from './edit-draft';

/**
 * What a draft says as a finished framework, still to be checked with the framework's schema: its crosswalk to the
 * framework that it began as tells what stayed the same, what has other words and what another code, and a new edition
 * says of its items whether they are new or reworded.
 *
 * @param base - the framework that it began as a copy of, where there is one
 */
export function finishedContent(content: DraftContent, base: Framework | undefined): DraftContent {
  if (!base) return content;
  const wordsBefore = new Map(
    competenciesOf(base).flatMap((competency) => [
      [competency.code, wordsOf(competency)] as const,
      ...competency.indicators.map((indicator) => [indicator.code, indicator.text] as const),
    ]),
  );
  const wordsNow = new Map(
    competenciesOf(content as Framework).flatMap((competency) => [
      [competency.code, wordsOf(competency)] as const,
      ...competency.indicators.map((indicator) => [indicator.code, indicator.text] as const),
    ]),
  );
  const own = content.crosswalks.find(({ to }) => isSameReference(to, base));
  const lines = own?.lines.map((line) => relate(line, wordsNow, wordsBefore)) ?? [];
  const crosswalks = content.crosswalks.map((crosswalk) =>
    crosswalk === own ? { ...own, lines } : crosswalk,
  );
  if (content.id !== base.id || !own) return { ...content, crosswalks };
  const byCode = new Map(lines.map((line) => [line.from, line]));
  return {
    ...content,
    crosswalks,
    domains: content.domains.map((domain) => ({
      ...domain,
      competencies: domain.competencies.map((competency) => ({
        ...withSince(competency, byCode),
        indicators: competency.indicators.map((indicator) => withSince(indicator, byCode)),
      })),
    })),
  };
}

/** What became of one item, as far as its words and its code tell. */
function relate(
  line: CrosswalkLine,
  now: ReadonlyMap<string, string>,
  before: ReadonlyMap<string, string>,
): CrosswalkLine {
  const [target, ...more] = line.to;
  if (target === undefined || more.length > 0) return line;
  if (line.relation !== 'same' && line.relation !== 'reworded' && line.relation !== 'moved') return line;
  if (now.get(line.from) !== before.get(target)) return { ...line, relation: 'reworded' };
  return { ...line, relation: line.from === target ? 'same' : 'moved' };
}

function withSince<Item extends DraftCompetency | DraftIndicator>(
  item: Item,
  lines: ReadonlyMap<string, CrosswalkLine>,
): Item {
  const { since: before, ...rest } = item;
  const relation = lines.get(item.code)?.relation;
  const change: EditionChange['change'] | undefined =
    relation === undefined ? 'new' : relation === 'reworded' ? 'reworded' : undefined;
  // What the author wrote of the change stays, while it is the same change.
  const since = before?.change === change ? before : { change, note: '' };
  return { ...rest, ...(change && { since }) } as Item;
}

function wordsOf({ title, definition }: { title: string; definition: string }): string {
  return `${title}\n${definition}`;
}
