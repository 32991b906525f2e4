/** Columns of equal length, one after the other; the first begins at a time on the time line of a file. */
export type ColumnRow = { fromSeconds: number; columns: number; columnsPerSecond: number };

/**
 * Takes the lowest and highest of samples into the columns in which they are heard. What is heard before the first column
 * or after the last is left out: files hold, and decoders give, a little more.
 *
 * @param startSeconds - when the first sample is heard, on the time line of the file
 * @param values - a pair for each column
 */
export function addSamples(
  samples: Float32Array,
  frames: number,
  { sampleRateHz, startSeconds }: { sampleRateHz: number; startSeconds: number },
  { fromSeconds, columns, columnsPerSecond }: ColumnRow,
  values: Int16Array,
): void {
  const columnsPerFrame = columnsPerSecond / sampleRateHz;
  const firstColumn = (startSeconds - fromSeconds) * columnsPerSecond;
  let frame = Math.max(0, Math.ceil(-firstColumn / columnsPerFrame - 1e-6));
  while (frame < frames) {
    const column = Math.floor(firstColumn + frame * columnsPerFrame + 1e-6);
    if (column >= columns) return;
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
    if (column < 0) continue;
    const index = column * 2;
    values[index] = Math.min(values[index] as number, Math.max(-32_768, Math.round(lowest * 32_767)));
    values[index + 1] = Math.max(values[index + 1] as number, Math.min(32_767, Math.round(highest * 32_767)));
  }
}
