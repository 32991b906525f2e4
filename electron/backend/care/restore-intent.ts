import { dirname, join } from 'node:path';
import { z } from 'zod';
import { backupFileSchema, backupNameSchema } from '#shared/model/backup';
import { renameWithRetry, syncFolder, writeDurably } from '../library/durable-write';
import { errorCodeOf, type FileSystem, ifMissing } from '../library/file-system';
import type { LibraryLayout } from '../library/layout';
import { UserError } from '../user-error';
import { placeFiles, readVerified } from './backup-files';
import type { SourceFile } from './backup-sources';

/** What a restore is about to do; everything it needs lies beside it. */
const intentSchema = z.object({
  schemaVersion: z.literal(1),
  /** The backup that it restores from. */
  backup: backupNameSchema,
  /** Files that take their place in the library, in this order. */
  place: z.array(backupFileSchema),
  /** Journals of reviews that go with the drafts they belonged to. */
  remove: z.array(backupFileSchema.shape.path),
});
export type RestoreIntent = z.infer<typeof intentSchema>;

/** What takes its place in the library, and what goes. */
export type RestoreChange = { place: readonly SourceFile[]; remove: readonly string[] };

/**
 * Puts everything that a restore needs beside the library and then, in one step, the intent to do it. Before that step
 * nothing was restored, after it all of it is, if need be by the next start.
 */
export async function prepareRestore(
  fileSystem: FileSystem,
  layout: LibraryLayout,
  backup: string,
  { place, remove }: RestoreChange,
): Promise<RestoreIntent> {
  await fileSystem.rm(layout.restoring, { recursive: true, force: true });
  await fileSystem.mkdir(layout.restoring, { recursive: true });
  await syncFolder(fileSystem, layout.root);
  const placed = await placeFiles(fileSystem, stagedIn(layout), place, undefined);
  const intent: RestoreIntent = { schemaVersion: 1, backup, place: placed, remove: [...remove] };
  await writeDurably(fileSystem, intentIn(layout), JSON.stringify(intent), { keepBackup: false });
  return intent;
}

/** Takes a restore back that is not to be: the intent goes first, and for good, since what it needs goes after it. */
export async function abandonRestore(fileSystem: FileSystem, layout: LibraryLayout): Promise<void> {
  await fileSystem.rm(intentIn(layout), { force: true });
  await syncFolder(fileSystem, layout.restoring).catch(ifMissing(undefined));
  await fileSystem.rm(layout.restoring, { recursive: true, force: true });
}

/** Does what an intent says; done again after a crash in the middle it leads to the same. */
export async function carryOutRestore(
  fileSystem: FileSystem,
  layout: LibraryLayout,
  intent: RestoreIntent,
): Promise<void> {
  const folders = new Set<string>();
  for (const path of intent.remove) await fileSystem.rm(join(layout.root, path), { force: true });
  for (const file of intent.place) {
    const target = join(layout.root, file.path);
    await fileSystem.mkdir(dirname(target), { recursive: true });
    try {
      await renameWithRetry(fileSystem, join(stagedIn(layout), file.path), target);
    } catch (error) {
      const isPlaced = errorCodeOf(error) === 'ENOENT' && (await readVerified(fileSystem, layout.root, file));
      if (!isPlaced) throw error;
    }
    for (let above = dirname(target); above.startsWith(layout.root); above = dirname(above)) {
      folders.add(above);
    }
  }
  for (const folder of folders) await syncFolder(fileSystem, folder);
  await abandonRestore(fileSystem, layout);
}

/**
 * Finishes a restore that was cut off, before anything of the library is read. One that had not yet come to its intent
 * is as if it had never been.
 *
 * @returns the name of the backup whose restore was finished
 */
export async function finishRestore(
  fileSystem: FileSystem,
  layout: LibraryLayout,
): Promise<string | undefined> {
  const intent = await readIntent(fileSystem, layout);
  if (fileSystem.isReadOnly) {
    if (!intent) return undefined;
    throw new UserError(
      'conflict',
      'A restore from a backup is under way in this library, or was cut off. Open the library once to change it, which finishes the restore; then it can be read.',
    );
  }
  if (intent) await carryOutRestore(fileSystem, layout, intent);
  else await fileSystem.rm(layout.restoring, { recursive: true, force: true });
  return intent?.backup;
}

async function readIntent(fileSystem: FileSystem, layout: LibraryLayout): Promise<RestoreIntent | undefined> {
  const text = await fileSystem.readFile(intentIn(layout), 'utf8').catch(ifMissing(undefined));
  if (text === undefined) return undefined;
  try {
    return intentSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new UserError(
      'storage',
      `A restore from a backup was cut off and its file cannot be read: ${intentIn(layout)}. Keep a copy of the folder “restoring”, then remove it; the backups are as they were.`,
      { cause: error },
    );
  }
}

function intentIn(layout: LibraryLayout): string {
  return join(layout.restoring, 'intent.json');
}

function stagedIn(layout: LibraryLayout): string {
  return join(layout.restoring, 'files');
}
