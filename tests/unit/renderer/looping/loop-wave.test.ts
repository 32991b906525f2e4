import { describe, expect, it } from 'vitest';
import { joinRound, loopWave } from '../../../../renderer/media/looping/loop-wave';

const RATE_HZ = 1_000;

/** Samples of one channel, in turn for both where there are two. */
function ramp(from: number, frames: number, channels = 1): Int16Array {
  return Int16Array.from({ length: frames * channels }, (_, at) => from + Math.floor(at / channels));
}

describe('a round', () => {
  it('keeps its length, and fades its end into what comes before its beginning', () => {
    const round = joinRound({
      sampleRateHz: RATE_HZ,
      channels: 1,
      parts: [{ before: ramp(996, 4), samples: ramp(1_000, 100) }],
    });
    expect(round).toHaveLength(100);
    expect([...round.subarray(0, 96)]).toEqual([...ramp(1_000, 96)]);
    // From 1096…1099 to 996…999 in steps of a fifth; the next sample is 1000.
    expect([...round.subarray(96)]).toEqual([1_076, 1_057, 1_038, 1_019]);
  });

  it('fades every part into the next, in all channels', () => {
    const round = joinRound({
      sampleRateHz: RATE_HZ,
      channels: 2,
      parts: [
        { before: ramp(0, 4, 2), samples: ramp(100, 10, 2) },
        { before: ramp(496, 4, 2), samples: ramp(500, 10, 2) },
      ],
    });
    const left = round.filter((_, at) => at % 2 === 0);
    expect([...round.filter((_, at) => at % 2 === 1)]).toEqual([...left]);
    const steps = [...left.subarray(1)].map((value, at) => Math.abs(value - (left[at] as number)));
    // Without a join the sound would jump by 391 in the middle.
    expect(Math.max(...steps)).toBeLessThan(120);
  });

  it('of a few samples is joined as far as it goes', () => {
    const parts = [{ before: ramp(9, 4), samples: ramp(20, 2) }];
    expect(joinRound({ sampleRateHz: RATE_HZ, channels: 1, parts })).toHaveLength(2);
  });
});

describe('the file of a loop', () => {
  it('is a WAV of about an hour in which nothing lies between the rounds', async () => {
    const round = ramp(1, 30_000, 2);
    const wave = loopWave(Int16Array.from(round), { sampleRateHz: RATE_HZ, channels: 2 });
    const bytes = await wave.arrayBuffer();
    const view = new DataView(bytes);
    const word = (at: number) => String.fromCharCode(...new Uint8Array(bytes, at, 4));
    expect([word(0), word(8), word(12), word(36)]).toEqual(['RIFF', 'WAVE', 'fmt ', 'data']);
    expect(view.getUint32(4, true)).toBe(bytes.byteLength - 8);
    expect(view.getUint32(40, true)).toBe(bytes.byteLength - 44);
    expect([view.getUint16(22, true), view.getUint32(24, true), view.getUint32(28, true)]).toEqual([
      2, 1_000, 4_000,
    ]);
    const samples = new Int16Array(bytes, 44);
    const seconds = samples.length / 2 / RATE_HZ;
    expect(seconds).toBeGreaterThan(3_500);
    expect(seconds).toBeLessThanOrEqual(3_600);
    expect(samples.length % round.length).toBe(0);
    expect(samples.every((sample, at) => sample === round[at % round.length])).toBe(true);
  });
});
