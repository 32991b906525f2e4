import { compareMoments, type Moment, momentEndMs } from '../model/moment';
import {
  type AgreementElement,
  agreementElementSchema,
  detailsOf,
  type Party,
} from '../model/moment-details';
import { divideSession, isHeld, type Stretch } from './stretches';

/** Who chose where the session went at one turn; `nobody` where a turn passed without a choice. */
export type DirectionChoice = { atMs: number; by: Party | 'nobody' | 'not-noted'; momentId: string };

/** The story of a session's direction as one reviewer's moments tell it. Times are milliseconds of the recording. */
export type Trail = {
  durationMs: number;
  /** They follow each other without a gap from 0 to the end. */
  stretches: readonly Stretch[];
  /** When a focus was agreed first. Never a fault by itself: clarity may come late. Absent where none was. */
  firstAgreementMs?: number;
  /** The part of the session under a focus that the client chose, 0 to 1. */
  agreedShare: number;
  /** The elements of the session agreement that were heard, with the moments behind each. */
  elements: Readonly<Record<AgreementElement, readonly string[]>>;
  missingElements: readonly AgreementElement[];
  recontracting: {
    offered: readonly string[];
    /** Those of the offered in which the client's choice is clear. */
    chosen: readonly string[];
    missed: readonly string[];
    /** The coach changed the direction without asking. */
    against: readonly string[];
  };
  miniContracts: {
    asked: readonly string[];
    answered: readonly string[];
    honoured: readonly string[];
    notHonoured: readonly string[];
    missed: readonly string[];
  };
  choices: readonly DirectionChoice[];
  /** The longest time between two moves in which the client had a choice; the ends of the session count as such. */
  longestWithoutPartnering: { startMs: number; endMs: number };
  closing?: { momentIds: readonly string[]; by: Party | 'not-noted' };
  /** Moments that start at or after the end of the recording, which the trail leaves out. */
  outside: readonly string[];
};

/** Kinds in which, where they are shown, the client has a choice. */
const PARTNERING_KINDS = new Set(['session-agreement', 're-contracting', 'partnering', 'mini-contract']);

/**
 * Computes the agreement trail of one review. The order of the moments does not matter, nor do their notes.
 *
 * @param durationMs - length of the recording, above 0
 */
export function agreementTrail(moments: readonly Moment[], durationMs: number): Trail {
  const ordered = moments.toSorted(compareMoments);
  const inside = ordered.filter((moment) => moment.startMs < durationMs);
  const stretches = divideSession(inside, durationMs);
  const firstAgreed = stretches.find((stretch) => isHeld(stretch.direction));
  const agreedMs = stretches.reduce(
    (total, { direction, startMs, endMs }) => total + (isHeld(direction) ? endMs - startMs : 0),
    0,
  );
  const elements = elementsOf(inside);
  const closing = closingOf(inside);
  return {
    durationMs,
    stretches,
    ...(firstAgreed && { firstAgreementMs: firstAgreed.startMs }),
    agreedShare: agreedMs / durationMs,
    elements,
    missingElements: agreementElementSchema.options.filter((element) => elements[element].length === 0),
    recontracting: recontractingOf(inside),
    miniContracts: miniContractsOf(inside),
    choices: inside.flatMap(choiceOf),
    longestWithoutPartnering: longestGap(inside, durationMs),
    ...(closing && { closing }),
    outside: ordered.filter((moment) => moment.startMs >= durationMs).map(({ id }) => id),
  };
}

function elementsOf(moments: readonly Moment[]): Record<AgreementElement, string[]> {
  const found: Record<AgreementElement, string[]> = {
    topic: [],
    outcome: [],
    measure: [],
    meaning: [],
    'must-address': [],
  };
  for (const moment of moments) {
    if (moment.polarity !== 'shown') continue;
    const { elements = {} } = detailsOf(moment, 'session-agreement') ?? {};
    for (const element of agreementElementSchema.options) {
      if (elements[element]) found[element].push(moment.id);
    }
  }
  return found;
}

