import type { Playback, PlaybackWay } from '#shared/model/playback';

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

/** What can be done to hear a recording that cannot be played as it is, in whole sentences. */
export function describeUnplayable(way: PlaybackWay): string {
  return `This recording cannot be played here as it is. ${wayOut(way)} Moments, notes and ratings can be read and written without it.`;
}

function wayOut(way: PlaybackWay): string {
  switch (way) {
    case 'allow':
      return 'ffmpeg, which is on this computer, can make a copy that plays: allow it in the settings.';
    case 'install':
      return 'ffmpeg, a free program, can make a copy that plays: install it, then allow it in the settings. If the recording was shared with you, you can also ask for a copy that plays.';
    case 'again':
      return 'Making a copy that plays was stopped, or it failed.';
    case 'reading':
      return 'No copy can be made while this library is only read.';
  }
}
