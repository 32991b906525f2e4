import { formatDuration, formatTimeCode } from '../formats/time-code';
import { type Moment, momentEndMs } from '../model/moment';
import type { AgreementElement } from '../model/moment-details';
import type { Direction, Stretch } from './stretches';
import type { Trail } from './trail';

/** One sentence of the trail's story, with the stretch that plays as its evidence. */
export type StorySentence = {
  text: string;
  startMs: number;
  endMs: number;
  momentIds: readonly string[];
};

export const DIRECTION_LABELS: Readonly<Record<Direction, string>> = {
  exploring: 'Exploring',
  agreed: 'Agreed focus',
  shifted: 'Another direction came up',
  're-contracted': 'Re-contracted',
  'shift-ignored': 'Shift passed by',
  closing: 'Closing',
};

export const ELEMENT_LABELS: Readonly<Record<AgreementElement, string>> = {
  topic: 'topic',
  outcome: 'outcome',
  measure: 'measure of success',
  meaning: 'meaning',
  'must-address': 'what must be addressed',
};

/**
 * The trail in sentences, in order of time; the last ones speak of the session as a whole.
 *
 * @param moments - those from which the trail was computed: a sentence about some of them plays the first
 */
export function tellTrail(trail: Trail, moments: readonly Moment[]): StorySentence[] {
  const heardAt = (momentIds: readonly string[]): Pick<StorySentence, 'startMs' | 'endMs'> => {
    const first = moments.find(({ id }) => id === momentIds[0]);
    if (!first) return { startMs: 0, endMs: trail.durationMs };
    return { startMs: first.startMs, endMs: Math.min(momentEndMs(first), trail.durationMs) };
  };
  return [
    ...trail.stretches.map(tellStretch),
    ...tellAgreement(trail),
    ...tellPartnering(trail, heardAt),
    tellClosing(trail),
  ];
}

function tellStretch({ direction, startMs, endMs, focus, momentIds }: Stretch): StorySentence {
  const from = formatTimeCode(startMs);
  const words = inSentence(focus);
  const about = words === '' ? '' : `: ${words}`;
  const lasted = formatDuration(endMs - startMs);
  const text = {
    exploring: `From ${from} coach and client explore, for ${lasted}, without an agreed focus.`,
    agreed: `From ${from} they work for ${lasted} on what was agreed${about}.`,
    shifted: `At ${from} another direction comes up and is looked at for ${lasted}.`,
    're-contracted': `From ${from} they work for ${lasted} on what the client newly chose${about}.`,
    'shift-ignored': `At ${from} the direction changes and the client is not asked; this lasts ${lasted}.`,
    closing: `From ${from} the session is brought to its end.`,
  }[direction];
  return { text, startMs, endMs, momentIds };
}

function tellAgreement({
  firstAgreementMs,
  agreedShare,
  durationMs,
  stretches,
  elements,
  missingElements,
}: Trail): StorySentence[] {
  if (firstAgreementMs === undefined) {
    return [
      {
        text: 'No focus was marked as agreed. Clarity may come late, or the agreement was not marked.',
        startMs: 0,
        endMs: durationMs,
        momentIds: [],
      },
    ];
  }
  const first = stretches.find(({ startMs }) => startMs === firstAgreementMs);
  const sentences: StorySentence[] = [
    {
      text: `The first agreement stands at ${formatTimeCode(firstAgreementMs)}; ${percent(agreedShare)} of the session goes to a focus that the client chose.`,
      startMs: firstAgreementMs,
      endMs: first?.endMs ?? durationMs,
      momentIds: first?.momentIds ?? [],
    },
  ];
  const heard = Object.values(elements).flat();
  // Where no element was noted at all, the form was not used: nothing can be said to be missing.
  if (heard.length > 0) {
    const missing = missingElements.map((element) => ELEMENT_LABELS[element]);
    sentences.push({
      text:
        missing.length === 0
          ? 'All elements of the agreement were heard: topic, outcome, measure of success, meaning, and what must be addressed.'
          : `Not noted in the agreement: ${inWords(missing)}.`,
      startMs: 0,
      endMs: firstAgreementMs,
      momentIds: [...new Set(heard)],
    });
  }
  return sentences;
}

function tellPartnering(
  { recontracting, miniContracts, longestWithoutPartnering: longest }: Trail,
  heardAt: (momentIds: readonly string[]) => Pick<StorySentence, 'startMs' | 'endMs'>,
): StorySentence[] {
  const sentences: StorySentence[] = [];
  const { offered, chosen, missed, against } = recontracting;
  if (offered.length + missed.length + against.length > 0) {
    const parts = [
      `re-contracting was offered ${times(offered.length)}`,
      `the client’s choice is clear ${times(chosen.length)}`,
      ...(missed.length > 0 ? [`${times(missed.length)} a shift passed by`] : []),
      ...(against.length > 0 ? [`${times(against.length)} the coach changed the direction unasked`] : []),
    ];
    const momentIds = [...offered, ...missed, ...against];
    sentences.push({ text: sentence(parts), ...heardAt(momentIds), momentIds });
  }
  const { asked, answered, honoured, notHonoured } = miniContracts;
  if (asked.length > 0) {
    const parts = [
      `permission was asked ${times(asked.length)}`,
      `answered ${times(answered.length)}`,
      `the answer was honoured ${times(honoured.length)}${notHonoured.length > 0 ? ` and not honoured ${times(notHonoured.length)}` : ''}`,
    ];
    sentences.push({ text: sentence(parts), ...heardAt(asked), momentIds: asked });
  }
  sentences.push({
    text: `The longest stretch without a choice for the client is ${formatDuration(longest.endMs - longest.startMs)}, from ${formatTimeCode(longest.startMs)}.`,
    startMs: longest.startMs,
    endMs: longest.endMs,
    momentIds: [],
  });
  return sentences;
}

function tellClosing({ closing, durationMs, stretches }: Trail): StorySentence {
  const last = stretches.findLast(({ direction }) => direction === 'closing');
  const stretch = { startMs: last?.startMs ?? Math.max(0, durationMs - 60_000), endMs: durationMs };
  if (!closing) return { text: 'How to finish was not marked as asked.', ...stretch, momentIds: [] };
  const by = { client: 'by the client', coach: 'by the coach', both: 'by both', 'not-noted': '' }[closing.by];
  return {
    text: `How to finish was asked${by && `, and designed ${by}`}.`,
    ...stretch,
    momentIds: closing.momentIds,
  };
}

/** Words that somebody wrote, on one line and without the full stop that the sentence brings itself. */
function inSentence(words: string): string {
  return words
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/(?<![.…])\.$/, '');
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function times(count: number): string {
  return count === 0 ? 'never' : count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`;
}

function inWords(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

function sentence(parts: readonly string[]): string {
  const text = parts.join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
