/** Samples a second of everything that is compared. */
export const KNOWN_RATE_HZ = 8_000;

/**
 * A sound in which every tenth of a second is like no other: noise that is bright and loud for some seconds and dull and
 * soft for others, so that an encoder with a changing bit rate changes it much. The same for the same length, always.
 *
 * @returns samples from -1 to 1
 */
export function makeKnownSound(seconds: number): Float32Array {
  const samples = new Float32Array(seconds * KNOWN_RATE_HZ);
  let state = 0x9e37_79b9;
  let low = 0;
  let lower = 0;
  for (let index = 0; index < samples.length; index += 1) {
    // xorshift32: the numbers of `Math.random` cannot be repeated.
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const noise = (state >>> 0) / 0x8000_0000 - 1;
    const second = index / KNOWN_RATE_HZ;
    const isBright = Math.floor(second / 7) % 2 === 0;
    // The further into the sound, the longer nothing but the dull part: a guess from the mean is wrong everywhere.
    const isBusy = isBright && second < seconds * 0.6;
    const smoothing = isBusy ? 0.85 : 0.2;
    low += smoothing * (noise - low);
    lower += 0.03 * (low - lower);
    samples[index] = (low - lower) * (isBusy ? 0.55 : 0.8);
  }
  return samples;
}

/** The sound as a WAV file of 16 bit, one channel. */
export function asWave(samples: Float32Array): Buffer {
  const bytes = Buffer.alloc(44 + samples.length * 2);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(36 + samples.length * 2, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(KNOWN_RATE_HZ, 24);
  bytes.writeUInt32LE(KNOWN_RATE_HZ * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(samples.length * 2, 40);
  samples.forEach((sample, index) => {
    bytes.writeInt16LE(Math.round(Math.min(1, Math.max(-1, sample)) * 32_767), 44 + index * 2);
  });
  return bytes;
}

export type Place = {
  /** Where in the sound the piece begins, in seconds. */
  seconds: number;
  /** How alike they are there: 1 for the same, about 0 for what is not in the sound. */
  likeness: number;
};

/** What is nearer than this to where it should be is looked for first; what is not there is looked for everywhere. */
const NEAR_SECONDS = 3;

/** From here on a piece is found. */
export const FOUND_LIKENESS = 0.55;

/** Finds pieces of the sound in it, by cross-correlation, to the sample. */
export class KnownSound {
  readonly #samples: Float32Array;

  constructor(samples: Float32Array) {
    this.#samples = samples;
  }

  /**
   * @param piece - at `KNOWN_RATE_HZ`, shorter than the sound
   * @param expectedSeconds - where it should be
   */
  find(piece: Float32Array, expectedSeconds: number): Place {
    const near = this.#findBetween(piece, expectedSeconds - NEAR_SECONDS, expectedSeconds + NEAR_SECONDS);
    return near.likeness >= FOUND_LIKENESS ? near : this.#findBetween(piece, 0, Number.POSITIVE_INFINITY);
  }

  #findBetween(piece: Float32Array, fromSeconds: number, toSeconds: number): Place {
    const from = Math.max(0, Math.floor(fromSeconds * KNOWN_RATE_HZ));
    const to = Math.min(this.#samples.length, Math.ceil(toSeconds * KNOWN_RATE_HZ) + piece.length);
    const samples = this.#samples.subarray(from, to);
    const length = 2 ** Math.ceil(Math.log2(Math.max(2, samples.length)));
    const whole = transform(asComplex(samples, length));
    const part = transform(asComplex(piece, length));
    const product = asComplex(new Float32Array(0), length);
    for (let index = 0; index < length; index += 1) {
      const [a, b] = [whole.real[index] as number, whole.imaginary[index] as number];
      const [c, d] = [part.real[index] as number, part.imaginary[index] as number];
      // Conjugated twice, so that the forward transform serves as the backward one.
      product.real[index] = a * c + b * d;
      product.imaginary[index] = a * d - b * c;
    }
    const correlation = transform(product).real;
    const pieceEnergy = piece.reduce((sum, sample) => sum + sample * sample, 0);
    let energy = samples.subarray(0, piece.length).reduce((sum, sample) => sum + sample * sample, 0);
    let best: Place = { seconds: Number.NaN, likeness: 0 };
    for (let start = 0; start + piece.length <= samples.length; start += 1) {
      const likeness = (correlation[start] as number) / length / Math.sqrt(energy * pieceEnergy + 1e-12);
      if (likeness > best.likeness) best = { seconds: (from + start) / KNOWN_RATE_HZ, likeness };
      energy += ((samples[start + piece.length] ?? 0) as number) ** 2 - (samples[start] as number) ** 2;
    }
    return best;
  }
}

type Complex = { real: Float64Array; imaginary: Float64Array };

function asComplex(samples: Float32Array, length: number): Complex {
  const real = new Float64Array(length);
  real.set(samples);
  return { real, imaginary: new Float64Array(length) };
}

/** The discrete Fourier transform, in place; the length is a power of two. */
function transform(values: Complex): Complex {
  const { real, imaginary } = values;
  const length = real.length;
  for (let index = 1, mirrored = 0; index < length; index += 1) {
    let bit = length >> 1;
    for (; mirrored & bit; bit >>= 1) mirrored ^= bit;
    mirrored ^= bit;
    if (index < mirrored) {
      [real[index], real[mirrored]] = [real[mirrored] as number, real[index] as number];
      [imaginary[index], imaginary[mirrored]] = [imaginary[mirrored] as number, imaginary[index] as number];
    }
  }
  const { cosines, sines } = anglesFor(length);
  for (let size = 2; size <= length; size *= 2) {
    const half = size / 2;
    const stride = length / size;
    for (let start = 0; start < length; start += size) {
      for (let step = 0; step < half; step += 1) {
        const one = start + step;
        const other = one + half;
        const [cosine, sine] = [cosines[step * stride] as number, sines[step * stride] as number];
        const otherReal = (real[other] as number) * cosine - (imaginary[other] as number) * sine;
        const otherImaginary = (real[other] as number) * sine + (imaginary[other] as number) * cosine;
        real[other] = (real[one] as number) - otherReal;
        imaginary[other] = (imaginary[one] as number) - otherImaginary;
        real[one] = (real[one] as number) + otherReal;
        imaginary[one] = (imaginary[one] as number) + otherImaginary;
      }
    }
  }
  return values;
}

const angles = new Map<number, { cosines: Float64Array; sines: Float64Array }>();

function anglesFor(length: number): { cosines: Float64Array; sines: Float64Array } {
  let known = angles.get(length);
  if (!known) {
    known = { cosines: new Float64Array(length / 2), sines: new Float64Array(length / 2) };
    for (let step = 0; step < length / 2; step += 1) {
      known.cosines[step] = Math.cos((-2 * Math.PI * step) / length);
      known.sines[step] = Math.sin((-2 * Math.PI * step) / length);
    }
    angles.set(length, known);
  }
  return known;
}
