import {
  type Input,
  type InputAudioTrack,
  type InputVideoTrack,
  MkvOutputFormat,
  MovOutputFormat,
  Mp4OutputFormat,
  type OutputFormat,
  WavOutputFormat,
  WebMOutputFormat,
} from 'mediabunny';
import { heardTrackOf } from '../examining/media-input.ts';

// Runs in the media thread, see media-thread-worker.ts.

/** What of a recording is copied: the sound that is heard and, where it has one that can be kept, its picture. */
export type CopiedTracks = {
  audio: InputAudioTrack;
  video: InputVideoTrack | null;
  container: CopyContainer;
};

/** The kind of file that takes the packets as they are. */
export type CopyContainer = {
  extension: string;
  mimeType: string;
  /** Whether it can hold what lies before its time 0, for a decoder and not to be heard. */
  keepsEarlier: boolean;
  make: () => OutputFormat;
};

const AUDIO_CONTAINERS: readonly (CopyContainer & { codecs: RegExp })[] = [
  // Not mp3 and flac themselves: Chromium finds a place in them by guess or by the numbers that their frames had in the
  // whole, up to 130 ms off; in an mp4 by its table.
  {
    codecs: /^(aac|mp3|flac)$/,
    extension: 'm4a',
    mimeType: 'audio/mp4',
    keepsEarlier: true,
    make: () => new Mp4OutputFormat({ fastStart: false }),
  },
  {
    codecs: /^(opus|vorbis)$/,
    extension: 'webm',
    mimeType: 'audio/webm',
    keepsEarlier: false,
    make: () => new WebMOutputFormat(),
  },
  {
    codecs: /^(pcm-(u8|s16|s24|s32|f32)|ulaw|alaw)$/,
    extension: 'wav',
    mimeType: 'audio/wav',
    keepsEarlier: false,
    make: () => new WavOutputFormat(),
  },
  {
    codecs: /^pcm-(s16|s24)be$/,
    extension: 'mov',
    mimeType: 'audio/mp4',
    keepsEarlier: true,
    make: () => new MovOutputFormat({ fastStart: false }),
  },
];

const VIDEO_CONTAINERS: readonly (CopyContainer & { codecs: RegExp })[] = [
  {
    codecs: /^(avc|av1|vp9)\+(aac|mp3|flac)$/,
    extension: 'mp4',
    mimeType: 'video/mp4',
    keepsEarlier: true,
    make: () => new Mp4OutputFormat({ fastStart: false }),
  },
  {
    codecs: /^(vp8|vp9|av1)\+(opus|vorbis)$/,
    extension: 'webm',
    mimeType: 'video/webm',
    keepsEarlier: false,
    make: () => new WebMOutputFormat(),
  },
  {
    codecs: /^(avc|vp8|vp9|av1)\+/,
    extension: 'mkv',
    mimeType: 'video/x-matroska',
    keepsEarlier: false,
    make: () => new MkvOutputFormat(),
  },
];

/**
 * Chooses what of a recording can be copied packet by packet, and into which kind of file.
 *
 * @param soundTrack - as of `MediaFile`
 * @returns `undefined` where no kind of file takes its sound as it is
 */
export async function chooseCopiedTracks(
  input: Input,
  soundTrack: number | undefined,
): Promise<CopiedTracks | undefined> {
  const audio = await heardTrackOf(input, soundTrack);
  const audioCodec = await audio?.getCodec();
  if (!audio || !audioCodec || (await audio.getDecoderConfig()) === null) return undefined;
  const video = await input.getPrimaryVideoTrack();
  const videoCodec = await video?.getCodec();
  if (video && videoCodec && (await video.getDecoderConfig()) !== null) {
    const container = VIDEO_CONTAINERS.find(({ codecs }) => codecs.test(`${videoCodec}+${audioCodec}`));
    if (container) return { audio, video, container };
  }
  const container = AUDIO_CONTAINERS.find(({ codecs }) => codecs.test(audioCodec));
  return container && { audio, video: null, container };
}
