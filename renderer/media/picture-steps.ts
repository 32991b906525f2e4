import { pieceAt } from '#shared/excerpts/recording-pieces';
import type { PictureStepAnswer, PictureStepRequest } from './picture-steps-worker';
import type { RecordingSource } from './recording-source';

/** Finds the next and the previous picture of a video by its packets: pictures may last differently long. */
export class PictureSteps {
  #worker: Worker | undefined;
  #lastId = 0;
  readonly #waiting = new Map<number, (seconds: number | undefined) => void>();

  constructor(private readonly source: RecordingSource) {}

  /** The time in the recording at which the neighbouring picture is surely shown, in milliseconds; `undefined` at the end. */
  async neighbourOf(positionMs: number, direction: -1 | 1): Promise<number | undefined> {
    const piece = pieceAt(this.source.pieces, positionMs);
    if (!piece) return undefined;
    const originMs = piece.startMs - piece.leadMs;
    this.#lastId += 1;
    const request: PictureStepRequest = {
      id: this.#lastId,
      url: new URL(piece.url, window.location.href).href,
      seconds: Math.max(0, (positionMs - originMs) / 1_000),
      direction,
    };
    const answer = new Promise<number | undefined>((resolve) => {
      this.#waiting.set(request.id, resolve);
    });
    this.#worker ??= this.#start();
    this.#worker.postMessage(request);
    const seconds = await answer;
    if (seconds === undefined) return undefined;
    const ms = seconds * 1_000 + originMs;
    return ms >= piece.startMs && ms < piece.endMs ? ms : undefined;
  }

  close(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    for (const resolve of this.#waiting.values()) resolve(undefined);
    this.#waiting.clear();
  }

  #start(): Worker {
    const worker = new Worker(new URL('./picture-steps-worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<PictureStepAnswer>) => {
      this.#waiting.get(data.id)?.(data.seconds);
      this.#waiting.delete(data.id);
    };
    return worker;
  }
}
