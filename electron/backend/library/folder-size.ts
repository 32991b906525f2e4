import type { FileSystem } from './file-system';

/** The bytes of all files in a folder and below. */
export async function folderSize(fileSystem: FileSystem, folder: string): Promise<number> {
  let sizeBytes = 0;
  for (const entry of await fileSystem.readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) sizeBytes += (await fileSystem.stat(`${entry.parentPath}/${entry.name}`)).size;
  }
  return sizeBytes;
}
