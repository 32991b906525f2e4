import { UserError } from '../../user-error';

/** A sleeping disk wakes in ten seconds, a network finds its way back in twenty; what takes longer will not come. */
export const DRIVE_LIMIT_MS = 45_000;

/**
 * Waits for a drive no longer than it may take. What was asked of it is left behind: the system offers no way to take it
 * back.
 *
 * @throws UserError `storage` where no answer came; what the drive reports
 */
export async function withinDriveLimit<Result>(
  asked: Promise<Result>,
  fileName: string,
  limitMs = DRIVE_LIMIT_MS,
): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(driveIsSilent(fileName)), limitMs);
  });
  try {
    return await Promise.race([asked, silence]);
  } finally {
    clearTimeout(timer);
  }
}

function driveIsSilent(fileName: string): UserError {
  return new UserError(
    'storage',
    `“${fileName}” could not be read: the drive that it lies on does not answer. Nothing was stored. Check the network or the cable, copy the file to this computer, and add the copy.`,
  );
}
