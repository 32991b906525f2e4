import { createHash } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import { formatByteSize } from '#shared/formats/byte-size';
import type { FileSystem } from '../../library/file-system';
import { UserError } from '../../user-error';
import { DRIVE_LIMIT_MS, withinDriveLimit } from '../examining/slow-drive';
import { describeReadProblem, isDiskFull } from './file-problem';

/** Bytes read from a file at a time: large enough that the disk, not the calls, sets the speed. */
const READ_BYTES = 1024 * 1024;

export type ReceiveOptions = {
  fileSystem: Pick<FileSystem, 'open'>;
  signal: AbortSignal;
  /** Called for every piece with the number of its bytes. */
  onBytes(bytes: number): void;
};

export type ReceivedBytes = { sizeBytes: number; sha256: string };

/** Thrown when a source delivers more or fewer bytes than were announced. */
export class SizeMismatchError extends Error {
  override name = 'SizeMismatchError';
}

/** Thrown when the sender of an upload went away. */
export class UploadAbortedError extends Error {
  override name = 'UploadAbortedError';
}

/**
 * Writes what a source delivers to a new file, hashing it on the way; when it resolves, the file is on the disk.
 * Memory stays at one piece however long the source is. What was written of a file that fails is left for the caller,
 * who removes its folder.
 *
 * @param announcedBytes - the number of bytes that the source must deliver
 * @throws SizeMismatchError as soon as there are more, or at the end when there are fewer
 */
export async function receiveFile(
  source: AsyncIterable<Uint8Array>,
  targetPath: string,
  announcedBytes: number,
  { fileSystem, signal, onBytes }: ReceiveOptions,
): Promise<ReceivedBytes> {
  const target = await fileSystem.open(targetPath, 'wx');
  try {
    const received = await hashBytes(source, announcedBytes, {
      signal,
      onBytes,
      keep: (piece) => target.writeFile(piece),
    });
    await target.sync();
    return received;
  } finally {
    await target.close();
  }
}

/** Hashes what a source delivers without keeping it; the rest is as with `receiveFile`. */
export async function hashBytes(
  source: AsyncIterable<Uint8Array>,
  announcedBytes: number,
  {
    signal,
    onBytes,
    keep,
  }: Pick<ReceiveOptions, 'signal' | 'onBytes'> & { keep?: (piece: Uint8Array) => Promise<void> },
): Promise<ReceivedBytes> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const piece of source) {
    signal.throwIfAborted();
    sizeBytes += piece.byteLength;
    if (sizeBytes > announcedBytes) throw new SizeMismatchError('There are more bytes than were announced');
    hash.update(piece);
    await keep?.(piece);
    onBytes(piece.byteLength);
  }
  signal.throwIfAborted();
  if (sizeBytes < announcedBytes) throw new SizeMismatchError('There are fewer bytes than were announced');
  return { sizeBytes, sha256: hash.digest('hex') };
}

/**
 * The bytes of a file, in pieces. Problems of reading it become errors for the user, and so does a drive that does not
 * answer within the limit.
 */
export async function* readFilePieces(
  path: string,
  fileName: string,
  fileSystem: Pick<FileSystem, 'open'>,
  limitMs = DRIVE_LIMIT_MS,
): AsyncGenerator<Uint8Array, void> {
  try {
    const handle = await withinDriveLimit(fileSystem.open(path, 'r'), fileName, limitMs);
    try {
      while (true) {
        const reading = handle.read(Buffer.allocUnsafe(READ_BYTES), 0, READ_BYTES);
        const { bytesRead, buffer } = await withinDriveLimit(reading, fileName, limitMs);
        if (bytesRead === 0) return;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      // Closing waits for what is still being read, which of a drive that does not answer is for ever.
      await withinDriveLimit(handle.close(), fileName, limitMs).catch(() => {});
    }
  } catch (error) {
    throw describeReadProblem(error, fileName);
  }
}

/**
 * The bytes of a request's body, in pieces; an `UploadAbortedError` where the connection breaks. Ends the body when the
 * reading stops early or one of the signals aborts, so that the sender is not left waiting; a silent sender would
 * otherwise hold a cancelled transfer open.
 */
export async function* readBodyPieces(
  body: ReadableStream<Uint8Array> | null,
  signals: readonly AbortSignal[],
): AsyncGenerator<Uint8Array, void> {
  if (body === null) return;
  const reader = body.getReader();
  const stop = () => {
    reader.cancel().catch(() => {});
  };
  // Not `AbortSignal.any`: a request's own signal was seen not to reach the combined one.
  for (const signal of signals) signal.addEventListener('abort', stop, { once: true });
  try {
    while (signals.every((signal) => !signal.aborted)) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw new UploadAbortedError('The connection ended', { cause: error });
      });
      if (done) return;
      yield value;
    }
  } finally {
    for (const signal of signals) signal.removeEventListener('abort', stop);
    stop();
  }
}

/**
 * Refuses early what will not fit, so that nobody waits for a copy that must fail. Disks that cannot say how much is
 * free are tried.
 *
 * @throws UserError `storage`
 */
export async function assertRoomFor(fileName: string, sizeBytes: number, folder: string): Promise<void> {
  const free = await freeBytes(folder);
  if (free !== undefined && free < sizeBytes) throw diskFullError(fileName, sizeBytes, free);
}

/** Turns the error of a full disk into one for the user; others pass through. */
export async function describeStoreProblem(
  error: unknown,
  fileName: string,
  sizeBytes: number,
  folder: string,
): Promise<unknown> {
  if (!isDiskFull(error)) return error;
  return diskFullError(fileName, sizeBytes, await freeBytes(folder), error);
}

/** There is no room for a file that is taken in, or for a copy of it. */
export class DiskFullError extends UserError {}

/** Of a copy for a recording that is in the library already: nothing is to be added again. */
export function noRoomForCopy(fileName: string, cause: DiskFullError): UserError {
  return new UserError(
    'storage',
    `The disk is full: no copy of “${fileName}” was made. Free some space, then open its session again; the recording and your reviews are as they were.`,
    { cause },
  );
}

function diskFullError(
  fileName: string,
  sizeBytes: number,
  free: number | undefined,
  cause?: unknown,
): DiskFullError {
  const available = free === undefined ? '' : `, ${formatByteSize(free)} are free`;
  return new DiskFullError(
    'storage',
    `The disk is full: “${fileName}” needs ${formatByteSize(sizeBytes)}${available}. Nothing was stored; free some space, then add it again.`,
    { cause },
  );
}

async function freeBytes(folder: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}
