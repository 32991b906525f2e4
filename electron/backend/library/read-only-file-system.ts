import { UserError } from '../user-error';
import type { FileOperations, FileSystem } from './file-system';

/**
 * A file system that reads and refuses every operation that writes. What uses it need not know: whatever would change
 * something is answered with the reason why nothing can be changed.
 *
 * @param reason - a whole sentence
 */
export function readOnlyFileSystem(base: FileOperations, reason: string): FileSystem {
  const refuse = () => Promise.reject(refusal(reason));
  return {
    isReadOnly: true,
    readOnlyReason: reason,
    readdir: base.readdir,
    readFile: base.readFile,
    stat: base.stat,
    open: (path, flags, ...rest) =>
      flags === undefined || flags === 'r' ? base.open(path, 'r', ...rest) : refuse(),
    copyFile: refuse,
    link: refuse,
    mkdir: refuse,
    rename: refuse,
    rm: refuse,
  };
}

/**
 * Refuses at once what would otherwise fail on its way.
 *
 * @throws UserError `conflict` where the library is open for reading only
 */
export function expectWritable({ isReadOnly, readOnlyReason = '' }: FileSystem): void {
  if (isReadOnly) throw refusal(readOnlyReason);
}

function refusal(reason: string): UserError {
  return new UserError('conflict', `${reason} Nothing was changed.`);
}
