import { tellFormInOneLine } from '#shared/forms/tell-form';
import type { Moment, MomentKind, Polarity } from '#shared/model/moment';

export type MomentFilter = { text: string; kind: string | null; polarity: Polarity | null };

/** The moments that fit a filter, in the order given. Every word must be in the note, the quote, the form or the kind's label. */
export function filterMoments(
  moments: readonly Moment[],
  filter: MomentFilter,
  kinds: readonly MomentKind[],
): readonly Moment[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0 && filter.kind === null && filter.polarity === null) return moments;
  const labels = new Map(kinds.map((kind) => [kind.id, kind.label.toLowerCase()]));
  return moments.filter((moment) => {
    if (filter.kind !== null && moment.kind !== filter.kind) return false;
    if (filter.polarity !== null && moment.polarity !== filter.polarity) return false;
    const text = textOf(moment);
    const label = labels.get(moment.kind) ?? '';
    return words.every((word) => text.includes(word) || label.includes(word));
  });
}

/** What is written of each moment, in small letters; a moment that is changed is another one. */
const texts = new WeakMap<Moment, string>();

function textOf(moment: Moment): string {
  const known = texts.get(moment);
  if (known !== undefined) return known;
  const text = `${moment.note} ${moment.quote} ${tellFormInOneLine(moment)}`.toLowerCase();
  texts.set(moment, text);
  return text;
}
