import { UserError } from '../user-error';
import { type FileSystem, ifMissing } from './file-system';
import { lockFolder, readHolder } from './folder-lock';
import type { LibraryLayout } from './layout';
import { describeHolder } from './lock-holder';
import { readOnlyFileSystem } from './read-only-file-system';

export type LibraryAccess = { fileSystem: FileSystem; unlock: () => Promise<void> };

/**
 * Makes a library's folders where they are missing, takes it for this process alone, and empties what holds files on
 * their way.
 *
 * @throws LibraryTakenError when another process has it
 */
export async function openForChanging(
  fileSystem: FileSystem,
  layout: LibraryLayout,
  now: () => Date,
): Promise<LibraryAccess> {
  for (const folder of [layout.root, layout.sessions, layout.trash, layout.frameworks]) {
    await fileSystem.mkdir(folder, { recursive: true });
  }
  const unlock = await lockFolder(fileSystem, layout.lock, now);
  try {
    for (const folder of [layout.incoming, layout.outgoing]) {
      await fileSystem.rm(folder, { recursive: true, force: true });
      await fileSystem.mkdir(folder, { recursive: true });
    }
    return { fileSystem, unlock };
  } catch (error) {
    await unlock();
    throw error;
  }
}

/**
 * Opens a library beside whoever has it: takes no lock and writes nothing.
 *
 * @throws UserError `not-found` where there is no library
 */
export async function openForReading(fileSystem: FileSystem, layout: LibraryLayout): Promise<LibraryAccess> {
  const isThere = await fileSystem
    .stat(layout.sessions)
    .then((found) => found.isDirectory(), ifMissing(false));
  if (!isThere) {
    throw new UserError('not-found', `There is no library to read in this folder: ${layout.root}.`);
  }
  const holder = await readHolder(fileSystem, layout.lock);
  const reason = holder
    ? `This library is open for reading only, since ${describeHolder(holder)} has it.`
    : 'This library was opened for reading only.';
  return { fileSystem: readOnlyFileSystem(fileSystem, reason), unlock: async () => {} };
}
