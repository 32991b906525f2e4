import type { Playback } from '#shared/model/playback';

type Approximate = Extract<Playback, { state: 'approximate' }>;

/** Why times in a recording are only near, in a whole sentence. */
export function describeApproximate({ reasons }: Approximate): string {
  return `Positions in this recording are approximate, ${because(reasons)}.`;
}

function because(reasons: Approximate['reasons']): string {
  if (reasons.includes('stopped')) return 'since preparing exact ones was stopped';
  if (reasons.includes('failed')) return 'since exact ones could not be prepared';
  if (reasons.includes('reading')) return 'since nothing can be prepared while this library is only read';
  if (reasons.includes('disorder')) return 'since its own times go backwards in places';
  if (reasons.includes('edited')) return 'since it was put together from several parts';
  if (reasons.includes('unreadable')) return 'since a part of it cannot be read';
  return 'since nothing in a file of its kind says which time is where';
}
