import type { Track } from '#shared/model/recording';

/** What a track of a recording is: “sound aac stereo”. */
export function describeTrack(track: Track): string {
  const size = track.widthPx && track.heightPx ? ` ${track.widthPx}×${track.heightPx}` : '';
  const channels = track.channels === 1 ? ' mono' : track.channels === 2 ? ' stereo' : '';
  const words = `${track.type === 'video' ? 'picture' : 'sound'} ${track.codec}${size}${channels}`;
  return track.playable ? words : `${words} (cannot be played here)`;
}
