import {
  ADTS,
  type AudioSample,
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

/** Asks for a stretch of one of the recording's files; `fromMs` and `toMs` on the time line of the whole. */
export type CloseUpRequest = {
  id: number;
  url: string;
  /** What must be added to a time in the file to have it on the time line of the whole. */
  originMs: number;
  fromMs: number;
  toMs: number;
  columnsPerSecond: number;
};
export type CloseUpAnswer = { id: number; values: Int16Array | undefined };

const scope = self as unknown as {
  onmessage: ((event: MessageEvent<CloseUpRequest>) => void) | null;
  postMessage(message: CloseUpAnswer, transfer?: Transferable[]): void;
};

let newestId = 0;
let opened: { url: string; input: Input } | undefined;

scope.onmessage = ({ data }) => {
  newestId = data.id;
  decode(data).then(
    (values) => scope.postMessage({ id: data.id, values }, values ? [values.buffer] : []),
    () => scope.postMessage({ id: data.id, values: undefined }),
  );
};

/** The lowest and highest sample of each column of a stretch; `undefined` when a newer request has come meanwhile. */
async function decode(request: CloseUpRequest): Promise<Int16Array<ArrayBuffer> | undefined> {
  const { id, url, originMs, fromMs, toMs, columnsPerSecond } = request;
  const track = await inputOf(url).getPrimaryAudioTrack();
  if (!track) return undefined;
  const values = new Int16Array(Math.ceil(((toMs - fromMs) / 1_000) * columnsPerSecond) * 2);
  const [fromSeconds, toSeconds] = [(fromMs - originMs) / 1_000, (toMs - originMs) / 1_000];
  for await (const sample of new AudioSampleSink(track).samples(Math.max(0, fromSeconds), toSeconds)) {
    if (id === newestId) addSample(sample, values, fromSeconds, columnsPerSecond);
    sample.close();
    if (id !== newestId) return undefined;
  }
  return values;
}

function inputOf(url: string): Input {
  if (opened?.url !== url) {
    opened?.input.dispose();
    // Not ALL_FORMATS: it holds play lists, which name other addresses.
    const formats = [MP4, QTFF, MATROSKA, WEBM, WAVE, OGG, MP3, FLAC, ADTS];
    opened = { url, input: new Input({ formats, source: new UrlSource(url) }) };
  }
  return opened.input;
}

let plane = new Float32Array(0);

function addSample(
  sample: AudioSample,
  values: Int16Array,
  fromSeconds: number,
  columnsPerSecond: number,
): void {
  const { numberOfFrames, numberOfChannels, sampleRate, timestamp } = sample;
  if (plane.length < numberOfFrames) plane = new Float32Array(numberOfFrames);
  for (let channel = 0; channel < numberOfChannels; channel += 1) {
    sample.copyTo(plane, { planeIndex: channel, format: 'f32-planar' });
    for (let frame = 0; frame < numberOfFrames; frame += 1) {
      const column = Math.floor((timestamp + frame / sampleRate - fromSeconds) * columnsPerSecond + 1e-6);
      if (column < 0 || column * 2 >= values.length) continue;
      const value = Math.max(-32_768, Math.min(32_767, Math.round((plane[frame] as number) * 32_767)));
      if (value < (values[column * 2] as number)) values[column * 2] = value;
      if (value > (values[column * 2 + 1] as number)) values[column * 2 + 1] = value;
    }
  }
}
