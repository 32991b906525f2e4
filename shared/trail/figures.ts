import { formatDuration, formatTimeCode } from '../formats/time-code';
import { agreementElementSchema } from '../model/moment-details';
import { ELEMENT_LABELS } from './story';
import type { DirectionChoice, Trail } from './trail';

/** One figure of a trail as it is read. */
export type TrailFigure = {
  id:
    | 'first-agreement'
    | 'agreed-share'
    | 'elements'
    | 're-contracting'
    | 'mini-contracts'
    | 'choices'
    | 'without-partnering'
    | 'closing';
  label: string;
  text: string;
  /** What the figure does not say, where it could be misread. */
  note?: string;
  /** The moments that were counted, in order of time. */
  momentIds: readonly string[];
};

export const CHOICE_LABELS: Readonly<Record<DirectionChoice['by'], string>> = {
  client: 'the client',
  coach: 'the coach',
  both: 'both',
  nobody: 'nobody',
  'not-noted': 'not noted',
};

/** The figures of a trail, always the same ones in the same order, so that two trails can stand side by side. */
export function trailFigures(trail: Trail): TrailFigure[] {
  const { stretches, firstAgreementMs, elements, recontracting, miniContracts, choices, closing } = trail;
  const { startMs, endMs } = trail.longestWithoutPartnering;
  const first = stretches.find((stretch) => stretch.startMs === firstAgreementMs);
  return [
    {
      id: 'first-agreement',
      label: 'First agreement',
      text: firstAgreementMs === undefined ? 'none marked' : `at ${formatTimeCode(firstAgreementMs)}`,
      note: 'Late is no fault: clarity may come in the middle of a session, or later.',
      momentIds: first?.momentIds ?? [],
    },
    {
      id: 'agreed-share',
      label: 'Under a focus that the client chose',
      text: `${Math.round(trail.agreedShare * 100)} % of the session`,
      momentIds: [],
    },
    {
      id: 'elements',
      label: 'Elements of the agreement',
      text: describeElements(trail),
      momentIds: unique(Object.values(elements).flat()),
    },
    {
      id: 're-contracting',
      label: 'Re-contracting',
      text: counts([
        ['offered', recontracting.offered],
        ['chosen', recontracting.chosen],
        ['missed', recontracting.missed],
        ...(recontracting.against.length > 0 ? [['unasked', recontracting.against] as const] : []),
      ]),
      momentIds: [...recontracting.offered, ...recontracting.missed, ...recontracting.against],
    },
    {
      id: 'mini-contracts',
      label: 'Mini-contracts',
      text: counts([
        ['asked', miniContracts.asked],
        ['answered', miniContracts.answered],
        ['honoured', miniContracts.honoured],
        ...(miniContracts.notHonoured.length > 0
          ? [['not honoured', miniContracts.notHonoured] as const]
          : []),
        ['missed', miniContracts.missed],
      ]),
      momentIds: [...miniContracts.asked, ...miniContracts.missed],
    },
    {
      id: 'choices',
      label: 'Who chose the direction',
      text:
        choices.length === 0
          ? 'no turn marked'
          : choices.map(({ atMs, by }) => `${formatTimeCode(atMs)} ${CHOICE_LABELS[by]}`).join(', '),
      momentIds: choices.map(({ momentId }) => momentId),
    },
    {
      id: 'without-partnering',
      label: 'Longest stretch without a choice for the client',
      text: `${formatDuration(endMs - startMs)}, from ${formatTimeCode(startMs)}`,
      momentIds: [],
    },
    {
      id: 'closing',
      label: 'Closing',
      text: closing ? describeClosing(closing.by) : 'not marked as asked',
      momentIds: closing?.momentIds ?? [],
    },
  ];
}

function describeElements({ elements, missingElements }: Trail): string {
  const { options } = agreementElementSchema;
  const heard = options.length - missingElements.length;
  // Where no element was noted at all, the form was not used: nothing can be said to be missing.
  if (Object.values(elements).every((ids) => ids.length === 0)) return 'none noted';
  const missing = missingElements.map((element) => ELEMENT_LABELS[element]).join(', ');
  return `${heard} of ${options.length}${missing && `; not noted: ${missing}`}`;
}

function describeClosing(by: NonNullable<Trail['closing']>['by']): string {
  return by === 'not-noted' ? 'asked' : `asked; designed by ${CHOICE_LABELS[by]}`;
}

function counts(parts: readonly (readonly [label: string, ids: readonly string[]])[]): string {
  return parts.map(([label, ids]) => `${label} ${ids.length}`).join(', ');
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}
