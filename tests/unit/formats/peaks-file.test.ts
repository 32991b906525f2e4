import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePeaks, encodePeaks, sliceCount } from '#shared/formats/peaks-file';

const anyPeaks = fc
  .record({
    columnsPerSecond: fc.integer({ min: 1, max: 1_000 }),
    columns: fc.array(
      fc.tuple(fc.integer({ min: -32_768, max: 32_767 }), fc.integer({ min: -32_768, max: 32_767 })),
    ),
  })
  .map(({ columnsPerSecond, columns }) => ({
    columnsPerSecond,
    values: Int16Array.from(columns.flat()),
    slices: Uint8Array.from(
      { length: sliceCount(columns.length) },
      (_, slice) => (columns.length + slice) % 3,
    ),
  }));

describe('a file of peaks', () => {
  it('is read as what was written', () => {
    fc.assert(
      fc.property(anyPeaks, (peaks) => {
        expect(decodePeaks(encodePeaks(peaks))).toEqual(peaks);
      }),
    );
  });

  it('is read at any place of a larger buffer', () => {
    fc.assert(
      fc.property(anyPeaks, fc.integer({ min: 1, max: 9 }), (peaks, offset) => {
        const bytes = encodePeaks(peaks);
        const larger = new Uint8Array(bytes.byteLength + offset);
        larger.set(bytes, offset);
        expect(decodePeaks(larger.subarray(offset))).toEqual(peaks);
      }),
    );
  });

  it('is little-endian whatever the machine', () => {
    const bytes = encodePeaks({
      columnsPerSecond: 100,
      values: Int16Array.from([-2, 258]),
      slices: Uint8Array.of(1),
    });
    expect([...bytes]).toEqual([
      0x43, 0x50, 0x4b, 0x32, 100, 0, 0, 0, 1, 0, 0, 0, 0xd0, 7, 0, 0, 1, 0, 0, 0, 0xfe, 0xff, 2, 1,
    ]);
  });

  it('cut short, or with anything behind it, is not read', () => {
    fc.assert(
      fc.property(anyPeaks, fc.nat(), (peaks, cut) => {
        const bytes = encodePeaks(peaks);
        expect(decodePeaks(bytes.subarray(0, cut % bytes.byteLength))).toBeUndefined();
        expect(decodePeaks(Uint8Array.of(...bytes, 0))).toBeUndefined();
      }),
    );
  });

  it('of another kind, or without a rate, is not read', () => {
    const bytes = encodePeaks({ columnsPerSecond: 100, values: new Int16Array(4), slices: Uint8Array.of(2) });
    expect(decodePeaks(bytes.with(0, 0))).toBeUndefined();
    expect(decodePeaks(bytes.with(4, 0))).toBeUndefined();
    expect(decodePeaks(bytes.with(16, 3))).toBeUndefined();
    expect(decodePeaks(new Uint8Array())).toBeUndefined();
  });
});
