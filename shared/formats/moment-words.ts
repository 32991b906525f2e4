import type { Framework, IndicatorState } from '../model/framework';
import { kindsOf, type Moment, type Polarity } from '../model/moment';
import { formatTimeCode } from './time-code';

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
