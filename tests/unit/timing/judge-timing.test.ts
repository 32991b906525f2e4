import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordingTimingSchema } from '#shared/model/recording-timing';
import { judgeTiming, type SoundFacts, type TimingFacts } from '#shared/timing/judge-timing';

const SOUND: SoundFacts = {
  packets: 400,
  smallestBytes: 200,
  largestBytes: 260,
  totalBytes: 90_000,
  startSeconds: 0,
  packetSeconds: 0.02,
  gaps: [],
  gapCount: 0,
  steps: 0,
};

const M4A: TimingFacts = {
  container: 'mp4',
  codec: 'aac',
  sampleRateHz: 48_000,
  sound: SOUND,
  startSeconds: 0,
  hasPicture: false,
  hasDuration: true,
  index: { hasIndex: true, isFragmented: false, edits: 1 },
  encoderDelaySamples: undefined,
  strayBytes: 0,
  copy: { extension: 'm4a', mimeType: 'audio/mp4' },
};

const NO_INDEX = { hasIndex: false, isFragmented: false, edits: 0 };

function playedFrom(changes: Partial<TimingFacts>) {
  return judgeTiming({ ...M4A, ...changes }).playedFrom;
}

describe('a recording is played', () => {
  it.each<[string, Partial<TimingFacts>]>([
    ['an MP4 with its tables', {}],
    ['a wav', { container: 'wav', codec: 'pcm-s16' }],
    ['a FLAC', { container: 'flac', codec: 'flac', index: NO_INDEX }],
    ['Opus in Ogg', { container: 'ogg', codec: 'opus', index: NO_INDEX }],
    ['a WebM with cues', { container: 'webm', codec: 'opus' }],
  ])('as it is: %s', (_, changes) => {
    expect(playedFrom(changes)).toEqual({ type: 'original', precision: 'exact', reasons: [] });
  });

  it.each<[string, Partial<TimingFacts>, reasons: string[], primingSamples: number]>([
    ['an mp3 that changes its bit rate', { container: 'mp3', codec: 'mp3' }, ['variable-rate'], 1_105],
    [
      'an mp3 of one bit rate, without what its encoder put first',
      { container: 'mp3', codec: 'mp3', sound: { ...SOUND, largestBytes: 201 }, encoderDelaySamples: 1_200 },
      ['encoder-delay'],
      1_729,
    ],
    [
      'a bare AAC stream',
      { container: 'adts', index: { hasIndex: false, isFragmented: false, edits: 0 } },
      ['raw-stream'],
      1_024,
    ],
    ['a WebM without cues', { container: 'webm', codec: 'opus', index: NO_INDEX }, ['no-index'], 0],
    ['a WebM without a length', { container: 'webm', codec: 'opus', hasDuration: false }, ['no-index'], 0],
    ['Vorbis in Ogg', { container: 'ogg', codec: 'vorbis', index: NO_INDEX }, ['no-index'], -960],
    ['Vorbis in WebM', { container: 'webm', codec: 'vorbis' }, ['encoder-delay'], -960],
    ['fragments', { index: { hasIndex: false, isFragmented: true, edits: 0 } }, ['fragmented'], 1_024],
    [
      'fragments with a picture, to which the sound was fitted',
      { index: { hasIndex: false, isFragmented: true, edits: 0 }, hasPicture: true },
      ['fragmented'],
      0,
    ],
  ])('from a copy: %s', (_, changes, reasons, primingSamples) => {
    const from = playedFrom(changes);
    expect(from).toMatchObject({ type: 'copy', reasons, extension: 'm4a', originMs: 0 });
    expect(from.type === 'copy' && (from.primingMs * 48_000) / 1_000).toBeCloseTo(primingSamples, 6);
  });

  it('from where its first sound or picture is, where that is late', () => {
    expect(playedFrom({ startSeconds: 3_600.25 })).toMatchObject({
      type: 'copy',
      reasons: ['late-start'],
      originMs: 3_600_250,
    });
    expect(playedFrom({ startSeconds: 0.09 })).toMatchObject({ type: 'original', precision: 'exact' });
  });

  it.each<[string, Partial<TimingFacts>, string[]]>([
    ['times that go backwards', { sound: { ...SOUND, steps: 1 } }, ['disorder']],
    ['several edits', { index: { hasIndex: true, isFragmented: false, edits: 3 } }, ['edited']],
    [
      'no kind of file takes its packets',
      { container: 'webm', index: NO_INDEX, copy: undefined },
      ['no-index'],
    ],
  ])('as it is, with positions that are only near: %s', (_, changes, reasons) => {
    expect(playedFrom(changes)).toEqual({ type: 'original', precision: 'approximate', reasons });
  });
});

describe('what is written down', () => {
  const facts: fc.Arbitrary<TimingFacts> = fc.record({
    container: fc.constantFrom('mp4', 'mov', 'webm', 'matroska', 'wav', 'ogg', 'flac', 'mp3', 'adts'),
    codec: fc.constantFrom('aac', 'mp3', 'opus', 'vorbis', 'flac', 'pcm-s16'),
    sampleRateHz: fc.constantFrom(8_000, 16_000, 44_100, 48_000, 96_000),
    sound: fc.record({
      packets: fc.nat(1_000_000),
      smallestBytes: fc.nat(1_000),
      largestBytes: fc.nat(1_000),
      totalBytes: fc.nat(),
      startSeconds: fc.double({ min: -1, max: 1e5, noNaN: true }),
      packetSeconds: fc.double({ min: 0, max: 0.5, noNaN: true }),
      gaps: fc.array(
        fc.record({
          startSeconds: fc.double({ min: -1, max: 1e5, noNaN: true }),
          endSeconds: fc.double({ min: -1, max: 1e5, noNaN: true }),
        }),
        { maxLength: 100 },
      ),
      gapCount: fc.nat(),
      steps: fc.nat(3),
    }),
    startSeconds: fc.double({ min: -1, max: 1e5, noNaN: true }),
    hasPicture: fc.boolean(),
    hasDuration: fc.boolean(),
    index: fc.record({ hasIndex: fc.boolean(), isFragmented: fc.boolean(), edits: fc.nat(4) }),
    encoderDelaySamples: fc.option(fc.nat(4_095), { nil: undefined }),
    strayBytes: fc.nat(),
    copy: fc.option(fc.constant({ extension: 'm4a', mimeType: 'audio/mp4' }), { nil: undefined }),
  });

  it('is always of the form of documents', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const timing = judgeTiming(given);
        expect(recordingTimingSchema.parse(timing)).toEqual(timing);
      }),
    );
  });

  it('never calls exact what needed a copy and got none, and never copies what would change in it', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const { playedFrom: from } = judgeTiming(given);
        if (from.type === 'original' && from.precision === 'exact') expect(from.reasons).toEqual([]);
        else expect(from.reasons).not.toEqual([]);
        if (from.type === 'copy') {
          expect(given.copy).toBeDefined();
          expect(given.sound.steps === 0 && given.index.edits <= 1).toBe(true);
        }
      }),
    );
  });
});
