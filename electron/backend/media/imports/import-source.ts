import { realpath } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { looksLikePackage } from '../../exchange/package-signature';
import type { FileSystem } from '../../library/file-system';
import { UserError } from '../../user-error';
import { withinDriveLimit } from '../examining/slow-drive';
import { describeReadProblem, folderProblem } from './file-problem';
import {
  assertRoomFor,
  hashBytes,
  readBodyPieces,
  readFilePieces,
  receiveFile,
  SizeMismatchError,
  UploadAbortedError,
} from './receive-file';
import { TransferMeter, type TransferProgress } from './transfer-meter';

/** A file whose every byte has been read once. */
export type FetchedFile = {
  /** Where it lies now: staged, or, when it is linked, where it always was. */
  path: string;
  isLinked: boolean;
  sizeBytes: number;
  sha256: string;
  /** When the original was last changed, where that is known. */
  modifiedAt?: Date;
};

export type FetchContext = {
  fileName: string;
  /** The import's own staging folder; made when it is needed. */
  folder: string;
  fileSystem: FileSystem;
  signal: AbortSignal;
  nowMs(): number;
  onProgress(progress: TransferProgress): void;
  /** Called once the size is known, where it was not announced. */
  onSize(sizeBytes: number): void;
};

/**
 * Stages the body of a request.
 *
 * @throws UploadAbortedError when the connection ended before all of it was there
 */
export async function fetchFromUpload(
  request: Request,
  announcedBytes: number,
  context: FetchContext,
): Promise<FetchedFile> {
  const { signal } = context;
  const stated = request.headers.get('Content-Length');
  if (stated !== null && Number(stated) !== announcedBytes) {
    throw new SizeMismatchError('The request is of another length than was announced');
  }
  try {
    const pieces = readBodyPieces(request.body, [signal, request.signal]);
    return await stage(pieces, announcedBytes, context);
  } catch (error) {
    if (request.signal.aborted) throw new UploadAbortedError('The connection ended', { cause: error });
    throw error;
  }
}

/**
 * Stages a copy of a file, or, to link it, reads it where it is. A package is always staged: what was shown of it must
 * still be what is stored.
 */
export async function fetchFromPath(
  path: string,
  storage: 'copied' | 'linked',
  context: FetchContext,
): Promise<FetchedFile> {
  const { fileName, fileSystem, signal } = context;
  if (!isAbsolute(path)) {
    throw new UserError(
      'bad-request',
      `“${fileName}” was named without its folder. Choose or drop the file.`,
    );
  }
  const before = await statFile(path, context);
  context.onSize(before.sizeBytes);
  const pieces = readFilePieces(path, fileName, fileSystem);
  const isLinked = storage === 'linked' && !(await looksLikePackage(path, fileName));
  const fetched = isLinked
    ? {
        path: await realpath(path),
        isLinked,
        ...(await hashBytes(pieces, before.sizeBytes, { signal, onBytes: meterBytes(context) })),
      }
    : await stage(pieces, before.sizeBytes, context);
  const after = await statFile(path, context);
  if (after.sizeBytes !== before.sizeBytes || after.modifiedAt.getTime() !== before.modifiedAt.getTime()) {
    throw new SizeMismatchError('The file changed while it was read');
  }
  return { ...fetched, modifiedAt: before.modifiedAt };
}

async function stage(
  pieces: AsyncIterable<Uint8Array>,
  announcedBytes: number,
  context: FetchContext,
): Promise<FetchedFile> {
  const { fileName, folder, fileSystem, signal } = context;
  await fileSystem.mkdir(folder, { recursive: true });
  await assertRoomFor(fileName, announcedBytes, folder);
  const path = join(folder, 'file');
  const received = await receiveFile(pieces, path, announcedBytes, {
    fileSystem,
    signal,
    onBytes: meterBytes(context),
  });
  return { path, isLinked: false, ...received };
}

function meterBytes({ nowMs, onProgress }: FetchContext): (bytes: number) => void {
  const meter = new TransferMeter(nowMs, onProgress);
  return (bytes) => meter.add(bytes);
}

async function statFile(
  path: string,
  { fileName, fileSystem }: FetchContext,
): Promise<{ sizeBytes: number; modifiedAt: Date }> {
  try {
    const found = await withinDriveLimit(fileSystem.stat(path), fileName);
    if (found.isDirectory()) throw folderProblem(fileName);
    if (!found.isFile()) {
      throw new UserError(
        'bad-request',
        `“${fileName}” is a device, not a file. Choose the recording itself.`,
      );
    }
    return { sizeBytes: found.size, modifiedAt: found.mtime };
  } catch (error) {
    throw describeReadProblem(error, fileName);
  }
}
