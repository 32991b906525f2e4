import { UserError } from '../../user-error';
import { SizeMismatchError } from './receive-file';

/** What a user is told of an import that failed, whatever it failed of. */
export function refusalFor(error: unknown, fileName: string): UserError {
  if (error instanceof UserError) return error;
  if (error instanceof SizeMismatchError) {
    return new UserError(
      'conflict',
      `“${fileName}” changed while it was copied: it may still be being recorded or downloaded. Wait until that is finished, then add it again. Nothing was stored.`,
      { cause: error },
    );
  }
  return new UserError(
    'storage',
    `“${fileName}” could not be added because of an unexpected problem. Nothing was stored; try again, or copy the file to another place first.`,
    { cause: error },
  );
}
