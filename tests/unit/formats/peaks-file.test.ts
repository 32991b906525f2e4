import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coarserPeaks } from '#shared/formats/peak-levels';
import {
  decodePeaks,
  decodePeaksHead,
  encodePeaks,
  joinPeaks,
  peaksFileSize,
  type StoredPeaks,
  sliceCount,
} from '#shared/formats/peaks-file';

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

/** As files were before there were coarse columns in them. */
function withoutCoarse(peaks: StoredPeaks): Uint8Array {
  const bytes = encodePeaks(peaks);
  const { headBytes } = peaksFileSize(peaks.values.length / 2);
  const coarseBytes = coarserPeaks(peaks).values.byteLength;
  const old = Buffer.concat([bytes.subarray(0, headBytes - coarseBytes), bytes.subarray(headBytes)]);
  old.write('CPK2');
  return Uint8Array.from(old);
}

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

  it('is read in two parts, of which the first is coarse', () => {
    fc.assert(
      fc.property(anyPeaks, (peaks) => {
        const bytes = encodePeaks(peaks);
        const { headBytes, wholeBytes } = peaksFileSize(peaks.values.length / 2);
        expect(bytes.byteLength).toBe(wholeBytes);
        const head = decodePeaksHead(bytes.subarray(0, headBytes));
        expect(head).toEqual({
          coarse: coarserPeaks(peaks),
          columns: peaks.values.length / 2,
          slices: peaks.slices,
        });
        expect(head && joinPeaks(head, bytes.subarray(headBytes))).toEqual(peaks);
        expect(head && joinPeaks(head, bytes)).toBeUndefined();
        expect(decodePeaksHead(bytes.subarray(0, headBytes - 1))).toBeUndefined();
      }),
    );
  });

  it('is read as it was written before, without a coarse part', () => {
    fc.assert(
      fc.property(anyPeaks, (peaks) => {
        const old = withoutCoarse(peaks);
        expect(decodePeaks(old)).toEqual(peaks);
        expect(decodePeaksHead(old)).toBeUndefined();
      }),
    );
    // One that was written by an earlier Concordance.
    const bytes = [
      0x43, 0x50, 0x4b, 0x32, 100, 0, 0, 0, 1, 0, 0, 0, 0xd0, 7, 0, 0, 1, 0, 0, 0, 0xfe, 0xff, 2, 1,
    ];
    expect(decodePeaks(Uint8Array.from(bytes))).toEqual({
      columnsPerSecond: 100,
      values: Int16Array.from([-2, 258]),
      slices: Uint8Array.of(1),
    });
  });

  it('is little-endian whatever the machine', () => {
    const bytes = encodePeaks({
      columnsPerSecond: 100,
      values: Int16Array.from([-2, 258]),
      slices: Uint8Array.of(1),
    });
    expect([...bytes]).toEqual([
      ...[0x43, 0x50, 0x4b, 0x33, 100, 0, 0, 0, 1, 0, 0, 0, 0xd0, 7, 0, 0, 1, 0, 0, 0],
      ...[0xfe, 0xff, 2, 1],
      ...[0xfe, 0xff, 2, 1],
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
