/** Sound of one part of a round, as 16 bit samples of all channels in turn. */
export type PartSound = {
  /** What the recording holds just before the part, as long as a join; zeros where there is nothing. */
  before: Int16Array;
  samples: Int16Array;
};

export type RoundSound = { sampleRateHz: number; channels: number; parts: readonly PartSound[] };

/** Long enough that no jump of the sound is heard as a click, too short to be heard itself. */
export const JOIN_SECONDS = 0.004;

/** So long a file plays; then it begins anew, which nobody listens to. */
const FILE_SECONDS = 3_600;

/** Rounds are put together up to this length before they are repeated. */
const BLOCK_SECONDS = 20;

const HEADER_BYTES = 44;
const BYTES_PER_SAMPLE = 2;

/**
 * One round whose parts run into each other, and its end into its beginning: the last milliseconds of a part fade into
 * what the recording holds before the next one. Its length is that of the parts.
 */
export function joinRound({ sampleRateHz, channels, parts }: RoundSound): Int16Array<ArrayBuffer> {
  const round = new Int16Array(parts.reduce((sum, { samples }) => sum + samples.length, 0));
  const longest = Math.round(JOIN_SECONDS * sampleRateHz);
  let end = 0;
  parts.forEach(({ samples }, index) => {
    round.set(samples, end);
    end += samples.length;
    const { before } = parts[(index + 1) % parts.length] as PartSound;
    const frames = Math.min(longest, before.length / channels, samples.length / channels);
    const [from, fromBefore] = [end - frames * channels, before.length - frames * channels];
    for (let at = 0; at < frames * channels; at += 1) {
      const share = (Math.floor(at / channels) + 1) / (frames + 1);
      const [ending, beginning] = [round[from + at] as number, before[fromBefore + at] as number];
      round[from + at] = Math.round(ending * (1 - share) + beginning * share);
    }
  });
  return round;
}

/**
 * A WAV file of about an hour in which a round follows the other. The join lies within the file, so a player cannot
 * stumble over it, at no speed. The samples are held once.
 */
export function loopWave(
  round: Int16Array<ArrayBuffer>,
  { sampleRateHz, channels }: Pick<RoundSound, 'sampleRateHz' | 'channels'>,
): Blob {
  const secondsOf = (samples: number) => samples / channels / sampleRateHz;
  const inBlock = Math.max(1, Math.ceil(BLOCK_SECONDS / secondsOf(round.length)));
  const block = new Blob(Array.from({ length: inBlock }, () => round));
  const blocks = Math.max(1, Math.floor(FILE_SECONDS / secondsOf(round.length * inBlock)));
  const header = waveHeader(blocks * block.size, sampleRateHz, channels);
  return new Blob([header, ...Array.from({ length: blocks }, () => block)], { type: 'audio/wav' });
}

function waveHeader(dataBytes: number, sampleRateHz: number, channels: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  const write = (at: number, word: string) => bytes.set(new TextEncoder().encode(word), at);
  write(0, 'RIFF');
  view.setUint32(4, HEADER_BYTES - 8 + dataBytes, true);
  write(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, sampleRateHz, true);
  view.setUint32(28, sampleRateHz * channels * BYTES_PER_SAMPLE, true);
  view.setUint16(32, channels * BYTES_PER_SAMPLE, true);
  view.setUint16(34, BYTES_PER_SAMPLE * 8, true);
  write(36, 'data');
  view.setUint32(40, dataBytes, true);
  return bytes;
}
