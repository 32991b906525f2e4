import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { decodePeaks, SliceState } from '#shared/formats/peaks-file';
import { walkStream } from '../../../../electron/backend/media/copying/bare-stream';
import { MP3_FRAMES } from '../../../../electron/backend/media/examining/mp3-frames';
import { Mp3Sketch } from '../../../../electron/backend/media/examining/mp3-sketch';

const fixture = (name: string) => resolve(import.meta.dirname, '../../../fixtures/media', name);

async function sketch(name: string, durationMs: number) {
  const drawing = new Mp3Sketch(durationMs, 1_105 / 16_000);
  const path = fixture(name);
  await walkStream({ path, sizeBytes: (await stat(path)).size, readCount: new Int32Array(1) }, MP3_FRAMES, {
    onFrame: (head, bytes, at) => drawing.addFrame(head, bytes, at),
  });
  const peaks = decodePeaks(drawing.encode());
  if (!peaks) throw new Error('The sketch is no peaks file');
  return peaks;
}

it('the picture of an mp3 shows the sounds at their times, and nothing elsewhere', async () => {
  const { values, slices } = await sketch('beeps.mp3', 6_000);
  expect([...slices]).toEqual([SliceState.sketched]);
  const sounding = Array.from({ length: 600 }, (_, column) => column).filter(
    (column) => (values[column * 2 + 1] ?? 0) > 0,
  );
  // Tones of 0.08 s; a granule lasts 0.036 s, and an encoder hears each a little longer.
  const tones = [50, 170, 310, 460];
  for (const tone of tones) expect(sounding).toContain(tone + 4);
  for (const column of sounding) {
    expect(tones.some((tone) => column >= tone - 8 && column <= tone + 16)).toBe(true);
  }
  expect(Math.max(...values)).toBe(26_000);
  for (let column = 0; column < 600; column += 1) {
    expect(values[column * 2]).toBe(-(values[column * 2 + 1] ?? 0) || 0);
  }
});
