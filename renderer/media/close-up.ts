import { pieceAt } from '#shared/excerpts/recording-pieces';
import { PEAK_COLUMNS_PER_SECOND } from '#shared/formats/peaks-file';
import type { CloseUpAnswer, CloseUpRequest } from './close-up-worker';
import type { RecordingSource } from './recording-source';
import type { Viewport } from './timeline/viewport';
import type { WavePicture } from './timeline/wave-picture';

/** From this many pixels a stored column on, its surroundings are decoded anew. */
const WIDE_COLUMN_PX = 2;

/** No recording has more samples than this to show. */
const MOST_COLUMNS_PER_SECOND = 65_536;

export type CloseUpNeed = { fromMs: number; toMs: number; columnsPerSecond: number };

/** What should be decoded for a view: what is in it and as much on either side; `undefined` where the stored columns do. */
export function closeUpNeed(
  { startMs, msPerPx, widthPx }: Viewport,
  durationMs: number,
): CloseUpNeed | undefined {
  if (msPerPx * WIDE_COLUMN_PX * PEAK_COLUMNS_PER_SECOND > 1_000) return undefined;
  const spanMs = msPerPx * widthPx;
  // In powers of two: small steps of the zoom need nothing new.
  const columnsPerSecond = 2 ** Math.ceil(Math.log2(1_000 / msPerPx));
  return {
    fromMs: Math.max(0, Math.floor(startMs - spanMs)),
    toMs: Math.min(durationMs, Math.ceil(startMs + 2 * spanMs)),
    columnsPerSecond: Math.min(MOST_COLUMNS_PER_SECOND, columnsPerSecond),
  };
}

/** Whether a picture shows all that is in view, and as finely as is needed. */
export function showsAll(
  picture: WavePicture,
  viewport: Viewport,
  need: CloseUpNeed,
  durationMs: number,
): boolean {
  const endMs = picture.startMs + (picture.values.length / 2 / picture.columnsPerSecond) * 1_000;
  const viewEndMs = Math.min(durationMs, viewport.startMs + viewport.msPerPx * viewport.widthPx);
  return (
    picture.columnsPerSecond === need.columnsPerSecond &&
    picture.startMs <= viewport.startMs &&
    endMs >= viewEndMs - 1
  );
}

/** Decodes short stretches of a recording finely, in a worker of its own; the newest request is the one that counts. */
export class CloseUps {
  #worker: Worker | undefined;
  #lastId = 0;
  #asked: CloseUpNeed | undefined;

  constructor(
    private readonly source: RecordingSource,
    private readonly onPicture: (picture: WavePicture) => void,
  ) {}

  /** Asks for a stretch; where it lies in several files, for the part in the file of its middle. */
  ask(need: CloseUpNeed): void {
    if (this.#asked && isSameNeed(this.#asked, need)) return;
    const piece = pieceAt(this.source.pieces, (need.fromMs + need.toMs) / 2);
    if (!piece) return;
    this.#asked = need;
    this.#worker ??= this.#start();
    this.#lastId += 1;
    const request: CloseUpRequest = {
      id: this.#lastId,
      url: new URL(piece.url, window.location.href).href,
      originMs: piece.startMs - piece.leadMs,
      ...need,
    };
    this.#worker.postMessage(request);
  }

  close(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  #start(): Worker {
    const worker = new Worker(new URL('./close-up-worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<CloseUpAnswer>) => {
      // What cannot be decoded stays as the stored columns show it.
      if (data.id !== this.#lastId || !data.values || !this.#asked) return;
      const { fromMs, columnsPerSecond } = this.#asked;
      this.onPicture({ startMs: fromMs, columnsPerSecond, values: data.values });
    };
    return worker;
  }
}

function isSameNeed(a: CloseUpNeed, b: CloseUpNeed): boolean {
  return a.fromMs === b.fromMs && a.toMs === b.toMs && a.columnsPerSecond === b.columnsPerSecond;
}
