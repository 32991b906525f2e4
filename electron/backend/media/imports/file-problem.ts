import { UserError } from '../../user-error';

/** Whether an error says that the disk, or the user's share of it, is full. */
export function isDiskFull(error: unknown): boolean {
  const code = errorCode(error);
  return code === 'ENOSPC' || code === 'EDQUOT';
}

/**
 * Says in the user's words why a file that she named cannot be read.
 *
 * @returns the error as it is where it is no problem of the file system
 */
export function describeReadProblem(error: unknown, fileName: string): unknown {
  switch (errorCode(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new UserError(
        'not-found',
        `“${fileName}” is not there. It may have been moved or renamed, or be a link to a file that is gone: find the file itself and add that.`,
        { cause: error },
      );
    case 'ELOOP':
      return new UserError(
        'bad-request',
        `“${fileName}” is a link that leads back to itself. Find the file itself and add that.`,
        { cause: error },
      );
    case 'EISDIR':
      return folderProblem(fileName);
    case 'EACCES':
    case 'EPERM':
      return new UserError(
        'forbidden',
        `“${fileName}” cannot be read: this account may not open it. Change its permissions, or copy it to a folder of your own and add the copy.`,
        { cause: error },
      );
    case 'EIO':
    case 'ENXIO':
    case 'ESTALE':
      return new UserError(
        'storage',
        `“${fileName}” could not be read to its end: the disk or drive reported an error. Copy it to another disk and add the copy.`,
        { cause: error },
      );
    default:
      return error;
  }
}

export function folderProblem(fileName: string): UserError {
  return new UserError(
    'bad-request',
    `“${fileName}” is a folder. Open it and choose the recording itself; several can be added at once.`,
  );
}

function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
