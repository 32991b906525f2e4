import { UserError } from '../user-error';

/** The end of a refusal: what the receiver can do about a package that she did not make. */
const ASK_AGAIN = 'Nothing was stored. Ask the sender to share it again.';

/** The file cannot be what its sender wrote: a transfer that broke off, or a disk that failed. */
export function damagedPackage(fileName: string, what: string, cause?: unknown): UserError {
  return new UserError(
    'bad-request',
    `“${fileName}” is damaged: ${what}. Nothing was stored. Download or copy it again; if that does not help, ask the sender to share it again.`,
    { cause },
  );
}

/** The file can be read and breaks a rule that every package keeps: made to harm, or by a faulty program. */
export function refusedPackage(fileName: string, reason: string): UserError {
  return new UserError('bad-request', `“${fileName}” was refused: ${reason}. ${ASK_AGAIN}`);
}

/** Words that hold a name from the package, which may be of any length, as a part of a sentence. */
export function asReason(words: string): string {
  const short = words.length > 300 ? `${words.slice(0, 300)}…` : words;
  return short.replace(/\.$/, '');
}

/** The package is good and does not fit what this library holds. */
export function conflictingPackage(fileName: string, reason: string): UserError {
  return new UserError('conflict', `“${fileName}” cannot be added: ${reason}`);
}

export function notAPackage(fileName: string, cause?: unknown): UserError {
  return new UserError(
    'bad-request',
    `“${fileName}” is not a Concordance package, or only a part of one. Choose a file that was shared with Concordance; if it is one, download or copy it again.`,
    { cause },
  );
}

export function newerPackage(fileName: string, formatVersion: number): UserError {
  return new UserError(
    'bad-request',
    `“${fileName}” was made by a newer version of Concordance (format ${formatVersion}). Update Concordance to open it. Nothing was stored.`,
  );
}
