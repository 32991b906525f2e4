import { expect, test } from 'vitest';
import type { Recording } from '#shared/model/recording';
import { describeFormat } from '../../../renderer/features/library/session/track-words';

test.each<[string, Pick<Recording, 'container' | 'tracks'>]>([
  [
    'MOV: picture HEVC (H.265), 640×360 (cannot be shown here); sound AAC, mono',
    {
      container: 'mov',
      tracks: [
        { type: 'video', codec: 'hevc', playable: false, widthPx: 640, heightPx: 360 },
        { type: 'audio', codec: 'aac', playable: true, channels: 1 },
      ],
    },
  ],
  ['Ogg: sound Opus, stereo', { container: 'ogg', tracks: [sound('opus', 2)] }],
  ['WAV: sound PCM, 6 channels', { container: 'wav', tracks: [sound('pcm-s24', 6)] }],
  ['AIFF: sound PCM, mono', { container: 'aiff', tracks: [sound('pcm_s16be', 1)] }],
  ['Matroska: sound Apple Lossless (ALAC), mono', { container: 'matroska', tracks: [sound('alac', 1)] }],
  ['MP4: sound of an unknown kind, stereo', { container: 'mp4', tracks: [sound('unknown', 2)] }],
])('says “%s”', (words, recording) => {
  expect(describeFormat(recording)).toBe(words);
});

function sound(codec: string, channels: number) {
  return { type: 'audio' as const, codec, playable: true, channels };
}
