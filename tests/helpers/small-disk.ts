import { execFile } from 'node:child_process';
import { statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeTemporaryFolder } from './temporary-folder';

const run = promisify(execFile);

/** A disk in memory that is soon full. */
export type SmallDisk = {
  path: string;
  freeBytes(): Promise<number>;
  /** Takes all room but this much away; once more to take or give some. */
  leave(bytes: number): Promise<void>;
  remove(): Promise<void>;
};

/** Mounts a small disk; where this account or system cannot, says why. */
export async function mountSmallDisk(megabytes: number): Promise<SmallDisk | { impossible: string }> {
  if (process.platform !== 'linux') return { impossible: 'a small disk is mounted on Linux only' };
  const folder = await makeTemporaryFolder('disk');
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder.path]);
  } catch (error) {
    await folder.remove();
    return { impossible: `a small disk cannot be mounted here (${String(error).split('\n')[0]})` };
  }
  const filler = join(folder.path, 'filler');
  const freeBytes = async () => {
    const { bavail, bsize } = await statfs(folder.path);
    return bavail * bsize;
  };
  return {
    path: folder.path,
    freeBytes,
    async leave(bytes) {
      await writeFile(filler, '');
      const content = new Uint8Array(Math.max(0, (await freeBytes()) - bytes));
      await writeFile(filler, content).catch((error: NodeJS.ErrnoException) => {
        // Someone else took the rest meanwhile.
        if (error.code !== 'ENOSPC') throw error;
      });
    },
    async remove() {
      await run('umount', [folder.path]);
      await folder.remove();
    },
  };
}
