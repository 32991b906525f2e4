import { type FileHandle, open, stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { AskDrive } from '../../library/outside-files';
import { UserError } from '../../user-error';
import { parseRange, resolveRange } from './byte-range';

/** Bytes read from disk at a time, and so about all the memory that one answer holds, however large the file. */
const CHUNK_BYTES = 256 * 1024;

/**
 * Between two chunks for a player. It asks for all that follows a place, keeps two megabytes and drops the answer at the
 * next seek: sent as fast as it goes, what nobody hears takes the processor from the seek after it, which then takes
 * twice as long. These are still 32 MB a second, more than any recording needs.
 */
const PLAYER_PAUSE_MS = 8;

/**
 * What the tables of four hours take, with those of a picture. They lie at the end of most MP4s, and nothing plays before
 * all of them were read.
 */
const MOST_TABLE_BYTES = 4 << 20;

/** A file that answers a request. Which file it is has been decided, and is safe to hand out, before it comes here. */
export type ServedFile = {
  path: string;
  contentType: string;
  /** What changes when the content does, without quotes; the file's size and time of change where it is absent. */
  version?: string;
  cacheControl?: string;
  contentDisposition?: string;
  /** Refuses to answer with a file of another size: what lies there is not what was meant. */
  expectedSizeBytes?: number;
  /** Whether a player reads it: what it asks for without an end is sent at a measured pace. */
  isPlayed?: boolean;
  /** For a file on a drive that may not answer. */
  askDrive?: AskDrive;
};

/**
 * Answers a GET or HEAD request with a file: 200, 206 for one byte range, 304, 405, 416. The body is read from disk as
 * fast as it is consumed; the file is opened with the first read and closed at the end, on an error and on cancel.
 *
 * @returns `undefined` when there is no such file, or not one of the expected size
 */
export async function respondWithFile(request: Request, file: ServedFile): Promise<Response | undefined> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return new Response('Only GET and HEAD are answered here.\n', {
      status: 405,
      headers: { Allow: 'GET, HEAD', 'Content-Type': 'text/plain; charset=utf-8' },
    });
  }
  const { askDrive = askAtOnce } = file;
  const found = await askDrive(() => stat(file.path)).catch(forgiveMissing);
  if (!found?.isFile()) return undefined;
  if (file.expectedSizeBytes !== undefined && found.size !== file.expectedSizeBytes) return undefined;

  const sizeBytes = found.size;
  const etag = `"${file.version ?? `${sizeBytes.toString(36)}-${Math.trunc(found.mtimeMs).toString(36)}`}"`;
  const headers = new Headers({
    'Accept-Ranges': 'bytes',
    'Cache-Control': file.cacheControl ?? 'no-cache',
    ETag: etag,
    'X-Content-Type-Options': 'nosniff',
  });
  if (matchesNone(request.headers.get('If-None-Match'), etag)) {
    return new Response(null, { status: 304, headers });
  }
  headers.set('Content-Type', file.contentType);
  if (file.contentDisposition !== undefined) headers.set('Content-Disposition', file.contentDisposition);

  // Ranges are defined for GET only (RFC 9110, 14.2), and an If-Range that fails asks for the whole file.
  const ifRange = request.headers.get('If-Range');
  const rangeCounts = request.method === 'GET' && (ifRange === null || ifRange.trim() === etag);
  const asked = rangeCounts ? request.headers.get('Range') : undefined;
  const range = resolveRange(asked, sizeBytes);
  const pauseMs = file.isPlayed ? playerPauseMs(file.contentType, asked, sizeBytes) : 0;
  switch (range.type) {
    case 'unsatisfiable':
      headers.set('Content-Range', `bytes */${sizeBytes}`);
      headers.set('Content-Length', '0');
      return new Response(null, { status: 416, headers });
    case 'whole':
      headers.set('Content-Length', String(sizeBytes));
      return new Response(
        request.method === 'HEAD' ? null : streamFile(file.path, 0, sizeBytes, { pauseMs, askDrive }),
        {
          status: 200,
          headers,
        },
      );
    case 'part':
      headers.set('Content-Length', String(range.endByte - range.startByte));
      headers.set('Content-Range', `bytes ${range.startByte}-${range.endByte - 1}/${sizeBytes}`);
      return new Response(streamFile(file.path, range.startByte, range.endByte, { pauseMs, askDrive }), {
        status: 206,
        headers,
      });
  }
}

