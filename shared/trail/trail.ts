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

/** The kinds that the trail is computed from. */
const TELLING_KINDS = new Set([...PARTNERING_KINDS, 'closing']);

const ELEMENTS = agreementElementSchema.options;

/**
 * Computes the agreement trail of one review. The order of the moments does not matter, nor do their notes.
 *
 * @param durationMs - length of the recording, above 0
 */
export function agreementTrail(moments: readonly Moment[], durationMs: number): Trail {
  const ordered = moments.toSorted(compareMoments);
  const isInside = ({ startMs }: Moment) => startMs < durationMs;
  const inside = ordered.every(isInside) ? ordered : ordered.filter(isInside);
  const telling = inside.filter(({ kind }) => TELLING_KINDS.has(kind));
  const stretches = divideSession(telling, durationMs);
  const firstAgreed = stretches.find((stretch) => isHeld(stretch.direction));
  const agreedMs = stretches.reduce(
    (total, { direction, startMs, endMs }) => total + (isHeld(direction) ? endMs - startMs : 0),
    0,
  );
  const elements = elementsOf(telling);
  const closing = closingOf(telling);
  return {
    durationMs,
    stretches,
    ...(firstAgreed && { firstAgreementMs: firstAgreed.startMs }),
    agreedShare: agreedMs / durationMs,
    elements,
    missingElements: ELEMENTS.filter((element) => elements[element].length === 0),
    recontracting: recontractingOf(telling),
    miniContracts: miniContractsOf(telling),
    choices: choicesIn(telling),
    longestWithoutPartnering: longestGap(telling, durationMs),
    ...(closing && { closing }),
    outside: idsOf(ordered.slice(inside.length)),
  };
}

/** Whether two moments are the same to the trail, which reads nothing that is written of them but in their forms. */
export function isSameToTrail(a: Moment, b: Moment): boolean {
  return (
    a.id === b.id &&
    a.startMs === b.startMs &&
    a.endMs === b.endMs &&
    a.kind === b.kind &&
    a.polarity === b.polarity &&
    a.details === b.details
  );
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
    const elements = detailsOf(moment, 'session-agreement')?.elements;
    if (!elements) continue;
    for (const element of ELEMENTS) {
      if (elements[element]) found[element].push(moment.id);
    }
  }
  return found;
}

function recontractingOf(moments: readonly Moment[]): Trail['recontracting'] {
  const found = {
    offered: [] as string[],
    chosen: [] as string[],
    missed: [] as string[],
    against: [] as string[],
  };
  for (const moment of moments) {
    if (moment.kind !== 're-contracting') continue;
    found[moment.polarity === 'shown' ? 'offered' : moment.polarity].push(moment.id);
    const choice = detailsOf(moment, 're-contracting')?.choice;
    if (moment.polarity === 'shown' && choice !== undefined && choice !== 'unclear')
      found.chosen.push(moment.id);
  }
  return found;
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

function choicesIn(moments: readonly Moment[]): DirectionChoice[] {
  const choices: DirectionChoice[] = [];
  for (const moment of moments) {
    const by = chooserAt(moment);
    if (by !== undefined) choices.push({ atMs: momentEndMs(moment), by, momentId: moment.id });
  }
  return choices;
}

/** Who chose at a turn of the session, where its direction was, or should have been, somebody’s choice. */
function chooserAt(moment: Moment): DirectionChoice['by'] | undefined {
  const { kind, polarity } = moment;
  if (kind !== 'session-agreement' && kind !== 're-contracting' && kind !== 'partnering') return undefined;
  if (polarity !== 'shown') return polarity === 'against' ? 'coach' : 'nobody';
  if (kind === 'session-agreement') return detailsOf(moment, kind)?.proposedBy ?? 'not-noted';
  if (kind === 're-contracting') {
    const answer = detailsOf(moment, kind)?.choice;
    return answer === undefined || answer === 'unclear' ? 'not-noted' : 'client';
  }
  const followed = detailsOf(moment, kind)?.followed;
  return followed === undefined ? 'not-noted' : followed ? 'client' : 'coach';
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
