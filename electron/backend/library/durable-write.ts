import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { UserError } from '../user-error';
import { errorCodeOf, type FileSystem } from './file-system';

/** Codes with which Windows answers while a virus scanner or an indexer holds the file for a moment. */
const BUSY_CODES = new Set(['EBUSY', 'EPERM', 'EACCES']);
const RENAME_RETRY_DELAYS_MS = [10, 30, 100, 300, 1_000];

let temporaryFileCount = 0;

/**
 * Replaces a file in one step: after a crash at any moment the path holds either the old content or the new, never a
 * part. When it resolves, the new content is on the disk.
 *
 * @param keepBackup - whether the content before is kept beside it as `<name>.bak`
 * @param mode - who may read and write a new file; it has this mode from the moment it is there
 * @throws UserError `storage` that names the file and the reason, when the disk is full or not writable
 */
export async function writeDurably(
  fileSystem: FileSystem,
  path: string,
  content: string | Uint8Array,
  { keepBackup, mode = 0o666 }: { keepBackup: boolean; mode?: number },
): Promise<void> {
  temporaryFileCount += 1;
  const temporaryPath = `${path}.${process.pid}-${temporaryFileCount}.tmp`;
  try {
    const file = await fileSystem.open(temporaryPath, 'wx', mode);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    if (keepBackup) await keepAsBackup(fileSystem, path);
    await renameWithRetry(fileSystem, temporaryPath, path);
    await syncFolder(fileSystem, dirname(path));
  } catch (error) {
    await fileSystem.rm(temporaryPath, { force: true }).catch(() => {});
    throw storageError(error, path);
  }
}

/** Renames, trying again for about a second and a half while the target is busy. */
export async function renameWithRetry(fileSystem: FileSystem, from: string, to: string): Promise<void> {
  for (const delayMs of RENAME_RETRY_DELAYS_MS) {
    try {
      return await fileSystem.rename(from, to);
    } catch (error) {
      if (!BUSY_CODES.has(errorCodeOf(error) ?? '')) throw error;
      await pause(delayMs);
    }
  }
  await fileSystem.rename(from, to);
}

/** Makes a rename or a new file in a folder survive a power cut. Windows has no such call and needs none. */
export async function syncFolder(fileSystem: FileSystem, folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await fileSystem.open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Turns an error of the disk into one for the user; a `UserError` passes through. */
export function storageError(error: unknown, path: string): Error {
  if (error instanceof UserError) return error;
  const name = basename(path);
  switch (errorCodeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new UserError(
        'storage',
        `The disk is full: “${name}” could not be saved. Free some space; what was saved before is safe.`,
        { cause: error },
      );
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return new UserError(
        'storage',
        `“${name}” could not be saved because its folder cannot be written to: ${dirname(path)}.`,
        { cause: error },
      );
    default:
      return error instanceof Error ? error : new Error(String(error));
  }
}

/**
 * A hard link, so that the file itself is in its place at every moment; a copy where the disk has no links
 * (exFAT, some network drives).
 */
async function keepAsBackup(fileSystem: FileSystem, path: string): Promise<void> {
  const staged = join(dirname(path), `${basename(path)}.${process.pid}-${temporaryFileCount}.bak.tmp`);
  try {
    try {
      await fileSystem.link(path, staged);
    } catch (error) {
      if (errorCodeOf(error) === 'ENOENT') return;
      await fileSystem.copyFile(path, staged);
    }
    await renameWithRetry(fileSystem, staged, `${path}.bak`);
  } finally {
    await fileSystem.rm(staged, { force: true }).catch(() => {});
  }
}
