import type { Peaks } from '#shared/formats/peaks-file';
import { timeAt, type Viewport } from './viewport';

/** Peaks of a stretch of the recording, from `startMs` on. */
export type WavePicture = Peaks & { startMs: number };

/**
 * The part of a picture that is in view as wavesurfer takes it: the upper and the lower half as two channels of so many
 * columns, from 0 to 1. Where the picture says nothing there is silence.
 *
 * @param loudest - the sample that is drawn as high as there is room, over 0 to 1
 */
export function columnsInView(
  picture: WavePicture,
  viewport: Viewport,
  columns: number,
  loudest: number,
): [Float32Array, Float32Array] {
  const upper = new Float32Array(columns);
  const lower = new Float32Array(columns);
  const { values, columnsPerSecond, startMs } = picture;
  const pxPerColumn = viewport.widthPx / columns;
  const scale = 1 / (32_768 * Math.max(loudest, 1 / 32_768));
  let from = placeAt(0);
  for (let column = 0; column < columns; column += 1) {
    const to = placeAt((column + 1) * pxPerColumn);
    const last = Math.min(values.length / 2 - 1, Math.max(Math.floor(from), Math.ceil(to) - 1));
    let lowest = 0;
    let highest = 0;
    for (let place = Math.max(0, Math.floor(from)); place <= last; place += 1) {
      lowest = Math.min(lowest, values[place * 2] as number);
      highest = Math.max(highest, values[place * 2 + 1] as number);
    }
    upper[column] = highest * scale;
    lower[column] = -lowest * scale;
    from = to;
  }
  return [upper, lower];

  function placeAt(xPx: number): number {
    return ((timeAt(viewport, xPx) - startMs) / 1_000) * columnsPerSecond;
  }
}
