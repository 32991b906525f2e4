import { LibraryTakenError } from '../../backend/library/lock-holder';
import { UserError } from '../../backend/user-error';

/** Says in words for people why the program did not start, and what to do. `port` is the one that was asked for. */
export function describeStartFailure(error: unknown, port: number): string {
  if (error instanceof LibraryTakenError) {
    return `${error.message}\nTo open it for reading: --read-only.`;
  }
  if (error instanceof UserError) return error.message;
  switch (systemCode(error)) {
    case 'EADDRINUSE':
      return `Port ${port} is taken by another program. Choose another with --port, or leave it out for any free one.`;
    case 'EACCES':
    case 'EPERM':
      return isListening(error)
        ? `This account may not listen on port ${port}. Choose one above 1023 with --port.`
        : `This account may not write to ${pathOf(error)}. Choose another folder with --library.`;
    case 'EROFS':
      return `${pathOf(error)} lies on a disk that cannot be written to. Choose another folder with --library.`;
    case 'ENOSPC':
      return `The disk of ${pathOf(error)} is full. Make room on it, then start again.`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `${pathOf(error)} is a file where the library needs a folder. Choose another folder with --library.`;
    default:
      return `Concordance could not start. ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
}

function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function isListening(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && error.syscall === 'listen';
}

function pathOf(error: unknown): string {
  return error instanceof Error && 'path' in error && typeof error.path === 'string'
    ? error.path
    : 'The library';
}
