import { DrawnSliceReader, writeSliceList } from '#shared/formats/drawn-slices';
import { PEAK_SLICE_COLUMNS, SliceState, type StoredPeaks } from '#shared/formats/peaks-file';

/**
 * Has the backend draw what is missing of a recording's peaks: plain WAV, and with a program of the system, where the user
 * allows one, the rest. Where it does not, or ends early, they are left as they are.
 *
 * @param peaks - filled in place
 * @param onSlice - called after each slice
 * @throws the signal's reason, and nothing else
 */
export async function drawByBackend(
  peaksUrl: string,
  { values, slices }: StoredPeaks,
  onSlice: () => void,
  signal: AbortSignal,
): Promise<void> {
  const missing = [...slices.keys()].filter((slice) => slices[slice] !== SliceState.drawn);
  try {
    const response = await fetch(`${peaksUrl}/drawing?slices=${writeSliceList(missing)}`, { signal });
    if (response.status !== 200 || response.body === null) {
      await response.body?.cancel();
      return;
    }
    const reader = new DrawnSliceReader();
    const body = response.body.getReader();
    for (let piece = await body.read(); !piece.done; piece = await body.read()) {
      for (const drawn of reader.push(piece.value)) {
        const first = drawn.slice * PEAK_SLICE_COLUMNS * 2;
        if (first + drawn.values.length > values.length) throw new RangeError('A slice lies beyond the end');
        values.set(drawn.values, first);
        slices[drawn.slice] = SliceState.drawn;
        onSlice();
      }
    }
  } catch {
    // The page draws what is left.
    signal.throwIfAborted();
  }
}
