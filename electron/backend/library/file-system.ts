import { copyFile, link, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';

/**
 * The file operations on which documents stand. One door, so that a test can let any of them fail or stop; everything
 * in this folder takes it as a parameter.
 */
export type FileOperations = {
  copyFile: typeof copyFile;
  link: typeof link;
  mkdir: typeof mkdir;
  open: typeof open;
  readdir: typeof readdir;
  readFile: typeof readFile;
  rename: typeof rename;
  rm: typeof rm;
  stat: typeof stat;
};

export type FileSystem = FileOperations & {
  /** True where every operation that writes is refused, so that nothing need be written that nobody asked for. */
  readonly isReadOnly?: true;
  /** Why, in a whole sentence. */
  readonly readOnlyReason?: string;
};

export const nodeFileSystem: FileOperations = {
  copyFile,
  link,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
};

/** The code of a Node file error, such as `ENOENT`; `undefined` for any other value. */
export function errorCodeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Takes the place of what a missing file or folder would hold: `readdir(folder).catch(ifMissing([]))`. */
export function ifMissing<Value>(value: Value): (error: unknown) => Value {
  return (error) => {
    if (errorCodeOf(error) === 'ENOENT') return value;
    throw error;
  };
}
