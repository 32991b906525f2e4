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

/** How many of what was compared are alike; what there is none of is not told: `3 the same, 2 more lenient`. */
export function sayCounts({
  compared,
  lenient,
  severe,
}: Pick<Drift, 'compared' | 'lenient' | 'severe'>): string {
  const told = [
    { count: compared - lenient - severe, word: 'the same' },
    { count: lenient, word: 'more lenient' },
    { count: severe, word: 'more severe' },
  ].filter(({ count }) => count > 0);
  const [only] = told;
  if (only && told.length === 1) return compared === 1 ? only.word : `all ${only.word}`;
  return told.map(({ count, word }) => `${count} ${word}`).join(', ');
}

/** A session's drift in a sentence or two. */
export function sayDrift({ meanSteps, moments, ...counts }: Drift): string {
  const ratings =
    meanSteps === undefined
      ? 'No rating can be compared with the reference.'
      : `${counts.compared} ${counts.compared === 1 ? 'rating' : 'ratings'}: ${sayCounts(counts)}.`;
  return `${ratings} ${sayMoments(moments)}`;
}

function sayMoments({ reference, found, added }: Drift['moments']): string {
  if (reference === 0) return 'The reference marks no moment.';
  const beside = added > 0 ? `, and marked ${added} beside ${reference === 1 ? 'it' : 'them'}` : '';
  if (reference === 1)
    return `You ${found === 1 ? 'found' : 'missed'} the one moment of the reference${beside}.`;
  const of = found === 0 ? 'none of the' : found === reference ? 'all' : `${found} of the`;
  return `You found ${of} ${reference} moments of the reference${beside}.`;
}
