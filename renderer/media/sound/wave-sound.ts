import type { RangeReader } from './range-reader';
import { releaseMemory } from './release-memory';
import type { PlainSound } from './sound-slicer';

const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;

/** Uncompressed sound: its samples are read as they are. `undefined` for a form that is not usual. */
export async function openWave(reader: RangeReader): Promise<PlainSound | undefined> {
  const format = await readFormat(reader);
  if (!format) return undefined;
  const { frameBytes, sampleRateHz, dataByte, dataBytes, lowestAndHighest } = format;
  const frames = Math.floor(dataBytes / frameBytes);
  return {
    async columns({ fromSeconds, columns, columnsPerSecond }) {
      const framesPerColumn = sampleRateHz / columnsPerSecond;
      const values = new Int16Array(columns * 2);
      const firstFrame = fromSeconds * sampleRateHz;
      const frameAt = (column: number) =>
        Math.max(0, Math.min(frames, Math.ceil(firstFrame + column * framesPerColumn - 1e-6)));
      const start = frameAt(0);
      const bytes = await reader.read(
        dataByte + start * frameBytes,
        dataByte + frameAt(columns) * frameBytes,
      );
      for (let column = 0; column < columns; column += 1) {
        const from = (frameAt(column) - start) * frameBytes;
        lowestAndHighest(bytes, from, (frameAt(column + 1) - start) * frameBytes, values, column * 2);
      }
      releaseMemory(bytes);
      return values;
    },
  };
}

type Reduce = (bytes: Uint8Array, from: number, to: number, values: Int16Array, at: number) => void;

type WaveFormat = {
  frameBytes: number;
  sampleRateHz: number;
  dataByte: number;
  dataBytes: number;
  lowestAndHighest: Reduce;
};

async function readFormat(reader: RangeReader): Promise<WaveFormat | undefined> {
  let position = 12;
  let format: Omit<WaveFormat, 'dataByte' | 'dataBytes'> | undefined;
  for (let part = 0; part < 1_000 && position + 8 <= reader.sizeBytes; part += 1) {
    const head = await reader.read(position, position + 8 + 40);
    const view = new DataView(head.buffer);
    const type = String.fromCharCode(...head.subarray(0, 4));
    const bytes = view.getUint32(4, true);
    if (type === 'fmt ' && head.byteLength >= 24) format = describe(view);
    if (type === 'data') {
      const dataByte = position + 8;
      return format && { ...format, dataByte, dataBytes: Math.min(bytes, reader.sizeBytes - dataByte) };
    }
    position += 8 + bytes + (bytes % 2);
  }
  return undefined;
}

function describe(view: DataView): Omit<WaveFormat, 'dataByte' | 'dataBytes'> | undefined {
  const stated = view.getUint16(8, true);
  const kind = stated === EXTENSIBLE && view.byteLength >= 34 ? view.getUint16(32, true) : stated;
  const sampleRateHz = view.getUint32(12, true);
  const frameBytes = view.getUint16(20, true);
  const bits = view.getUint16(22, true);
  const lowestAndHighest = REDUCE[`${kind} ${bits}`];
  if (!lowestAndHighest || sampleRateHz === 0 || frameBytes === 0 || frameBytes % (bits / 8) !== 0)
    return undefined;
  return { frameBytes, sampleRateHz, lowestAndHighest };
}

const REDUCE: Readonly<Record<string, Reduce>> = {
  [`${PCM} 8`]: (bytes, from, to, values, at) => {
    reduce(bytes, from, to, values, at, 128, 256);
  },
  [`${PCM} 16`]: (bytes, from, to, values, at) => {
    const samples = new Int16Array(bytes.buffer, bytes.byteOffset + from, (to - from) >> 1);
    reduce(samples, 0, samples.length, values, at, 0, 1);
  },
  // The upper two of three bytes: the third is finer than the columns.
  [`${PCM} 24`]: (bytes, from, to, values, at) => {
    let lowest = 0;
    let highest = 0;
    for (let index = from + 1; index + 1 < to; index += 3) {
      const sample = (((bytes[index + 1] as number) << 24) >> 16) | (bytes[index] as number);
      if (sample < lowest) lowest = sample;
      else if (sample > highest) highest = sample;
    }
    values[at] = lowest;
    values[at + 1] = highest;
  },
  [`${PCM} 32`]: (bytes, from, to, values, at) => {
    const samples = new Int32Array(bytes.buffer, bytes.byteOffset + from, (to - from) >> 2);
    reduce(samples, 0, samples.length, values, at, 0, 1 / 65_536);
  },
  [`${FLOAT} 32`]: (bytes, from, to, values, at) => {
    const samples = new Float32Array(bytes.buffer, bytes.byteOffset + from, (to - from) >> 2);
    reduce(samples, 0, samples.length, values, at, 0, 32_767);
  },
};

function reduce(
  samples: Int16Array | Int32Array | Float32Array | Uint8Array,
  from: number,
  to: number,
  values: Int16Array,
  at: number,
  middle: number,
  scale: number,
): void {
  let lowest = middle;
  let highest = middle;
  for (let index = from; index < to; index += 1) {
    const sample = samples[index] as number;
    if (sample < lowest) lowest = sample;
    else if (sample > highest) highest = sample;
  }
  values[at] = Math.max(-32_768, Math.round((lowest - middle) * scale));
  values[at + 1] = Math.min(32_767, Math.round((highest - middle) * scale));
}
