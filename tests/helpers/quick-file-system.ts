import type { FileHandle } from 'node:fs/promises';
import { type FileSystem, nodeFileSystem } from '../../electron/backend/library/file-system';

/** The real file system without waiting for the disk: for tests that open a library thousands of times. */
export const quickFileSystem: FileSystem = {
  ...nodeFileSystem,
  open: async (...words: Parameters<FileSystem['open']>): Promise<FileHandle> => {
    const file = await nodeFileSystem.open(...words);
    const nothing = async () => {};
    return Object.assign(file, { sync: nothing, datasync: nothing });
  },
};
