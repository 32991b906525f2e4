import {
  ADTS,
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
    this.#track ??= this.#openTrack();
    const sink = new AudioSampleSink(await this.#track);
    const values = new Int16Array(columns * 2);
    const toSeconds = fromSeconds + columns / columnsPerSecond;
    let samples = new Float32Array(0);
    for await (const sample of sink.samples(Math.max(0, fromSeconds - LEAD_SECONDS), toSeconds)) {
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

  async #openTrack(): Promise<InputAudioTrack> {
    const track = await this.#input.getPrimaryAudioTrack();
    if (!track) throw new Error('The recording has no sound');
    return track;
  }
}
