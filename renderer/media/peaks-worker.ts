import {
  ADTS,
  AudioSampleSink,
  FLAC,
  Input,
  MATROSKA,
  MP3,
  MP4,
  OGG,
  QTFF,
  UrlSource,
  WAVE,
  WEBM,
} from 'mediabunny';
import { PEAK_COLUMNS_PER_SECOND } from '#shared/formats/peaks-file';

/** The files that hold the recording or stretches of it, and where they lie on its time line. */
export type PeaksRequest = { pieces: readonly PeaksPiece[]; durationMs: number };
export type PeaksPiece = { url: string; startMs: number; endMs: number; leadMs: number };
export type PeaksMessage =
  /** All values so far; columns that are still to come are 0. */
  | { type: 'progress'; values: Int16Array; doneColumns: number }
  | { type: 'done'; values: Int16Array }
  | { type: 'failed'; message: string };

/** Often enough to see it grow, seldom enough to leave the page alone. */
const PROGRESS_EVERY_MS = 400;

const scope = self as unknown as {
  onmessage: ((event: MessageEvent<PeaksRequest>) => void) | null;
  postMessage(message: PeaksMessage, transfer?: Transferable[]): void;
};

scope.onmessage = ({ data }) => {
  computePeaks(data).catch((error: unknown) => {
    scope.postMessage({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  });
};

/** Decodes what is here of the recording in order and keeps the lowest and highest sample of each column. */
async function computePeaks({ pieces, durationMs }: PeaksRequest): Promise<void> {
  const columns = Math.max(1, Math.ceil((durationMs / 1_000) * PEAK_COLUMNS_PER_SECOND));
  const values = new Int16Array(columns * 2);
  for (const piece of pieces) await addPiece(piece, values);
  scope.postMessage({ type: 'done', values }, [values.buffer]);
}

let lastReport = performance.now();

/** Adds the first audio track of a file at its place. */
async function addPiece({ url, startMs, endMs, leadMs }: PeaksPiece, values: Int16Array): Promise<void> {
  const originSeconds = (startMs - leadMs) / 1_000;
  const heard = { from: columnAt(startMs), to: Math.min(values.length / 2, columnAt(endMs)) };
  const input = new Input({
    // Not ALL_FORMATS: it holds play lists, which name other addresses.
    formats: [MP4, QTFF, MATROSKA, WEBM, WAVE, OGG, MP3, FLAC, ADTS],
    source: new UrlSource(url),
  });
  try {
    const track = await input.getPrimaryAudioTrack();
    if (!track) throw new Error('The recording has no sound');
    let samples = new Float32Array(0);
    for await (const sample of new AudioSampleSink(track).samples()) {
      const { numberOfFrames, numberOfChannels, sampleRate } = sample;
      const timestamp = sample.timestamp + originSeconds;
      if (samples.length < numberOfFrames) samples = new Float32Array(numberOfFrames);
      for (let channel = 0; channel < numberOfChannels; channel += 1) {
        sample.copyTo(samples, { planeIndex: channel, format: 'f32-planar' });
        reduce(samples, numberOfFrames, sampleRate, timestamp, values, heard);
      }
      sample.close();
      if (performance.now() - lastReport > PROGRESS_EVERY_MS) {
        lastReport = performance.now();
        const doneColumns = Math.min(heard.to, Math.max(0, Math.floor(timestamp * PEAK_COLUMNS_PER_SECOND)));
        scope.postMessage({ type: 'progress', values: values.slice(), doneColumns });
      }
    }
  } finally {
    input.dispose();
  }
}

function columnAt(ms: number): number {
  return Math.ceil((ms / 1_000) * PEAK_COLUMNS_PER_SECOND);
}

function reduce(
  samples: Float32Array,
  frames: number,
  sampleRate: number,
  timestamp: number,
  values: Int16Array,
  heard: { from: number; to: number },
): void {
  const columnsPerFrame = PEAK_COLUMNS_PER_SECOND / sampleRate;
  const firstColumn = timestamp * PEAK_COLUMNS_PER_SECOND;
  let frame = 0;
  while (frame < frames) {
    const column = Math.floor(firstColumn + frame * columnsPerFrame + 1e-6);
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
    // Files hold, and codecs deliver, a little before the start and after the end; that is not part of it.
    if (column < heard.from || column >= heard.to) continue;
    const index = column * 2;
    values[index] = Math.min(values[index] as number, Math.max(-32_768, Math.round(lowest * 32_767)));
    values[index + 1] = Math.max(values[index + 1] as number, Math.min(32_767, Math.round(highest * 32_767)));
  }
}
