import type { AgendaChange } from '../model/debrief';
import type { DebriefStep } from './debrief-steps';

/** A step of the agenda and the time that it has. */
export type AgendaItem<Step> = {
  step: Step;
  /** Whole half minutes, in seconds. */
  seconds: number;
  /** Whether someone set its time by hand. */
  isFixed: boolean;
};

export type Agenda<Step> = {
  /** In the order in which they are talked about. */
  items: readonly AgendaItem<Step>[];
  /** What there is no time for, or was taken off. */
  rest: readonly Step[];
  /** The sum of the items; more than the total where times were set by hand that do not fit. */
  seconds: number;
};

/** Nothing is talked about in less; so this says how many steps fit. */
export const LEAST_SECONDS = 120;
const UNIT_SECONDS = 30;
/** Beside the disagreement, which is from 0 to 1: what all agree about is looked at too, and shortly. */
const BASE_WEIGHT = 0.25;

/**
 * Puts as many steps on the agenda as fit into the time, the most disputed first, and divides the time by their weight.
 * What was set by hand stays as it was set; the others share what is left.
 *
 * @param steps - ordered by disagreement
 * @param changes - by step, what a facilitator changed of this proposal
 */
export function planAgenda<Step extends Pick<DebriefStep, 'id' | 'disagreement'>>(
  steps: readonly Step[],
  totalMinutes: number,
  changes: Readonly<Record<string, AgendaChange>>,
): Agenda<Step> {
  const totalSeconds = totalMinutes * 60;
  const room = Math.max(1, Math.floor(totalSeconds / LEAST_SECONDS));
  const chosen = steps.filter((step, index) => changes[step.id]?.isIncluded ?? index < room);
  const taken = new Set(chosen);
  const fixedSeconds = chosen.map(({ id }) => (changes[id]?.minutes ?? 0) * 60);
  const left = totalSeconds - fixedSeconds.reduce((sum, seconds) => sum + seconds, 0);
  const free = chosen.filter(({ id }) => changes[id]?.minutes === undefined);
  const shares = divide(
    Math.floor(left / UNIT_SECONDS),
    free.map(({ disagreement }) => BASE_WEIGHT + disagreement),
  );
  const secondsOf = new Map(free.map((step, index) => [step, (shares[index] ?? 1) * UNIT_SECONDS]));
  const items = chosen.map((step, index) => ({
    step,
    seconds: secondsOf.get(step) ?? fixedSeconds[index] ?? 0,
    isFixed: !secondsOf.has(step),
  }));
  return {
    items,
    rest: steps.filter((step) => !taken.has(step)),
    seconds: items.reduce((sum, { seconds }) => sum + seconds, 0),
  };
}

/** Divides whole units by weight, at least one each; the largest remainders get what rounding down leaves. */
function divide(units: number, weights: readonly number[]): number[] {
  const spare = Math.max(0, units - weights.length);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const exact = weights.map((weight) => (sum === 0 ? 0 : (spare * weight) / sum));
  const shares = exact.map((share) => 1 + Math.floor(share));
  const given = shares.reduce((total, share) => total + share - 1, 0);
  const byRemainder = exact
    .map((share, index) => ({ index, remainder: share - Math.floor(share) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder.slice(0, Math.max(0, spare - given))) {
    shares[index] = (shares[index] ?? 0) + 1;
  }
  return shares;
}
