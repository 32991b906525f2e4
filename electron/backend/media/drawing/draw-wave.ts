import { PEAK_COLUMNS_PER_SECOND, PEAK_SLICE_COLUMNS } from '#shared/formats/peaks-file';
import { pieceBytesFor, type ReadPiece, withFilePieces } from '../examining/file-pieces.ts';
import type { PeaksOutcome, PeaksReport, PeaksTask } from './draw-peaks.ts';
import { WaveColumns } from './wave-columns.ts';

// Runs in the media thread, see media-thread-worker.ts.

/** A file has few parts before its samples. */
const MOST_PARTS = 1_000;

const PCM = 1;
const EXTENSIBLE = 0xfffe;

/** Where the samples of a WAV lie; the end is exclusive. */
type WaveSamples = {
  format: Uint8Array;
  rateHz: number;
  frameBytes: number;
  startByte: number;
  endByte: number;
};

/**
 * Draws slices of peaks of a WAV with samples of 16 bit, which nothing has to decode: from the disk at once, since the
 * page would have all of it sent.
 *
 * @returns that nothing was drawn where the file is of another kind
 * @throws what the disk reports
 */
export function drawWave(task: PeaksTask, { onSlice }: PeaksReport): Promise<PeaksOutcome> {
  const { slices, columns, sizeBytes } = task;
  return withFilePieces(task, async (read) => {
    const samples = await findSamples(read, sizeBytes);
    if (!samples) return { isWhole: false };
    const { rateHz, frameBytes, startByte, endByte } = samples;
    const pieceBytes = pieceBytesFor(sizeBytes);
    for (const { first, end } of runsOf(slices)) {
      const firstColumn = first * PEAK_SLICE_COLUMNS;
      const endColumn = Math.min(columns, end * PEAK_SLICE_COLUMNS);
      const drawing = new WaveColumns({ startColumn: firstColumn, firstColumn, endColumn }, onSlice);
      drawing.push(headOf(samples));
      // A slice is whole seconds long, so it begins with a whole sample at every rate.
      let at = startByte + (firstColumn / PEAK_COLUMNS_PER_SECOND) * rateHz * frameBytes;
      while (at < endByte && !drawing.isComplete) {
        const bytes = await read(at, Math.min(endByte, at + pieceBytes));
        if (bytes.byteLength === 0) break;
        drawing.push(bytes);
        at += bytes.byteLength;
      }
      drawing.finish();
    }
    return { isWhole: true };
  });
}

async function findSamples(read: ReadPiece, sizeBytes: number): Promise<WaveSamples | undefined> {
  const file = Buffer.from(await read(0, 12));
  if (file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE') return undefined;
  let format: Pick<WaveSamples, 'format' | 'rateHz' | 'frameBytes'> | undefined;
  let at = 12;
  for (let part = 0; part < MOST_PARTS && at + 8 <= sizeBytes; part += 1) {
    const head = Buffer.from(await read(at, at + 8 + 16));
    if (head.byteLength < 8) return undefined;
    const type = head.toString('latin1', 0, 4);
    const bytes = head.readUInt32LE(4);
    if (type === 'fmt ') format = describe(head.subarray(8));
    if (type === 'data') {
      const startByte = at + 8;
      // Recorders that were cut off leave 0, or the most there can be.
      const isStated = bytes > 0 && bytes < 0xffff_ff00;
      return (
        format && {
          ...format,
          startByte,
          endByte: isStated ? Math.min(sizeBytes, startByte + bytes) : sizeBytes,
        }
      );
    }
    at += 8 + bytes + (bytes & 1);
  }
  return undefined;
}

function describe(format: Buffer): Pick<WaveSamples, 'format' | 'rateHz' | 'frameBytes'> | undefined {
  if (format.byteLength < 16) return undefined;
  const [kind, channels] = [format.readUInt16LE(0), format.readUInt16LE(2)];
  const [rateHz, frameBytes, bits] = [
    format.readUInt32LE(4),
    format.readUInt16LE(12),
    format.readUInt16LE(14),
  ];
  const isKnown = (kind === PCM || kind === EXTENSIBLE) && bits === 16 && frameBytes === channels * 2;
  return isKnown && channels > 0 && rateHz > 0
    ? { format: Uint8Array.from(format), rateHz, frameBytes }
    : undefined;
}

/** What `WaveColumns` has to know, and no more. */
function headOf({ format, startByte, endByte }: WaveSamples): Buffer {
  const head = Buffer.alloc(12 + 8 + format.byteLength + 8);
  head.write('RIFF0000WAVEfmt ', 'latin1');
  head.writeUInt32LE(format.byteLength, 16);
  head.set(format, 20);
  head.write('data', 20 + format.byteLength, 'latin1');
  head.writeUInt32LE(Math.min(0xffff_ffff, endByte - startByte), 24 + format.byteLength);
  return head;
}

/** Slices that follow each other; the end is exclusive. */
function runsOf(slices: readonly number[]): { first: number; end: number }[] {
  const runs: { first: number; end: number }[] = [];
  for (const slice of slices) {
    const run = runs.at(-1);
    if (run?.end === slice) run.end += 1;
    else runs.push({ first: slice, end: slice + 1 });
  }
  return runs;
}
