import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ADTS_FRAMES } from '../../../../electron/backend/media/examining/adts-frames';
import {
  type FrameFormat,
  skipTags,
  walkFrames,
} from '../../../../electron/backend/media/examining/bare-frames';
import { MP3_FRAMES } from '../../../../electron/backend/media/examining/mp3-frames';

/** An mp3 frame of 44.1 kHz, one channel, filled so that no byte of it looks like a head. */
function mp3Frame(kilobitsIndex: number, fill = 0x55): Uint8Array {
  const kilobits = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128][kilobitsIndex] ?? 0;
  const frame = new Uint8Array(Math.floor((144_000 * kilobits) / 44_100)).fill(fill);
  frame.set([0xff, 0xfb, kilobitsIndex << 4, 0xc0]);
  return frame;
}

function adtsFrame(bytes: number): Uint8Array {
  const frame = new Uint8Array(bytes).fill(0x55);
  frame.set([0xff, 0xf1, 0x50, 0x40 | (bytes >> 11), (bytes >> 3) & 0xff, ((bytes & 7) << 5) | 0x1f, 0xfc]);
  return frame;
}

function joined(...parts: Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

async function framesIn(file: Uint8Array, format: FrameFormat = MP3_FRAMES): Promise<Uint8Array[]> {
  let reads = 0;
  const read = async (start: number, end: number) => {
    reads += 1;
    // Every piece moves on by at least a part of itself.
    if (reads > 10 + file.byteLength / 1_000) throw new Error('It does not come to an end');
    return file.slice(start, Math.min(end, file.byteLength));
  };
  const frames: Uint8Array[] = [];
  const place = { startByte: await skipTags(read), sizeBytes: file.byteLength };
  await walkFrames(read, place, format, {
    onFrame: ({ totalBytes }, bytes, at) => frames.push(bytes.slice(at, at + totalBytes)),
  });
  return frames;
}

const frames = fc.array(
  fc.integer({ min: 1, max: 9 }).map((index) => mp3Frame(index)),
  { minLength: 3, maxLength: 60 },
);
const junk = fc
  .uint8Array({ maxLength: 3_000 })
  .map((bytes) => bytes.map((byte) => (byte === 0xff ? 0xfe : byte)));

describe('the frames of an mp3', () => {
  it('are found whatever lies before, between and behind them', async () => {
    await fc.assert(
      fc.asyncProperty(frames, frames, junk, junk, junk, async (first, second, before, between, behind) => {
        const tag = joined(
          Buffer.from('ID3\x04\0\0'),
          Uint8Array.of(0, 0, before.length >> 7, before.length & 0x7f),
          before,
        );
        const id3v1 = joined(Buffer.from('TAG'), new Uint8Array(125));
        const file = joined(tag, ...first, between, ...second, id3v1, behind);
        const found = await framesIn(file);
        // Before a stretch of junk, and behind it, the last frame and the first are told by the one beside them.
        expect(found.map((frame) => frame.length)).toEqual(
          [...first, ...second].map((frame) => frame.length),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('are found across the borders of what is read at once', async () => {
    const many = Array.from({ length: 3_000 }, (_, index) => mp3Frame(1 + (index % 9)));
    const found = await framesIn(joined(...many));
    expect(found).toHaveLength(3_000);
    expect(Buffer.concat(found).equals(Buffer.concat(many))).toBe(true);
  });

  it('are whole where the file is cut off anywhere', async () => {
    const many = Array.from({ length: 12 }, (_, index) => mp3Frame(1 + (index % 9)));
    const whole = joined(...many);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length }), async (end) => {
        let room = end;
        const expected = many.filter((frame) => {
          room -= frame.length;
          return room >= 0;
        });
        const found = await framesIn(whole.slice(0, end));
        // Nothing follows a single frame but its own end.
        expect(found.length).toBeGreaterThanOrEqual(expected.length > 1 ? expected.length : 0);
        expect(found.length).toBeLessThanOrEqual(expected.length);
      }),
      { numRuns: 100 },
    );
  });

  it('may lack their last byte', async () => {
    const short = mp3Frame(5).slice(0, -1);
    const found = await framesIn(joined(mp3Frame(4), mp3Frame(4), short, mp3Frame(6), mp3Frame(6)));
    expect(found).toHaveLength(5);
  });

  it('do not include the tables for players, nor frames without a stated rate', async () => {
    const table = mp3Frame(6);
    table.set(Buffer.from('Xing'), 21);
    expect(await framesIn(joined(table, mp3Frame(4), mp3Frame(4)))).toHaveLength(2);
    const vbri = mp3Frame(6);
    vbri.set(Buffer.from('VBRI'), 36);
    expect(await framesIn(joined(vbri, mp3Frame(4), mp3Frame(4)))).toHaveLength(2);
    const free = mp3Frame(6);
    free[2] = 0;
    expect(await framesIn(joined(free, free, free))).toEqual([]);
  });

  it('of another rate in between belong to something else', async () => {
    const other = mp3Frame(5);
    other[2] = (5 << 4) | 0x04;
    const found = await framesIn(joined(mp3Frame(4), mp3Frame(4), other, mp3Frame(4), mp3Frame(4)));
    expect(found).toHaveLength(4);
  });
});

it.each([MP3_FRAMES, ADTS_FRAMES])(
  'bytes of any kind come to an end, and no frame reaches beyond them',
  async (format) => {
    const headLike = fc.constantFrom(0xff, 0xfb, 0xf1, 0xf3, 0x90, 0x50, 0x40, 0x80, 0, 0x1f, 0xfc);
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 5_000 }),
      fc.array(headLike, { maxLength: 5_000 }).map((values) => Uint8Array.from(values)),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (file) => {
        const found = await framesIn(file, format);
        expect(found.reduce((sum, frame) => sum + frame.length, 0)).toBeLessThanOrEqual(
          file.length + found.length,
        );
      }),
      { numRuns: 300 },
    );
  },
);

it('frames of bare AAC are found by the length that each states', async () => {
  const many = Array.from({ length: 500 }, (_, index) => adtsFrame(20 + ((index * 37) % 900)));
  const found = await framesIn(joined(...many), ADTS_FRAMES);
  expect(Buffer.concat(found).equals(Buffer.concat(many))).toBe(true);
});
