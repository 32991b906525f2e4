import type { DraftPlace } from '#shared/frameworks/edit-draft';
import type { DraftContent } from '#shared/model/framework-draft';

/** What of a draft is open in the form. */
export type Selected =
  | { type: 'about' }
  | { type: 'scale'; scale: number }
  | { type: 'kind'; kind: number }
  | { type: 'crosswalk'; crosswalk: number }
  | { type: 'part'; place: DraftPlace };

export type OutlineRow = { selected: Selected; key: string; label: string; level: 0 | 1 | 2 };

/** Everything that can be opened, in the order of the book. */
export function outlineOf({ scales, kinds, domains, crosswalks }: DraftContent): OutlineRow[] {
  const row = (selected: Selected, level: OutlineRow['level'], ...words: string[]): OutlineRow => ({
    selected,
    key: keyOfSelected(selected),
    label: words.filter((word) => word.trim() !== '').join(' ') || 'Not named yet',
    level,
  });
  return [
    row({ type: 'about' }, 0, 'About this framework'),
    ...scales.map(({ title }, scale) => row({ type: 'scale', scale }, 0, 'Scale:', title)),
    ...kinds.map(({ label }, kind) => row({ type: 'kind', kind }, 0, 'Kind:', label)),
    ...crosswalks.map(({ to }, crosswalk) =>
      row({ type: 'crosswalk', crosswalk }, 0, 'Crosswalk to', `${to.id}@${to.edition}`),
    ),
    ...domains.flatMap(({ title, competencies }, domain) => [
      row({ type: 'part', place: { domain } }, 0, title),
      ...competencies.flatMap(({ code, title: name, indicators }, competency) => [
        row({ type: 'part', place: { domain, competency } }, 1, code, name),
        ...indicators.map(({ code: own, text }, indicator) =>
          row({ type: 'part', place: { domain, competency, indicator } }, 2, own, text),
        ),
      ]),
    ]),
  ];
}

export function keyOfSelected(selected: Selected): string {
  switch (selected.type) {
    case 'about':
      return 'about';
    case 'scale':
      return `scale ${selected.scale}`;
    case 'kind':
      return `kind ${selected.kind}`;
    case 'crosswalk':
      return `crosswalk ${selected.crosswalk}`;
    case 'part': {
      const { domain, competency, indicator } = selected.place;
      return ['part', domain, competency, indicator].filter((step) => step !== undefined).join(' ');
    }
  }
}

/** The part that a problem lies in, by its way in the framework's file. */
export function selectedOfPath(path: readonly PropertyKey[]): Selected {
  const [list, index, , second, , third] = path;
  if (typeof index !== 'number') return { type: 'about' };
  switch (list) {
    case 'scales':
      return { type: 'scale', scale: index };
    case 'kinds':
      return { type: 'kind', kind: index };
    case 'crosswalks':
      return { type: 'crosswalk', crosswalk: index };
    case 'domains':
      if (typeof second !== 'number') return { type: 'part', place: { domain: index } };
      return typeof third === 'number'
        ? { type: 'part', place: { domain: index, competency: second, indicator: third } }
        : { type: 'part', place: { domain: index, competency: second } };
    default:
      return { type: 'about' };
  }
}
