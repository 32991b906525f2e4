import { join } from 'node:path';
import { backupNameSchema } from '#shared/model/backup';
import { type FileSystem, ifMissing } from '../library/file-system';
import { calendarDateHere } from '../library/local-day';

const MAKING = 'making-';
const REMOVING = 'removing-';

/** Where everything of the backups lies. Names are parsed before they come here, so no part can climb out. */
export class BackupLayout {
  /** @param root - `backups` in the library */
  constructor(readonly root: string) {}

  /** The sessions that were taken out of every backup. */
  get forgotten(): string {
    return join(this.root, 'forgotten.json');
  }

  backup(name: string): string {
    return join(this.root, backupNameSchema.parse(name));
  }

  manifest(name: string): string {
    return manifestIn(this.backup(name));
  }

  /** Where a backup is put together; it gets its name when it is complete and was read back. */
  making(name: string): string {
    return join(this.root, `${MAKING}${name}`);
  }

  /** The name a backup has while it is deleted, so that half of one is never taken for a whole. */
  removing(name: string): string {
    return join(this.root, `${REMOVING}${name}`);
  }

  /** The names of all backups, oldest first, and the folders that an earlier run left unfinished. */
  async list(fileSystem: FileSystem): Promise<{ names: string[]; leftovers: string[] }> {
    const entries = await fileSystem.readdir(this.root).catch(ifMissing<string[]>([]));
    return {
      names: entries.filter((entry) => backupNameSchema.safeParse(entry).success).sort(),
      leftovers: entries
        .filter((entry) => entry.startsWith(MAKING) || entry.startsWith(REMOVING))
        .map((entry) => join(this.root, entry)),
    };
  }
}

export function manifestIn(folder: string): string {
  return join(folder, 'backup.json');
}

/** The day's own backup, or one beside it that carries the time. Both as the user's clock has them. */
export function backupName(at: Date, { withTime }: { withTime: boolean }): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = calendarDateHere(at);
  return withTime ? `${day}_${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}` : day;
}
