import { idSchema } from '#shared/model/identifiers';
import { removesWords } from '#shared/model/session';
import { UserError } from '../user-error';
import { folderSize } from './folder-size';
import type { Library } from './library';

/** One session that was deleted for good. */
export type DeletedSession = { title: string; reviews: number; sizeBytes: number };

/** Deletes what is in a library's trash for good, what cannot be read included; returns what that was. */
export async function emptyTrash(
  library: Pick<Library, 'audit' | 'backups' | 'fileSystem' | 'index' | 'layout' | 'sessions'>,
): Promise<DeletedSession[]> {
  const { audit, backups, fileSystem, index, layout, sessions } = library;
  const readable = new Map((await index.readTrash()).map(({ session }) => [session.id, session]));
  const names = await fileSystem.readdir(layout.trash);
  const unreadable = names.filter((name) => idSchema.safeParse(name).success && !readable.has(name));
  const deleted: DeletedSession[] = [];
  for (const sessionId of [...readable.keys(), ...unreadable]) {
    const folder = layout.trashedSession(sessionId);
    const sizeBytes = await folderSize(fileSystem, folder.root);
    const {
      title = 'A session whose file could not be read',
      reviews = [],
      addedAt,
      lastDeletion,
    } = readable.get(sessionId) ?? {};
    const deletion = {
      sessionId,
      ...(addedAt !== undefined && { addedAt }),
      ...(lastDeletion &&
        removesWords(lastDeletion) && {
          wordsDeleted: { at: lastDeletion.at, reason: lastDeletion.reason },
        }),
      reviews: reviews.length,
      sizeBytes,
    };
    // Before it is gone, so that nothing is ever gone without a record.
    await audit.recordDeletion(deletion).catch(async (error: unknown) => {
      if (!(error instanceof UserError && error.code === 'storage')) throw error;
      // On a full disk the recording makes the room for the record; until that is written, the session stays.
      await fileSystem.rm(folder.recording, { recursive: true, force: true });
      await audit.recordDeletion(deletion);
    });
    // Nobody is told that it is gone for good while a backup still holds it.
    const isForgotten = await backups.forgetSession(sessionId).then(
      () => true,
      () => false,
    );
    await sessions.deleteTrashed(sessionId);
    // On a full disk the deleting itself makes the room that this needs.
    if (!isForgotten) await backups.forgetSession(sessionId);
    deleted.push({ title, reviews: reviews.length, sizeBytes });
  }
  return deleted;
}
