import { createHash } from 'node:crypto';
import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Everything below a folder: each name with what it is and, for a file, a hash of its bytes. Names that `ignored` fits
 * are left out.
 */
export async function snapshotOf(folder: string, ignored?: RegExp): Promise<Record<string, string>> {
  const snapshot: Record<string, string> = {};
  const names = await readdir(folder, { recursive: true });
  for (const name of names.sort()) {
    if (ignored?.test(name)) continue;
    snapshot[name] = await describeEntry(join(folder, name));
  }
  return snapshot;
}

/** A library's index, which is written anew at rest. */
export const LIBRARY_INDEX = /^library\.json/;

async function describeEntry(path: string): Promise<string> {
  const found = await lstat(path);
  if (found.isDirectory()) return 'folder';
  if (found.isSymbolicLink()) return `link to ${await readlink(path)}`;
  if (!found.isFile()) return 'other';
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}
