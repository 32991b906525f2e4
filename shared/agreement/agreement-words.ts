import { type AgreementFigure, ENOUGH_UNITS, type JudgementAgreement } from './agreement-report';
import type { Figure, UndefinedReason } from './ratings';

const REASONS: Readonly<Record<UndefinedReason, string>> = {
  'no-common-units': 'nothing in common',
  'one-unit-only': 'only one in common',
  'one-category-only': 'only one value was given',
  'no-variation': 'nothing varies',
  'unsuitable-table': 'does not fit this table',
};

/** A figure in two decimals, or why it has no value; never NaN. */
export function writeFigure(figure: Figure): string {
  return figure.isDefined ? figure.value.toFixed(2) : `– (${REASONS[figure.reason]})`;
}

/** `0.31 to 0.78`; empty where there is no interval. */
export function writeInterval({ interval }: Pick<AgreementFigure, 'interval'>): string {
  return interval ? `${interval.low.toFixed(2)} to ${interval.high.toFixed(2)}` : '';
}

/**
 * What the figures of a judgement mean, in sentences. Judged by the lower end of alpha's interval, as Krippendorff
 * asks: 0.800 is customary, from 0.667 on conclusions are tentative.
 */
export function sayAgreement({ noun, commonUnits, sameUnits, figures }: JudgementAgreement): string {
  const counted = `Of ${commonUnits} ${noun} that two or more of you judged, ${sameUnits} ${sameUnits === 1 ? 'was' : 'were'} judged the same by all.`;
  if (commonUnits < ENOUGH_UNITS) {
    return `${counted} That is fewer than ${ENOUGH_UNITS}: talk about the differences themselves, the figures can swing by chance.`;
  }
  const alpha = figures.find(({ id }) => id === 'alpha');
  const low = alpha?.interval?.low;
  if (low === undefined) return counted;
  if (low >= 0.8) return `${counted} Beyond chance the agreement is high enough to build on.`;
  if (low >= 0.667) return `${counted} Beyond chance the agreement allows tentative conclusions.`;
  return `${counted} Beyond chance the agreement is too low, or too uncertain, to conclude anything from the values alone.`;
}
