import { idSchema } from '#shared/model/identifiers';
import { folderSize } from './folder-size';
import type { Library } from './library';

/** One session that was deleted for good. */
export type DeletedSession = { title: string; reviews: number; sizeBytes: number };

/** Deletes what is in a library's trash for good, what cannot be read included; returns what that was. */
export async function emptyTrash(
  library: Pick<Library, 'audit' | 'fileSystem' | 'index' | 'layout' | 'sessions'>,
): Promise<DeletedSession[]> {
  const { audit, fileSystem, index, layout, sessions } = library;
  const readable = new Map((await index.readTrash()).map(({ session }) => [session.id, session]));
  const names = await fileSystem.readdir(layout.trash);
  const unreadable = names.filter((name) => idSchema.safeParse(name).success && !readable.has(name));
  const deleted: DeletedSession[] = [];
  for (const sessionId of [...readable.keys(), ...unreadable]) {
    const sizeBytes = await folderSize(fileSystem, layout.trashedSession(sessionId).root);
    const {
      title = 'A session whose file could not be read',
      reviews = [],
      addedAt,
    } = readable.get(sessionId) ?? {};
    // Before it is gone, so that nothing is ever gone without a record.
    await audit.recordDeletion({
      sessionId,
      ...(addedAt !== undefined && { addedAt }),
      reviews: reviews.length,
      sizeBytes,
    });
    await sessions.deleteTrashed(sessionId);
    deleted.push({ title, reviews: reviews.length, sizeBytes });
  }
  return deleted;
}
