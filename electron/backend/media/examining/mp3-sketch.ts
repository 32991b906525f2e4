import {
  emptyPeaks,
  encodePeaks,
  PEAK_COLUMNS_PER_SECOND,
  SliceState,
  type StoredPeaks,
} from '#shared/formats/peaks-file';
import type { FrameHead } from './bare-frames.ts';

// Runs in the media thread, see media-thread-worker.ts.

/**
 * Draws a picture of an mp3 from what its encoder noted beside the sound, without decoding any of it: each granule of 576
 * samples states how far its numbers are to be raised (`global_gain`, ISO/IEC 11172-3, 2.4.1.7), which follows the
 * loudness (0.78 to 0.90 against the peaks of speech in dB, each tenth of a second).
 */
export class Mp3Sketch {
  readonly #peaks: StoredPeaks;
  readonly #skippedSeconds: number;
  /** The highest of each column; 0 where nothing was said. */
  readonly #gains: Uint8Array;
  #granule = 0;

  /** @param skippedSeconds - how much earlier the sound is heard than its frames lie */
  constructor(durationMs: number, skippedSeconds: number) {
    this.#skippedSeconds = skippedSeconds;
    this.#peaks = emptyPeaks(durationMs);
    this.#gains = new Uint8Array(this.#peaks.values.length / 2);
  }

  /** @param at - where the frame begins in `bytes`, which hold all of it */
  addFrame({ samples, sampleRateHz, channels }: FrameHead, bytes: Uint8Array, at: number): void {
    const isMpeg1 = samples === 1_152;
    const hasChecksum = ((bytes[at + 1] as number) & 1) === 0;
    // Behind where the main data begins, private bits, and which scale factors are shared.
    const leadBits = isMpeg1 ? (channels === 1 ? 18 : 20) : channels === 1 ? 9 : 10;
    const granuleBits = isMpeg1 ? 59 : 63;
    let bit = (at + (hasChecksum ? 6 : 4)) * 8 + leadBits;
    for (let granule = 0; granule < samples / GRANULE_SAMPLES; granule += 1) {
      let gain = 0;
      for (let channel = 0; channel < channels; channel += 1) {
        // Of nothing but zeros, the gain says nothing.
        if (bitsAt(bytes, bit, 12) > 0) gain = Math.max(gain, bitsAt(bytes, bit + 21, 8));
        bit += granuleBits;
      }
      this.#addGranule(gain, GRANULE_SAMPLES / sampleRateHz);
    }
  }

  /**
   * The bytes of a peaks file in which all is sketched. What is loud in it is drawn as in a recording at a usual level: how
   * loud a gain is depends on how finely the encoder counts.
   */
  encode(): Uint8Array<ArrayBuffer> {
    const { values, slices } = this.#peaks;
    const loudest = usualLoudest(this.#gains);
    const heights = Int16Array.from({ length: 256 }, (_, gain) =>
      gain === 0 ? 0 : Math.round(LOUDEST * 2 ** Math.min(0, (gain - loudest) / GAINS_PER_DOUBLING)),
    );
    for (let column = 0; column < this.#gains.length; column += 1) {
      const height = heights[this.#gains[column] as number] as number;
      values[column * 2] = -height;
      values[column * 2 + 1] = height;
    }
    slices.fill(SliceState.sketched);
    return encodePeaks(this.#peaks);
  }

  #addGranule(gain: number, seconds: number): void {
    const start = this.#granule * seconds - this.#skippedSeconds;
    this.#granule += 1;
    const first = Math.max(0, Math.floor(start * PEAK_COLUMNS_PER_SECOND));
    const end = Math.min(this.#gains.length, Math.ceil((start + seconds) * PEAK_COLUMNS_PER_SECOND));
    for (let column = first; column < end; column += 1) {
      if (gain > (this.#gains[column] as number)) this.#gains[column] = gain;
    }
  }
}

const GRANULE_SAMPLES = 576;

/** 80 % of what is possible. */
const LOUDEST = 26_000;

/** Four by the standard; a little fewer fit speech better (a slope of 1.0 to 1.5 against its peaks in dB). */
const GAINS_PER_DOUBLING = 3.3;

/** Clicks have gains far above those of speech, and would leave it no height. */
const LOUD_SHARE = 0.05;

/** The gain that one of twenty columns with sound exceeds. */
function usualLoudest(gains: Uint8Array): number {
  const counts = new Uint32Array(256);
  for (const gain of gains) counts[gain] = (counts[gain] as number) + 1;
  let above = (gains.length - (counts[0] as number)) * LOUD_SHARE;
  let gain = 255;
  while (gain > 1 && above >= (counts[gain] as number)) {
    above -= counts[gain] as number;
    gain -= 1;
  }
  return gain;
}

/** Up to 12 bits from a place counted in bits; a frame always has more behind them. */
function bitsAt(bytes: Uint8Array, bit: number, count: number): number {
  const at = bit >> 3;
  const word = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
  return (word >> (24 - (bit & 7) - count)) & ((1 << count) - 1);
}
