import type { DraftContent } from '../model/framework-draft';
import { replaceAt } from './edit-draft';

export type DraftKind = DraftContent['kinds'][number];

/** Changes a kind of moment; with its name, the competencies that name it follow. */
export function changeKind(content: DraftContent, index: number, change: Partial<DraftKind>): DraftContent {
  const before = content.kinds[index];
  const changed = { ...content, kinds: replaceAt(content.kinds, index, (kind) => ({ ...kind, ...change })) };
  if (!before || change.id === undefined || change.id === before.id) return changed;
  // While two have one name, nobody can tell which of them a competency means.
  const isClear = content.kinds.filter(({ id }) => id === before.id || id === change.id).length === 1;
  return isClear ? withKinds(changed, (id) => (id === before.id ? change.id : id)) : changed;
}

/** A kind with a name that no other has, without a word yet. */
export function addKind(content: DraftContent): DraftContent {
  let number = content.kinds.length + 1;
  while (content.kinds.some(({ id }) => id === `kind-${number}`)) number += 1;
  const added: DraftKind = {
    id: `kind-${number}`,
    label: '',
    description: '',
    leadMs: 5_000,
    lagMs: 10_000,
  };
  return { ...content, kinds: [...content.kinds, added] };
}

/** Removes a kind, and its name from the competencies. */
export function removeKind(content: DraftContent, index: number): DraftContent {
  const kinds = content.kinds.toSpliced(index, 1);
  const removed = content.kinds[index]?.id;
  const isLeft = kinds.some(({ id }) => id === removed);
  const left = { ...content, kinds };
  return isLeft ? left : withKinds(left, (id) => (id === removed ? undefined : id));
}

/** Renames a scale; the competencies that are rated on it follow. */
export function renameScale(content: DraftContent, index: number, id: string): DraftContent {
  const before = content.scales[index];
  if (!before || before.id === id) return content;
  const isClear = content.scales.filter((scale) => scale.id === before.id || scale.id === id).length === 1;
  const scales = replaceAt(content.scales, index, (scale) => ({ ...scale, id }));
  return {
    ...content,
    scales,
    domains: content.domains.map((domain) => ({
      ...domain,
      competencies: domain.competencies.map((competency) =>
        isClear && competency.scaleId === before.id ? { ...competency, scaleId: id } : competency,
      ),
    })),
  };
}

function withKinds(content: DraftContent, rename: (id: string) => string | undefined): DraftContent {
  return {
    ...content,
    domains: content.domains.map((domain) => ({
      ...domain,
      competencies: domain.competencies.map((competency) => ({
        ...competency,
        kinds: competency.kinds.flatMap((id) => rename(id) ?? []),
      })),
    })),
  };
}