function recontractingOf(moments: readonly Moment[]): Trail['recontracting'] {
  const all = moments.filter(({ kind }) => kind === 're-contracting');
  const offered = all.filter(({ polarity }) => polarity === 'shown');
  return {
    offered: idsOf(offered),
    chosen: idsOf(
      offered.filter((moment) => {
        const choice = detailsOf(moment, 're-contracting')?.choice;
        return choice !== undefined && choice !== 'unclear';
      }),
    ),
    missed: idsOf(all.filter(({ polarity }) => polarity === 'missed')),
    against: idsOf(all.filter(({ polarity }) => polarity === 'against')),
  };
}

function miniContractsOf(moments: readonly Moment[]): Trail['miniContracts'] {
  const all = moments.filter(({ kind }) => kind === 'mini-contract');
  const asked = all.filter(({ polarity }) => polarity === 'shown');
  const isHonoured = (moment: Moment) => detailsOf(moment, 'mini-contract')?.honoured;
  return {
    asked: idsOf(asked),
    answered: idsOf(asked.filter((moment) => detailsOf(moment, 'mini-contract')?.answer !== undefined)),
    honoured: idsOf(asked.filter((moment) => isHonoured(moment) === true)),
    notHonoured: idsOf(asked.filter((moment) => isHonoured(moment) === false)),
    missed: idsOf(all.filter(({ polarity }) => polarity !== 'shown')),
  };
}

/** A turn of the session: where its direction was, or should have been, somebody's choice. */
function choiceOf(moment: Moment): DirectionChoice[] {
  const choice = (by: DirectionChoice['by']): DirectionChoice[] => [
    { atMs: momentEndMs(moment), by, momentId: moment.id },
  ];
  if (moment.kind === 'session-agreement') {
    if (moment.polarity !== 'shown') return choice(moment.polarity === 'against' ? 'coach' : 'nobody');
    return choice(detailsOf(moment, 'session-agreement')?.proposedBy ?? 'not-noted');
  }
  if (moment.kind === 're-contracting') {
    if (moment.polarity !== 'shown') return choice(moment.polarity === 'against' ? 'coach' : 'nobody');
    const answer = detailsOf(moment, 're-contracting')?.choice;
    return choice(answer === undefined || answer === 'unclear' ? 'not-noted' : 'client');
  }
  if (moment.kind === 'partnering') {
    if (moment.polarity !== 'shown') return choice(moment.polarity === 'against' ? 'coach' : 'nobody');
    const followed = detailsOf(moment, 'partnering')?.followed;
    return choice(followed === undefined ? 'not-noted' : followed ? 'client' : 'coach');
  }
  return [];
}

function longestGap(moments: readonly Moment[], durationMs: number): { startMs: number; endMs: number } {
  let longest = { startMs: 0, endMs: 0 };
  let startMs = 0;
  const consider = (endMs: number) => {
    if (endMs - startMs > longest.endMs - longest.startMs) longest = { startMs, endMs };
  };
  for (const moment of moments) {
    if (moment.polarity !== 'shown' || !PARTNERING_KINDS.has(moment.kind)) continue;
    consider(moment.startMs);
    startMs = Math.max(startMs, Math.min(momentEndMs(moment), durationMs));
  }
  consider(durationMs);
  return longest;
}

function closingOf(moments: readonly Moment[]): Trail['closing'] | undefined {
  const closings = moments.filter(({ kind, polarity }) => kind === 'closing' && polarity === 'shown');
  if (closings.length === 0) return undefined;
  const designed = closings.map((moment) => detailsOf(moment, 'closing')?.designedBy);
  return { momentIds: idsOf(closings), by: designed.find((by) => by !== undefined) ?? 'not-noted' };
}

function idsOf(moments: readonly Moment[]): string[] {
  return moments.map(({ id }) => id);
}
