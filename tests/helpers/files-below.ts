import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

export type FoundFile = { /** Below the folder. */ name: string; path: string; bytes: Buffer };

/**
 * Every file below a folder that a program may be at work in: what it takes away between a look at the folder and one at
 * the file is not there.
 */
export async function filesBelow(folder: string): Promise<FoundFile[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(forgiveMissing);
  const files: FoundFile[] = [];
  for (const entry of entries ?? []) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      const below = await filesBelow(path);
      files.push(...below.map((file) => ({ ...file, name: join(entry.name, file.name) })));
    }
    const bytes = entry.isFile() ? await readFile(path).catch(forgiveMissing) : undefined;
    if (bytes) files.push({ name: relative(folder, path), path, bytes });
  }
  return files;
}

/** For what vanished since it was seen. @throws whatever else went wrong */
export function forgiveMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
