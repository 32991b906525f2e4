import {
  ADTS,
  AudioSampleSink,
  FLAC,
  Input,
  MATROSKA,
  MP3,
  MP4,
  OGG,
  QTFF,
  UrlSource,
  WAVE,
  WEBM,
} from 'mediabunny';
import { LEAD_SECONDS, openSound, type SoundPart } from '../sound/sound-slicer';

/** A stretch of a file whose sound is asked for, on the time line of the file. */
export type SoundRequest = {
  id: number;
  url: string;
  fromSeconds: number;
  toSeconds: number;
  /** Decode it here, packet by packet: in one piece it was not understood. */
  byPacket: boolean;
};

/** Sound as a channel each, from `startSeconds` of the file on. */
export type DecodedSound = {
  sampleRateHz: number;
  startSeconds: number;
  channels: Float32Array<ArrayBuffer>[];
};

export type SoundAnswer = { id: number } & (
  | { type: 'parts'; parts: SoundPart[]; sampleRateHz: number }
  | { type: 'sounds'; sounds: DecodedSound[] }
  | { type: 'failed'; message: string }
);

const scope = self as unknown as {
  onmessage: ((event: MessageEvent<SoundRequest>) => void) | null;
  postMessage(message: SoundAnswer, transfer: Transferable[]): void;
};

scope.onmessage = async ({ data }) => {
  try {
    const answer = await read(data);
    const transfer =
      answer.type === 'parts'
        ? answer.parts.map(({ bytes }) => bytes.buffer)
        : answer.type === 'sounds'
          ? answer.sounds.flatMap(({ channels }) => channels.map(({ buffer }) => buffer))
          : [];
    scope.postMessage(answer, transfer);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    scope.postMessage({ id: data.id, type: 'failed', message }, []);
  }
};

async function read({ id, url, fromSeconds, toSeconds, byPacket }: SoundRequest): Promise<SoundAnswer> {
  const sound = byPacket ? undefined : await openSound(url);
  if (!sound || !('slice' in sound)) {
    return { id, type: 'sounds', sounds: await decode(url, fromSeconds, toSeconds) };
  }
  const parts = await sound.slice(fromSeconds, toSeconds);
  return { id, type: 'parts', parts, sampleRateHz: sound.sampleRateHz };
}

async function decode(url: string, fromSeconds: number, toSeconds: number): Promise<DecodedSound[]> {
  const input = new Input({
    // Not ALL_FORMATS: it holds play lists, which name other addresses.
    formats: [MP4, QTFF, MATROSKA, WEBM, WAVE, OGG, MP3, FLAC, ADTS],
    source: new UrlSource(url),
  });
  const track = await input.getPrimaryAudioTrack();
  if (!track) throw new Error('The recording has no sound');
  const sounds: DecodedSound[] = [];
  const sink = new AudioSampleSink(track);
  for await (const sample of sink.samples(Math.max(0, fromSeconds - LEAD_SECONDS), toSeconds)) {
    const { numberOfFrames, numberOfChannels, sampleRate, timestamp } = sample;
    const channels = Array.from({ length: numberOfChannels }, (_, planeIndex) => {
      const plane = new Float32Array(numberOfFrames);
      sample.copyTo(plane, { planeIndex, format: 'f32-planar' });
      return plane;
    });
    sounds.push({ sampleRateHz: sampleRate, startSeconds: timestamp, channels });
    sample.close();
  }
  return sounds;
}
