import type { Drift } from './drift';

/** `half a step`-exact: `+0.5`, `−1.0`, `0.0`, with a true minus. */
export function writeSteps(steps: number): string {
  const rounded = Math.abs(steps) < 0.05 ? 0 : steps;
  const sign = rounded > 0 ? '+' : rounded < 0 ? '−' : '';
  return `${sign}${Math.abs(rounded).toFixed(1)}`;
}

/** What one rating's drift is called. */
export function sayStep(steps: number | undefined): string {
  if (steps === undefined) return 'cannot be compared';
  if (steps === 0) return 'the same';
  const size = Math.abs(steps);
  return `${size} ${size === 1 ? 'step' : 'steps'} more ${steps > 0 ? 'lenient' : 'severe'}`;
}

/** A session's drift in a sentence or two. */
export function sayDrift({ meanSteps, compared, lenient, severe, moments }: Drift): string {
  const ratings =
    meanSteps === undefined
      ? 'No rating can be compared with the reference.'
      : `Of ${compared} ${compared === 1 ? 'rating' : 'ratings'} ${compared - lenient - severe} ${compared - lenient - severe === 1 ? 'is' : 'are'} the same, ${lenient} more lenient, ${severe} more severe.`;
  const found =
    moments.reference === 0
      ? 'The reference marks no moment.'
      : `You found ${moments.found} of the ${moments.reference} ${moments.reference === 1 ? 'moment' : 'moments'} of the reference and marked ${moments.added} beside them.`;
  return `${ratings} ${found}`;
}
