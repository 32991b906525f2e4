import { codecLabel } from '#shared/formats/codec-label';
import type { Recording, Track } from '#shared/model/recording';

const CONTAINERS: Readonly<Record<string, string>> = {
  adts: 'AAC',
  matroska: 'Matroska',
  ogg: 'Ogg',
  webm: 'WebM',
};

/** What a recording is: “MOV: picture HEVC (H.265), 640×360; sound AAC, mono”. */
export function describeFormat({ container, tracks }: Pick<Recording, 'container' | 'tracks'>): string {
  const parts = tracks.map(
    (track) => `${track.type === 'video' ? 'picture' : 'sound'} ${describeTrack(track)}`,
  );
  return `${CONTAINERS[container] ?? container.toUpperCase()}: ${parts.join('; ')}`;
}

/** What a track of a recording is: “AAC, stereo”. */
export function describeTrack(track: Track): string {
  const words = [track.codec === 'unknown' ? 'of an unknown kind' : codecLabel(track.codec, null)];
  if (track.widthPx && track.heightPx) words.push(`${track.widthPx}×${track.heightPx}`);
  if (track.channels === 1) words.push('mono');
  else if (track.channels === 2) words.push('stereo');
  else if (track.channels) words.push(`${track.channels} channels`);
  const cannot = track.type === 'video' ? 'cannot be shown here' : 'cannot be played here';
  return track.playable ? words.join(', ') : `${words.join(', ')} (${cannot})`;
}
