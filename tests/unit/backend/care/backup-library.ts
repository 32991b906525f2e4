import type { JournalEntry } from '#shared/history/review-history';
import { damagedFiles, readManifest } from '../../../../electron/backend/care/backup-files';
import type { Backups } from '../../../../electron/backend/care/backups';
import { nodeFileSystem } from '../../../../electron/backend/library/file-system';
import { filesBelow } from '../../../helpers/files-below';
import { idOf } from '../exchange/sample-contents';

export const FRAMEWORK = { id: 'agreements-and-partnering', edition: '1' };

/** An edit that writes a strength. */
export function writing(seq: number, after: string, before?: string): JournalEntry {
  const at = '2026-11-22T18:00:00.000Z';
  const changes = [
    { collection: 'feedback' as const, key: 'strengths' as const, after, ...(before && { before }) },
  ];
  return { type: 'edit', seq, step: { id: idOf(1_000 + seq), label: 'Write', at, changes } };
}

/** The text of every file below a folder, by its path. */
export async function textsBelow(folder: string): Promise<Record<string, string>> {
  const files = await filesBelow(folder);
  return Object.fromEntries(files.map(({ name, bytes }) => [name, bytes.toString('utf8')]));
}

/** The same of a library that is open: its index is written a little later than what it lists. */
export async function textsBesideIndex(folder: string): Promise<Record<string, string>> {
  const texts = Object.entries(await textsBelow(folder));
  return Object.fromEntries(texts.filter(([name]) => !name.startsWith('library.json')));
}

/** What stands in a backup's list, after comparing all of it with what lies there. */
export async function pathsOf(backups: Backups, name: string): Promise<string[]> {
  const folder = backups.layout.backup(name);
  const manifest = await readManifest(nodeFileSystem, folder);
  if (!manifest) throw new Error(`The backup ${name} has no list`);
  const damaged = await damagedFiles(nodeFileSystem, folder, manifest);
  if (damaged.length > 0) throw new Error(`The backup ${name} is damaged: ${JSON.stringify(damaged)}`);
  const paths = manifest.files.map(({ path }) => path).sort();
  const present = Object.keys(await textsBelow(folder)).filter((path) => path !== 'backup.json');
  if (present.sort().join() !== paths.join())
    throw new Error(`The backup ${name} holds ${present.join(', ')}`);
  return paths;
}
