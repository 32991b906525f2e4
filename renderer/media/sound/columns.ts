import { PEAK_COLUMNS_PER_SECOND } from '#shared/formats/peaks-file';

/** Columns from `from` up to `to`, on the time line of the recording. */
export type ColumnRange = { from: number; to: number };

/**
 * Takes the lowest and highest of samples into the columns in which they are heard.
 *
 * @param startSeconds - when the first sample is heard, on the time line of the recording
 * @param range - columns outside of it stay as they are: files hold, and decoders give, a little more
 * @param values - pairs for the columns of the range, the first at `range.from`
 */
export function addSamples(
  samples: Float32Array,
  frames: number,
  { sampleRateHz, startSeconds }: { sampleRateHz: number; startSeconds: number },
  range: ColumnRange,
  values: Int16Array,
): void {
  const columnsPerFrame = PEAK_COLUMNS_PER_SECOND / sampleRateHz;
  const firstColumn = startSeconds * PEAK_COLUMNS_PER_SECOND;
  let frame = Math.max(0, Math.ceil((range.from - firstColumn) / columnsPerFrame - 1e-6));
  while (frame < frames) {
    const column = Math.floor(firstColumn + frame * columnsPerFrame + 1e-6);
    if (column >= range.to) return;
    const nextFrame = Math.min(
      frames,
      Math.max(frame + 1, Math.ceil((column + 1 - firstColumn) / columnsPerFrame - 1e-6)),
    );
    let lowest = 0;
    let highest = 0;
    for (; frame < nextFrame; frame += 1) {
      const value = samples[frame] as number;
      if (value < lowest) lowest = value;
      else if (value > highest) highest = value;
    }
    if (column < range.from) continue;
    const index = (column - range.from) * 2;
    values[index] = Math.min(values[index] as number, Math.max(-32_768, Math.round(lowest * 32_767)));
    values[index + 1] = Math.max(values[index + 1] as number, Math.min(32_767, Math.round(highest * 32_767)));
  }
}
