import { describe, expect, it } from 'vitest';
import { emptyPeaks, SliceState } from '#shared/formats/peaks-file';
import { drawFirstLook } from '../../../renderer/media/draw-peaks';
import type { StretchReader } from '../../../renderer/media/stretch-reader';

const HOUR_MS = 3_600_000;
const [FIRST, BEHIND] = [0, 300 * 2 + 1];

/** Reads columns that are all as high as given, after what is done meanwhile. */
function readerOf(height: number, meanwhile = () => {}): StretchReader {
  const columns = async (_url: string, row: { columns: number }) => {
    meanwhile();
    return new Int16Array(row.columns * 2).fill(height);
  };
  return { columns } as unknown as StretchReader;
}

const pieces = [{ url: '/media/1', startMs: 0, endMs: HOUR_MS, leadMs: 0, number: undefined }];

describe('the first look at a recording', () => {
  it('shows its first seconds, whose slice stays to be drawn', async () => {
    const peaks = emptyPeaks(HOUR_MS);
    expect(await drawFirstLook(pieces, peaks, readerOf(500))).toBe(true);
    expect([peaks.values[FIRST], peaks.values[BEHIND - 2], peaks.values[BEHIND]]).toEqual([500, 500, 0]);
    expect(peaks.slices[0]).toBe(SliceState.missing);
  });

  it.each([SliceState.sketched, SliceState.drawn])(
    'is not needed where something is seen: %i',
    async (state) => {
      const peaks = emptyPeaks(HOUR_MS);
      peaks.slices[0] = state;
      expect(await drawFirstLook(pieces, peaks, readerOf(500))).toBe(false);
      expect(peaks.values[FIRST]).toBe(0);
    },
  );

  it('leaves what was drawn meanwhile', async () => {
    const peaks = emptyPeaks(HOUR_MS);
    const drawMeanwhile = () => {
      peaks.values.fill(700, 0, 4_000);
      peaks.slices[0] = SliceState.drawn;
    };
    expect(await drawFirstLook(pieces, peaks, readerOf(500, drawMeanwhile))).toBe(false);
    expect(peaks.values[FIRST]).toBe(700);
  });

  it('of a recording of a second is all of it', async () => {
    const peaks = emptyPeaks(1_000);
    const second = pieces.map((piece) => ({ ...piece, endMs: 1_000 }));
    expect(await drawFirstLook(second, peaks, readerOf(500))).toBe(true);
    expect(peaks.values.every((value) => value === 500)).toBe(true);
  });
});
