import { formatTimeCode } from '../formats/time-code';
import { agreementElementSchema } from '../model/moment-details';
import type { Trail } from './trail';

/** A figure of a trail that is a number, to be followed over sessions. */
export type TrailMeasure = {
  id: string;
  label: string;
  /** What the axis says, with the unit. */
  axis: string;
  /** `undefined` where the session says nothing of it: that is no nought. */
  valueOf: (trail: Trail) => number | undefined;
  /** The exact value in words. */
  wordsFor: (value: number) => string;
  /** Upper end of the axis, where it is the same for all sessions. */
  top?: number;
};

const MINUTE_MS = 60_000;
const ELEMENTS = agreementElementSchema.options.length;

/** All of them; none is better for being higher or lower by itself. */
export const TRAIL_MEASURES: readonly TrailMeasure[] = [
  {
    id: 'agreed-share',
    label: 'Under an agreed focus',
    axis: 'Share of the session, %',
    valueOf: ({ agreedShare }) => agreedShare * 100,
    wordsFor: (value) => `${Math.round(value)} % of the session`,
    top: 100,
  },
  {
    id: 'first-agreement',
    label: 'First agreement',
    axis: 'First agreement, minutes',
    valueOf: ({ firstAgreementMs }) =>
      firstAgreementMs === undefined ? undefined : firstAgreementMs / MINUTE_MS,
    wordsFor: (value) => `at ${formatTimeCode(Math.round(value * MINUTE_MS))}`,
  },
  {
    id: 'elements',
    label: 'Elements of the agreement',
    axis: `Elements heard, of ${ELEMENTS}`,
    // Where none was noted the form was not used.
    valueOf: ({ missingElements }) =>
      missingElements.length === ELEMENTS ? undefined : ELEMENTS - missingElements.length,
    wordsFor: (value) => `${value} of ${ELEMENTS} elements`,
    top: ELEMENTS,
  },
  {
    id: 're-contracting',
    label: 'Re-contracting that the client decided',
    axis: 'Times',
    valueOf: ({ recontracting }) => recontracting.chosen.length,
    wordsFor: (value) => `${value} decided by the client`,
  },
  {
    id: 'mini-contracts',
    label: 'Mini-contracts asked',
    axis: 'Times',
    valueOf: ({ miniContracts }) => miniContracts.asked.length,
    wordsFor: (value) => `${value} asked`,
  },
  {
    id: 'without-partnering',
    label: 'Longest stretch without a choice for the client',
    axis: 'Minutes',
    valueOf: ({ longestWithoutPartnering: { startMs, endMs } }) => (endMs - startMs) / MINUTE_MS,
    wordsFor: (value) => `${formatTimeCode(Math.round(value * MINUTE_MS))} without one`,
  },
];

/** The upper end of an axis that begins at 0 and holds every value: 1, 2 or 5 times a power of ten, above 1 always. */
export function axisTop(values: readonly (number | undefined)[]): number {
  const highest = Math.max(2, ...values.map((value) => value ?? 0));
  const power = 10 ** Math.floor(Math.log10(highest));
  return ([1, 2, 5, 10].find((step) => step * power >= highest) ?? 10) * power;
}
