import { createHash } from 'node:crypto';
import { dirname, join, sep } from 'node:path';
import { type BackupFile, type BackupManifest, backupManifestSchema } from '#shared/model/backup';
import { syncFolder, writeDurably } from '../library/durable-write';
import { errorCodeOf, type FileSystem } from '../library/file-system';
import { UserError } from '../user-error';
import { manifestIn } from './backup-layout';
import type { SourceFile } from './backup-sources';

export function sha256Of(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The list of a backup's files; `undefined` where it cannot be read or is of a newer version. */
export async function readManifest(
  fileSystem: FileSystem,
  folder: string,
): Promise<BackupManifest | undefined> {
  let text: string;
  try {
    text = await fileSystem.readFile(manifestIn(folder), 'utf8');
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT' || errorCodeOf(error) === 'ENOTDIR') return undefined;
    throw error;
  }
  try {
    return backupManifestSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export async function writeManifest(
  fileSystem: FileSystem,
  folder: string,
  manifest: BackupManifest,
): Promise<void> {
  await writeDurably(fileSystem, manifestIn(folder), `${JSON.stringify(manifest, null, 1)}\n`, {
    keepBackup: false,
  });
}

/** A file of a backup, if it is still what it was when it was written. */
export async function readVerified(
  fileSystem: FileSystem,
  folder: string,
  file: BackupFile,
): Promise<Uint8Array | undefined> {
  try {
    const bytes = await fileSystem.readFile(join(folder, file.path));
    return bytes.byteLength === file.sizeBytes && sha256Of(bytes) === file.sha256 ? bytes : undefined;
  } catch (error) {
    // Missing or unreadable is the same to whoever wants it back.
    if (errorCodeOf(error) !== undefined) return undefined;
    throw error;
  }
}

/**
 * As `readVerified`, but what the disk refuses to read at this moment does not pass for damaged.
 *
 * @throws UserError `storage`
 */
export async function readForRestore(
  fileSystem: FileSystem,
  folder: string,
  file: BackupFile,
): Promise<Uint8Array | undefined> {
  try {
    const bytes = await fileSystem.readFile(join(folder, file.path));
    return bytes.byteLength === file.sizeBytes && sha256Of(bytes) === file.sha256 ? bytes : undefined;
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return undefined;
    throw new UserError(
      'storage',
      `The disk refused to read “${file.path}” of the backup. Nothing was restored. Try again, or choose other sessions.`,
      { cause: error },
    );
  }
}

/** The files that are missing from a backup or are not what they were when they were written. */
export async function damagedFiles(
  fileSystem: FileSystem,
  folder: string,
  { files }: BackupManifest,
): Promise<BackupFile[]> {
  const damaged: BackupFile[] = [];
  for (const file of files) if (!(await readVerified(fileSystem, folder, file))) damaged.push(file);
  return damaged;
}

/** An earlier backup, whose files may serve the next one where they are the same. */
export type EarlierBackup = { folder: string; files: ReadonlyMap<string, BackupFile> };

/**
 * Puts files into a folder, each a true copy or, where the newest earlier backup has the very same, a hard link to that
 * one: never to a file of the library, which could then change under both names.
 */
export async function placeFiles(
  fileSystem: FileSystem,
  folder: string,
  sources: readonly SourceFile[],
  earlier: EarlierBackup | undefined,
): Promise<BackupFile[]> {
  const placed: BackupFile[] = [];
  const folders = new Set<string>();
  for (const { path, bytes } of sources) {
    const file: BackupFile = { path, sizeBytes: bytes.byteLength, sha256: sha256Of(bytes) };
    const target = join(folder, path);
    await fileSystem.mkdir(dirname(target), { recursive: true });
    for (let above = dirname(target); above.startsWith(`${folder}${sep}`); above = dirname(above)) {
      folders.add(above);
    }
    const isLinked =
      earlier?.files.get(path)?.sha256 === file.sha256 &&
      (await linkEarlier(fileSystem, join(earlier.folder, path), target)) &&
      (await readVerified(fileSystem, folder, file)) !== undefined;
    if (!isLinked) await writeCopy(fileSystem, target, bytes);
    placed.push(file);
  }
  for (const made of folders) await syncFolder(fileSystem, made);
  return placed;
}

/** @returns false where there is nothing to link to, or the disk has no links */
async function linkEarlier(fileSystem: FileSystem, from: string, to: string): Promise<boolean> {
  return fileSystem.link(from, to).then(
    () => true,
    () => false,
  );
}

async function writeCopy(fileSystem: FileSystem, target: string, bytes: Uint8Array): Promise<void> {
  // A link to what proved damaged must go first, or the damage would be written over in two backups.
  await fileSystem.rm(target, { force: true });
  const file = await fileSystem.open(target, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}
