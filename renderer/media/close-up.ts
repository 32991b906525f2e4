import { pieceAt } from '#shared/excerpts/recording-pieces';
import { PEAK_COLUMNS_PER_SECOND } from '#shared/formats/peaks-file';
import type { RecordingSource } from './recording-source';
import { StretchReader } from './stretch-reader';
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

/** Decodes short stretches of a recording finely; the newest request is the one that counts. */
export class CloseUps {
  #reader: StretchReader | undefined;
  #asked: CloseUpNeed | undefined;

  constructor(
    private readonly source: RecordingSource,
    private readonly onPicture: (picture: WavePicture) => void,
  ) {}

  /** Asks for a stretch; where it lies in several files, for the part in the file of its middle. */
  ask(need: CloseUpNeed): void {
    if (this.#asked && isSameNeed(this.#asked, need)) return;
    const { fromMs, toMs, columnsPerSecond } = need;
    const piece = pieceAt(this.source.pieces, (fromMs + toMs) / 2);
    if (!piece) return;
    this.#asked = need;
    this.#reader ??= new StretchReader();
    const row = {
      fromSeconds: (fromMs - piece.startMs + piece.leadMs) / 1_000,
      columns: Math.ceil(((toMs - fromMs) / 1_000) * columnsPerSecond),
      columnsPerSecond,
    };
    this.#reader.columns(new URL(piece.url, window.location.href).href, row).then(
      (values) => {
        if (this.#asked === need) this.onPicture({ startMs: fromMs, columnsPerSecond, values });
      },
      // What cannot be decoded, or was left meanwhile, stays as the stored columns show it.
      () => {},
    );
  }

  close(): void {
    this.#reader?.close();
    this.#reader = undefined;
    this.#asked = undefined;
  }
}

function isSameNeed(a: CloseUpNeed, b: CloseUpNeed): boolean {
  return a.fromMs === b.fromMs && a.toMs === b.toMs && a.columnsPerSecond === b.columnsPerSecond;
}
