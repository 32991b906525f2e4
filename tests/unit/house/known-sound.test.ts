import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FOUND_LIKENESS, KNOWN_RATE_HZ, KnownSound, makeKnownSound } from '../../helpers/known-sound';

const SECONDS = 20;
const samples = makeKnownSound(SECONDS);
const sound = new KnownSound(samples);

/** A third of a second of the sound, softer and with noise of its own. */
function pieceAt(start: number, noise: number): Float32Array {
  return samples
    .slice(start, start + KNOWN_RATE_HZ / 3)
    .map((sample, index) => sample * 0.4 + noise * Math.sin(index * index));
}

describe('the measure of the test of exact time', () => {
  it('finds every piece of the sound to the sample, near and far from where it is expected', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: (SECONDS - 1) * KNOWN_RATE_HZ }),
        fc.double({ min: 0, max: SECONDS, noNaN: true }),
        (start, expectedSeconds) => {
          const place = sound.find(pieceAt(start, 0.01), expectedSeconds);
          expect(Math.round(place.seconds * KNOWN_RATE_HZ)).toBe(start);
          expect(place.likeness).toBeGreaterThan(FOUND_LIKENESS);
        },
      ),
      { numRuns: 8 },
    );
  });

  it('does not find what is not in it', () => {
    const other = new Float32Array(KNOWN_RATE_HZ / 2).map((_, index) => Math.sin(index * index * 0.37));
    expect(sound.find(other, 5).likeness).toBeLessThan(FOUND_LIKENESS);
  });
});
