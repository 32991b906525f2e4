import { dirname, join } from 'node:path';
import { type FileSystem, nodeFileSystem } from '../library/file-system';
import { describeReadProblem } from '../media/imports/file-problem';
import { assertRoomFor, readFilePieces } from '../media/imports/receive-file';
import { UserError } from '../user-error';
import { decryptPieces, EnvelopeError, type EnvelopeKey } from './envelope';
import { envelopeKindOf, MAXIMUM_HEADER_BYTES, readEnvelopeHeader } from './envelope-header';
import { damagedPackage, refusedPackage } from './package-problem';

/** Who can open an encrypted package: whoever knows its passphrase, or the people it was encrypted for. */
export type PackageLock = 'passphrase' | 'keys';

/**
 * Tells whether a staged package is encrypted, and for whom; `undefined` for one that is open.
 *
 * @throws UserError where nobody could open it
 */
export async function lockOf(
  path: string,
  fileName: string,
  fileSystem: Pick<FileSystem, 'open'> = nodeFileSystem,
): Promise<PackageLock | undefined> {
  const start = await readStart(path, fileName, fileSystem);
  switch (envelopeKindOf(start)) {
    case undefined:
      return undefined;
    case 'armoured':
      throw new UserError(
        'bad-request',
        `“${fileName}” is encrypted in the text form of the age format, which Concordance does not read. Ask the sender for the file as Concordance saved it. Nothing was stored.`,
      );
  }
  const header = readEnvelopeHeader(start);
  if (header.type !== 'unusable') return header.type;
  switch (header.reason) {
    case 'other-version':
      throw refusedPackage(fileName, 'it is encrypted in a newer way than this version knows');
    case 'too-much-work':
      throw refusedPackage(fileName, 'trying a passphrase would take it far too long');
    case 'too-long':
      throw refusedPackage(fileName, 'what stands before its content is too long');
    case 'cut-off':
      throw cutOffPackage(fileName);
    case 'damaged':
      throw damagedPackage(fileName, 'what stands before its content cannot be read');
  }
}

/**
 * Decrypts a staged package to a file beside it and removes the encrypted one, so that there is never more than one
 * copy once it is open. What it holds is never larger than the file itself.
 *
 * @param options.onOpened - called when the key was found to fit
 * @returns where it lies now; `undefined` where the key does not fit, and then nothing has changed
 * @throws UserError where it is damaged, cut off, or there is no room
 */
export async function unlockPackage(
  path: string,
  fileName: string,
  key: EnvelopeKey,
  options: { signal: AbortSignal; onOpened?(): void; fileSystem?: FileSystem },
): Promise<string | undefined> {
  const { fileSystem = nodeFileSystem } = options;
  const targetPath = join(dirname(path), 'unlocked');
  const { size } = await fileSystem.stat(path);
  await assertRoomFor(fileName, size, dirname(path));
  const target = await fileSystem.open(targetPath, 'wx');
  let isOpen = false;
  try {
    const pieces = readFilePieces(path, fileName, fileSystem);
    for await (const piece of decryptPieces(pieces, key, size, options)) await target.writeFile(piece);
    await target.sync();
    isOpen = true;
  } catch (error) {
    if (!(error instanceof EnvelopeError)) throw error;
    if (error.failure === 'no-match') return undefined;
    if (error.failure === 'cut-off') throw cutOffPackage(fileName, error);
    throw damagedPackage(fileName, 'a part of it is not as it was encrypted', error);
  } finally {
    await target.close();
    await fileSystem.rm(isOpen ? path : targetPath, { force: true });
  }
  return targetPath;
}

/** Its end is missing, or cannot be told from an end that is missing. */
function cutOffPackage(fileName: string, cause?: unknown): UserError {
  return damagedPackage(fileName, 'it is cut off, its end is missing or spoiled', cause);
}

async function readStart(
  path: string,
  fileName: string,
  fileSystem: Pick<FileSystem, 'open'>,
): Promise<Uint8Array> {
  try {
    const handle = await fileSystem.open(path, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(MAXIMUM_HEADER_BYTES));
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw describeReadProblem(error, fileName);
  }
}
