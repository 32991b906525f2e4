import {
  ADTS,
  type AudioSample,
  AudioSampleSink,
  FLAC,
  Input,
  type InputAudioTrack,
  MATROSKA,
  MP3,
  MP4,
  OGG,
  QTFF,
  UrlSource,
  WAVE,
  WEBM,
} from 'mediabunny';
import { addSamples, type ColumnRow } from './columns';
import { LEAD_SECONDS } from './sound-slicer';

/** Sound as samples, an array for each channel. */
export type DecodedSound = {
  channels: Float32Array<ArrayBuffer>[];
  sampleRateHz: number;
  /** When the first sample is heard, on the time line of the file. */
  startSeconds: number;
};

/**
 * Decodes a file packet by packet, with the browser's own WebCodecs: several times as slow as a piece at once, and for
 * every kind of file that can be played.
 */
export class PacketDecoder {
  readonly #input: Input;
  #track: Promise<InputAudioTrack> | undefined;

  constructor(url: string) {
    this.#input = new Input({
      // Not ALL_FORMATS: it holds play lists, which name other addresses.
      formats: [MP4, QTFF, MATROSKA, WEBM, WAVE, OGG, MP3, FLAC, ADTS],
      source: new UrlSource(url),
    });
  }

  /** Lowest and highest of all channels in each column. */
  async columns(row: ColumnRow): Promise<Int16Array<ArrayBuffer>> {
    const { fromSeconds, columns, columnsPerSecond } = row;
    const values = new Int16Array(columns * 2);
    let samples = new Float32Array(0);
    for await (const sample of this.#packets(fromSeconds, fromSeconds + columns / columnsPerSecond)) {
      const { numberOfFrames, numberOfChannels, sampleRate, timestamp } = sample;
      if (samples.length < numberOfFrames) samples = new Float32Array(numberOfFrames);
      const place = { sampleRateHz: sampleRate, startSeconds: timestamp };
      for (let channel = 0; channel < numberOfChannels; channel += 1) {
        sample.copyTo(samples, { planeIndex: channel, format: 'f32-planar' });
        addSamples(samples, numberOfFrames, place, row, values);
      }
      sample.close();
    }
    return values;
  }

  /** The sound of a stretch, a piece a packet, with a little around it. */
  async sounds(fromSeconds: number, toSeconds: number): Promise<DecodedSound[]> {
    const sounds: DecodedSound[] = [];
    for await (const sample of this.#packets(fromSeconds, toSeconds)) {
      const { numberOfFrames, numberOfChannels, sampleRate, timestamp } = sample;
      const channels = Array.from({ length: numberOfChannels }, (_, planeIndex) => {
        const plane = new Float32Array(numberOfFrames);
        sample.copyTo(plane, { planeIndex, format: 'f32-planar' });
        return plane;
      });
      sounds.push({ channels, sampleRateHz: sampleRate, startSeconds: timestamp });
      sample.close();
    }
    return sounds;
  }

  async *#packets(fromSeconds: number, toSeconds: number): AsyncGenerator<AudioSample, void> {
    this.#track ??= this.#openTrack();
    const sink = new AudioSampleSink(await this.#track);
    yield* sink.samples(Math.max(0, fromSeconds - LEAD_SECONDS), toSeconds);
  }

  async #openTrack(): Promise<InputAudioTrack> {
    const track = await this.#input.getPrimaryAudioTrack();
    if (!track) throw new Error('The recording has no sound');
    return track;
  }
}
