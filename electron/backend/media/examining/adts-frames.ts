import type { FrameFormat } from './bare-frames.ts';

// Runs in the media thread, see media-thread-worker.ts.

const SAMPLE_RATES = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
];

/** The frames of bare AAC (ADTS, ISO/IEC 13818-7) with one block and a usual set of channels each. */
export const ADTS_FRAMES: FrameFormat = {
  headBytes: 7,

  read(bytes, at, head) {
    if (bytes[at] !== 0xff || at + 7 > bytes.byteLength) return false;
    const second = bytes[at + 1] as number;
    if ((second & 0xf6) !== 0xf0) return false;
    const third = bytes[at + 2] as number;
    const fourth = bytes[at + 3] as number;
    const rateIndex = (third >> 2) & 0xf;
    const sampleRateHz = SAMPLE_RATES[rateIndex];
    const channels = ((third & 1) << 2) | (fourth >> 6);
    if (sampleRateHz === undefined || channels === 0) return false;
    const totalBytes =
      ((fourth & 3) << 11) | ((bytes[at + 4] as number) << 3) | ((bytes[at + 5] as number) >> 5);
    const headBytes = (second & 1) === 1 ? 7 : 9;
    // Several blocks in one frame are allowed, and nobody writes them.
    if (totalBytes <= headBytes || ((bytes[at + 6] as number) & 3) !== 0) return false;
    head.totalBytes = totalBytes;
    head.headBytes = headBytes;
    head.samples = 1_024;
    head.sampleRateHz = sampleRateHz;
    head.channels = channels === 7 ? 8 : channels;
    head.kinship = 1 + ((third >> 6) | (rateIndex << 2) | (channels << 6));
    return true;
  },

  isTable: () => false,
};

/** What a decoder is told of such frames (AudioSpecificConfig), from what they have in common. */
export function adtsConfig(kinship: number): Uint8Array {
  const packed = kinship - 1;
  const objectType = (packed & 3) + 1;
  const rateIndex = (packed >> 2) & 0xf;
  const channels = packed >> 6;
  return Uint8Array.of((objectType << 3) | (rateIndex >> 1), ((rateIndex & 1) << 7) | (channels << 3));
}