/**
 * How long to wait between two chunks for a player.
 *
 * @param asked - the `Range` header
 */
export function playerPauseMs(
  contentType: string,
  asked: string | null | undefined,
  sizeBytes: number,
): number {
  const range = parseRange(asked);
  // Whoever names an end needs all of it, such as what draws the waveform.
  if (range?.type === 'bounded') return 0;
  const startByte = range?.type === 'open-ended' ? range.firstByte : 0;
  const isTables = contentType.endsWith('/mp4') && startByte > 0 && sizeBytes - startByte <= MOST_TABLE_BYTES;
  return isTables ? 0 : PLAYER_PAUSE_MS;
}

export type StreamOptions = {
  openFile?: (path: string) => Promise<FileHandle>;
  /** The least time from one chunk to the next. */
  pauseMs?: number;
  askDrive?: AskDrive;
};

/**
 * Streams the bytes of a file from `startByte` (inclusive) to `endByte` (exclusive). Fails when the file is shorter,
 * since the answer's length has been promised by then, and where the drive does not answer.
 *
 * Not `Readable.toWeb`: it can close twice when it is aborted (nodejs/node#54205).
 */
export function streamFile(
  path: string,
  startByte: number,
  endByte: number,
  { openFile = openForReading, pauseMs = 0, askDrive = askAtOnce }: StreamOptions = {},
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let handle: FileHandle | undefined;
  let position = startByte;
  let cancelled = false;
  let hasEnded = false;
  let nextAtMs = 0;

  async function release(): Promise<void> {
    const closing = handle;
    handle = undefined;
    await closing?.close();
  }

  /** What comes of opening after the answer has ended is closed again. */
  async function openOrClose(): Promise<FileHandle> {
    const opened = await openFile(path);
    if (!hasEnded) return opened;
    await opened.close();
    throw new Error('The answer has ended');
  }

  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        try {
          if (position < endByte) {
            const waitMs = nextAtMs - performance.now();
            if (waitMs > 0) await delay(waitMs);
            if (cancelled) return;
            nextAtMs = performance.now() + pauseMs;
            handle ??= await askDrive(openOrClose);
            // A cancel that came while the file was being opened found nothing to close.
            if (cancelled) return await release();
            const reading = handle;
            const chunk = new Uint8Array(Math.min(CHUNK_BYTES, endByte - position));
            const { bytesRead } = await askDrive(() => reading.read(chunk, 0, chunk.byteLength, position));
            if (cancelled) return;
            if (bytesRead === 0) throw new Error('The file became shorter while it was read');
            position += bytesRead;
            controller.enqueue(bytesRead === chunk.byteLength ? chunk : chunk.subarray(0, bytesRead));
          }
          if (position >= endByte) {
            await release();
            if (!cancelled) controller.close();
          }
        } catch (error) {
          hasEnded = true;
          const closing = release().catch(() => {});
          // Closing waits for what is still being read, which of a drive that does not answer is for ever.
          if (!(error instanceof UserError)) await closing;
          if (!cancelled) controller.error(error);
        }
      },
      async cancel() {
        cancelled = true;
        await release();
      },
    },
    { highWaterMark: 0 },
  );
}

function askAtOnce<Result>(operation: () => Promise<Result>): Promise<Result> {
  return operation();
}

function openForReading(path: string): Promise<FileHandle> {
  return open(path, 'r');
}

/** Whether an `If-None-Match` header names the version: weak comparison (RFC 9110, 13.1.2). */
function matchesNone(header: string | null, etag: string): boolean {
  if (header === null) return false;
  if (header.trim() === '*') return true;
  return header.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === etag);
}

function forgiveMissing(error: NodeJS.ErrnoException): undefined {
  if (
    error.code === 'ENOENT' ||
    error.code === 'ENOTDIR' ||
    error.code === 'ENAMETOOLONG' ||
    error.code === 'ELOOP'
  )
    return undefined;
  throw error;
}
