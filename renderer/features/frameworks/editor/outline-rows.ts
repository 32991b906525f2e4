import type { DraftPlace } from '#shared/frameworks/edit-draft';
import type { DraftContent } from '#shared/model/framework-draft';

/** What of a draft is open in the form. */
export type Selected =
  | { type: 'about' }
  | { type: 'scale'; scale: number }
  | { type: 'part'; place: DraftPlace };

export type OutlineRow = { selected: Selected; key: string; label: string; level: 0 | 1 | 2 };

/** Everything that can be opened, in the order of the book. */
export function outlineOf({ scales, domains }: DraftContent): OutlineRow[] {
  const row = (selected: Selected, level: OutlineRow['level'], ...words: string[]): OutlineRow => ({
    selected,
    key: keyOfSelected(selected),
    label: words.filter((word) => word.trim() !== '').join(' ') || 'Not named yet',
    level,
  });
  return [
    row({ type: 'about' }, 0, 'About this framework'),
    ...scales.map(({ title }, scale) => row({ type: 'scale', scale }, 0, 'Scale:', title)),
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
    case 'part': {
      const { domain, competency, indicator } = selected.place;
      return ['part', domain, competency, indicator].filter((step) => step !== undefined).join(' ');
    }
  }
}
