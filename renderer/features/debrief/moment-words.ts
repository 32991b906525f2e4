import { formatTimeCode } from '#shared/formats/time-code';
import { tellFormInOneLine } from '#shared/forms/tell-form';
import type { Framework, IndicatorState } from '#shared/model/framework';
import { kindsOf, type Moment, type Polarity } from '#shared/model/moment';

export const POLARITY_WORDS: Readonly<Record<Polarity, string>> = {
  shown: 'shown',
  missed: 'missed',
  against: 'counter-evidence',
};

export const INDICATOR_STATE_WORDS: Readonly<Record<IndicatorState, string>> = {
  observed: 'Observed',
  partly: 'Partly',
  'not-observed': 'Not observed',
  'no-opportunity': 'No opportunity',
  'not-assessable': 'Not assessable',
};

/** `1:12–1:30`, or `1:12` for a point. */
export function formatSpan({ startMs, endMs }: Pick<Moment, 'startMs' | 'endMs'>): string {
  const start = formatTimeCode(startMs);
  return endMs === undefined ? start : `${start}–${formatTimeCode(endMs)}`;
}

/** The label of a moment's kind; the bare id where the framework does not know it. */
export function kindLabelOf(framework: Framework, kindId: string): string {
  return kindsOf(framework).find((kind) => kind.id === kindId)?.label ?? kindId;
}

export function kindIndexOf(framework: Framework, kindId: string): number {
  return kindsOf(framework).findIndex((kind) => kind.id === kindId);
}

/** A moment in one breath, for a screen reader. */
export function describeMoment(framework: Framework, moment: Moment): string {
  const words = [formatSpan(moment), kindLabelOf(framework, moment.kind)];
  if (moment.polarity !== 'shown') words.push(POLARITY_WORDS[moment.polarity]);
  if (moment.quote) words.push(`“${moment.quote}”`);
  else if (moment.note) words.push(moment.note);
  const form = tellFormInOneLine(moment);
  if (form) words.push(form);
  return words.join(', ');
}
