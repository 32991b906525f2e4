import { type Moment, momentEndMs } from '../model/moment';
import { detailsOf } from '../model/moment-details';

/**
 * Where the session's direction stands:
 *
 * - `exploring`: no focus is agreed yet
 * - `agreed`: client and coach agreed what the session is for
 * - `shifted`: another direction came up and is being looked at
 * - `re-contracted`: the client chose another focus
 * - `shift-ignored`: the direction changed and nobody asked the client
 * - `closing`: the session is being brought to its end
 */
export type Direction = 'exploring' | 'agreed' | 'shifted' | 're-contracted' | 'shift-ignored' | 'closing';

/** One part of the session; the stretches of a trail follow each other without a gap from 0 to its end. */
export type Stretch = {
  direction: Direction;
  startMs: number;
  /** Exclusive. */
  endMs: number;
  /** What the session is for in this stretch, in the reviewer's or the client's words; empty where none were noted. */
  focus: string;
  /** The moments that brought this direction about or confirmed it, in order of time. */
  momentIds: readonly string[];
};

/** One that may still grow. */
type OpenStretch = State & { startMs: number; endMs: number; momentIds: Set<string> };

type State = { direction: Direction; focus: string };

type Transition = {
  atMs: number;
  moment: Moment;
  /** Whether it makes an agreed focus clearer instead of another one. */
  refines: boolean;
  /** Where the direction goes from `before`; `held` is the last focus that client and coach held. */
  to: (before: State, held: State) => State | undefined;
};

const START: State = { direction: 'exploring', focus: '' };

/**
 * Divides a session into stretches by what its moments say about its direction. The rules, with their sources, stand in
 * docs/agreement-trail.md.
 *
 * @param moments - those of one reviewer that start within the recording, ordered by `compareMoments`
 */
export function divideSession(moments: readonly Moment[], durationMs: number): Stretch[] {
  // The sort is stable: at the same time the order of the moments decides, so that the order of entry never does.
  const transitions: Transition[] = [];
  for (const moment of moments) transitions.push(...transitionsOf(moment));
  transitions.sort((a, b) => a.atMs - b.atMs);
  const stretches: OpenStretch[] = [];
  let current: OpenStretch = { ...START, startMs: 0, endMs: 0, momentIds: new Set() };
  // The last focus that client and coach held, to which a client may choose to return.
  let held: State = START;
  const end = (endMs: number) => {
    if (endMs === current.startMs) return;
    const before = stretches.at(-1);
    // A shift of no length, left again at once, ends nothing.
    if (before?.direction === current.direction && before.focus === current.focus) {
      before.endMs = endMs;
      for (const momentId of current.momentIds) before.momentIds.add(momentId);
    } else {
      current.endMs = endMs;
      stretches.push(current);
    }
  };
  for (const { atMs, moment, to, refines } of transitions) {
    const next = to(current, held);
    if (!next) continue;
    const startMs = Math.min(atMs, durationMs);
    if (next.direction === current.direction && (refines || next.focus === current.focus)) {
      current.momentIds.add(moment.id);
      current.focus = next.focus;
    } else {
      end(startMs);
      current = { ...next, startMs, endMs: startMs, momentIds: new Set([moment.id]) };
    }
    if (isHeld(next.direction)) held = next;
  }
  end(durationMs);
  return stretches.map((stretch) => ({ ...stretch, momentIds: [...stretch.momentIds] }));
}

/** Whether client and coach hold a focus that the client chose. */
export function isHeld(direction: Direction): boolean {
  return direction === 'agreed' || direction === 're-contracted';
}

function transitionsOf(moment: Moment): Transition[] {
  switch (moment.kind) {
    case 'session-agreement':
      return moment.polarity === 'shown' ? agreementOf(moment) : [];
    case 're-contracting':
      return moment.polarity === 'shown' ? recontractingOf(moment) : [turnTo('shift-ignored', moment)];
    case 'closing':
      return moment.polarity === 'shown' ? [turnTo('closing', moment)] : [];
    default:
      return [];
  }
}

/** From where a moment starts, the direction is another; what the session is for stays. */
function turnTo(direction: Direction, moment: Moment): Transition {
  return {
    atMs: moment.startMs,
    moment,
    refines: false,
    to: ({ focus }) => ({ direction, focus }),
  };
}

/** It takes the client's yes: a no keeps exploring. Where no answer was noted, marking it as shown says yes. */
function agreementOf(moment: Moment): Transition[] {
  const { answer, elements } = detailsOf(moment, 'session-agreement') ?? {};
  if (answer === 'no' || answer === 'unclear') return [];
  const words = elements?.outcome?.words || elements?.topic?.words || '';
  return [
    {
      atMs: momentEndMs(moment),
      moment,
      refines: true,
      to: (before) =>
        isHeld(before.direction)
          ? { direction: before.direction, focus: words || before.focus }
          : { direction: 'agreed', focus: words },
    },
  ];
}

/** The direction is open from where the new topic is heard until the client has chosen. */
function recontractingOf(moment: Moment): Transition[] {
  const { choice, to: newFocus = '' } = detailsOf(moment, 're-contracting') ?? {};
  const chosen: Transition = {
    atMs: momentEndMs(moment),
    moment,
    refines: false,
    to: (_before, held) => {
      if (choice === 'unclear') return undefined;
      if (choice === 'stay') return held;
      return {
        direction: 're-contracted',
        focus: choice === 'both' ? joined(held.focus, newFocus) : newFocus,
      };
    },
  };
  return [turnTo('shifted', moment), chosen];
}

function joined(first: string, second: string): string {
  return [first, second].filter((words) => words !== '').join(' and ');
}
