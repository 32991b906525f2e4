import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { encodeDrawnSlice, readSliceList } from '#shared/formats/drawn-slices';
import { emptyPeaks } from '#shared/formats/peaks-file';
import type { Recording } from '#shared/model/recording';
import type { Log } from '../../backend';
import type { Ffmpeg } from '../ffmpeg/ffmpeg';
import { inMediaThread } from '../media-thread';
import { plainText } from '../serving/plain-response';
import type { PlayedFile } from '../serving/playback-store';
import type { PeaksTask } from './draw-peaks';

/** More take the processor from the page without being sooner done; two need less than 230 MB. */
const MOST_STREAMS = 2;

/** Within which ffmpeg reads a recording of any length from a slow disk, beside a quarter of its length. */
const SLOWEST_START_MS = 60_000;

export type BackendPeaksOptions = {
  ffmpeg: Pick<Ffmpeg, 'program'>;
  getRecording(sessionId: string): Promise<Recording>;
  /** The file on whose time line a session lives; `undefined` where there is no recording. */
  locatePlayed(sessionId: string): Promise<PlayedFile | undefined>;
  log: Log;
  /** As of `inMediaThread`; for tests. */
  stallMs?: number;
};

export type BackendPeaks = {
  /**
   * Answers `GET /peaks/<session>/drawing?slices=0-9,20-29` with those slices as the backend draws them
   * (shared/formats/drawn-slices); 204 where it may not or cannot draw now. A body that ends early leaves the rest to
   * whoever asked; one that is cancelled stops the drawing.
   */
  respond(sessionId: string, request: Request): Promise<Response>;
  /** Stops what is drawn of a session, or of any, and waits until nothing reads its file any more. */
  stop(sessionId?: string): Promise<void>;
};

/**
 * The peaks engine of the backend: plain WAV is read as it is, and an ffmpeg of the system decodes the rest where the user
 * allows one. The page has the other engine.
 */
export function createBackendPeaks(options: BackendPeaksOptions): BackendPeaks {
  const { ffmpeg, log } = options;
  let current: { sessionId: string; stop: AbortController; ended: Promise<void> } | undefined;

  return {
    async respond(sessionId, request) {
      const slices = readSliceList(new URL(request.url).searchParams.get('slices') ?? '');
      if (!slices) return plainText(400, 'This is no list of slices.');
      const task = await taskFor(sessionId, slices);
      // One at a time: each takes all cores. Another window draws by itself meanwhile.
      if (!task || current) return new Response(null, { status: 204 });
      const stop = new AbortController();
      const { promise, resolve } = Promise.withResolvers<void>();
      current = { sessionId, stop, ended: promise };
      return streamOf(task, AbortSignal.any([stop.signal, request.signal]), {
        onCancel: () => stop.abort(new DOMException('Nobody waits for it', 'AbortError')),
        onEnd: () => {
          current = undefined;
          resolve();
        },
      });
    },

    async stop(sessionId) {
      if (!current || (sessionId !== undefined && current.sessionId !== sessionId)) return;
      current.stop.abort(new DOMException('The recording is closed', 'AbortError'));
      await current.ended;
    },
  };

  async function taskFor(sessionId: string, slices: readonly number[]): Promise<PeaksTask | undefined> {
    const recording = await options.getRecording(sessionId);
    // Excerpts are short, and the page has them at once.
    const played = recording.storage === 'excerpts' ? undefined : await options.locatePlayed(sessionId);
    const peaks = emptyPeaks(recording.durationMs);
    const wanted = slices.filter((slice) => slice < peaks.slices.length);
    if (!played || wanted.length === 0) return undefined;
    const program = isPlainWave(recording) ? undefined : await ffmpeg.program();
    if (!program && !isPlainWave(recording)) return undefined;
    return {
      path: played.path,
      sizeBytes: (await stat(played.path)).size,
      readCount: new Int32Array(new SharedArrayBuffer(4)),
      ...(program && { program: program.path }),
      soundTrack: 0,
      slices: wanted,
      columns: peaks.values.length / 2,
      streams: Math.min(MOST_STREAMS, availableParallelism()),
      cutSeconds: cutOf(recording),
      limitMs: SLOWEST_START_MS + recording.durationMs / 4,
    };
  }

  function streamOf(
    task: PeaksTask,
    signal: AbortSignal,
    { onCancel, onEnd }: { onCancel(): void; onEnd(): void },
  ): Response {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        const isHeard = () => !signal.aborted;
        inMediaThread('peaks', task, {
          signal,
          onSlice: (drawn) => isHeard() && controller.enqueue(encodeDrawnSlice(drawn)),
          ...(options.stallMs !== undefined && { stallMs: options.stallMs }),
        })
          .catch((error: unknown) => {
            // The page draws the rest itself: nobody need be told.
            if (isHeard()) log.info('The backend drew no further', { error: String(error) });
          })
          .finally(() => {
            onEnd();
            if (isHeard()) controller.close();
            else controller.error(signal.reason);
          });
      },
      cancel: onCancel,
    });
    return new Response(body, {
      headers: { 'Content-Type': 'application/octet-stream', 'Cache-Control': 'private, no-store' },
    });
  }
}

/** Whether its samples are read as they are (draw-wave.ts). */
function isPlainWave({ container, tracks, timing }: Recording): boolean {
  const isPlayedItself = (timing?.playedFrom.type ?? 'original') === 'original';
  return container === 'wav' && isPlayedItself && tracks.every(({ codec }) => codec === 'pcm-s16');
}

/** What Chromium leaves out at the start, and a working copy of Vorbis was moved for (decision 14). */
function cutOf({ timing }: Recording): number {
  return timing?.playedFrom.type === 'copy' ? Math.max(0, -timing.playedFrom.primingMs / 1_000) : 0;
}
