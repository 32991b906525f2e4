import { createHash } from 'node:crypto';
import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { forgiveMissing } from './files-below';

/**
 * Everything below a folder: each name with what it is and, for a file, a hash of its bytes. Names that `ignored` fits
 * are left out.
 */
export async function snapshotOf(folder: string, ignored?: RegExp): Promise<Record<string, string>> {
  const snapshot: Record<string, string> = {};
  for (const name of (await namesBelow(folder)).sort()) {
    if (ignored?.test(name)) continue;
    const described = await describeEntry(join(folder, name)).catch(forgiveMissing);
    if (described !== undefined) snapshot[name] = described;
  }
  return snapshot;
}

/** What a host writes by itself: the index at rest, and a while after its start the backup of the day. */
export const WRITTEN_BY_ITSELF = /^(library\.json|backups(\/|$))/;

async function namesBelow(folder: string): Promise<string[]> {
  const entries = (await readdir(folder, { withFileTypes: true }).catch(forgiveMissing)) ?? [];
  const below = await Promise.all(
    entries.map(async (entry) => (entry.isDirectory() ? await namesBelow(join(folder, entry.name)) : [])),
  );
  return entries.flatMap(({ name }, index) => [
    name,
    ...(below[index] ?? []).map((inner) => join(name, inner)),
  ]);
}

async function describeEntry(path: string): Promise<string> {
  const found = await lstat(path);
  if (found.isDirectory()) return 'folder';
  if (found.isSymbolicLink()) return `link to ${await readlink(path)}`;
  if (!found.isFile()) return 'other';
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}
