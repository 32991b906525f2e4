import { constants } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { UserError } from '../user-error';
import { storageError } from './durable-write';
import { errorCodeOf, type FileSystem } from './file-system';
import { isOnThisMachine, LibraryTakenError, type LockHolder, machineName, parseLock } from './lock-holder';

/** More than enough for a lock that changes hands under our eyes. */
const ATTEMPTS = 5;

let ownFileCount = 0;

/**
 * Takes a library for this process alone. A lock whose process is gone, or whose number has since been given to
 * another process, is taken over; of several that try to, one succeeds. A lock of another machine is never taken over.
 *
 * @returns the way to give it back
 * @throws LibraryTakenError when another running process has the library
 */
export async function lockFolder(
  fileSystem: FileSystem,
  lockPath: string,
  now: () => Date = () => new Date(),
): Promise<() => Promise<void>> {
  const own = JSON.stringify({
    processId: process.pid,
    processStartedAt: await startOf(process.pid),
    machine: machineName(),
    since: now().toISOString(),
  } satisfies LockHolder);
  ownFileCount += 1;
  const ownPath = `${lockPath}.${process.pid}-${ownFileCount}`;
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const found = await readLock(fileSystem, lockPath);
      if (found !== undefined) {
        await expectStale(found);
        // First of all, since on a full disk this makes the room for our own.
        await removeStale(fileSystem, lockPath, found, ownPath);
      }
      if (await create(fileSystem, lockPath, own, ownPath)) {
        return () => fileSystem.rm(lockPath, { force: true });
      }
    }
  } catch (error) {
    throw storageError(error, lockPath);
  }
  throw new UserError('conflict', 'This library is being opened by another Concordance at this moment.');
}

/** The lock's text; `undefined` where there is none. */
async function readLock(fileSystem: FileSystem, lockPath: string): Promise<string | undefined> {
  try {
    return await fileSystem.readFile(lockPath, 'utf8');
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Who has a library, from its lock alone; `undefined` where nobody seems to.
 */
export async function readHolder(fileSystem: FileSystem, lockPath: string): Promise<LockHolder | undefined> {
  const holder = parseLock((await readLock(fileSystem, lockPath)) ?? '');
  return holder && (await isHeld(holder)) ? holder : undefined;
}

/** @throws LibraryTakenError when the holder of a lock runs; one that cannot be read has no holder */
async function expectStale(lock: string): Promise<void> {
  const holder = parseLock(lock);
  if (holder && (await isHeld(holder))) throw new LibraryTakenError(holder);
}

async function isHeld(holder: LockHolder): Promise<boolean> {
  if (!isOnThisMachine(holder)) return true;
  if (!isRunning(holder.processId)) return false;
  return (await startOf(holder.processId)) === holder.processStartedAt;
}

/** Removes a stale lock by way of a name of our own: what is removed must be what was read, not a lock taken since. */
async function removeStale(
  fileSystem: FileSystem,
  lockPath: string,
  stale: string,
  ownPath: string,
): Promise<void> {
  try {
    await fileSystem.rename(lockPath, ownPath);
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return;
    throw error;
  }
  if ((await fileSystem.readFile(ownPath, 'utf8')) !== stale) await place(fileSystem, ownPath, lockPath);
  await fileSystem.rm(ownPath, { force: true });
}

/** Makes the lock with its text in it, so that nobody sees it without; returns whether it is ours. */
async function create(
  fileSystem: FileSystem,
  lockPath: string,
  own: string,
  ownPath: string,
): Promise<boolean> {
  try {
    const file = await fileSystem.open(ownPath, 'w');
    try {
      await file.writeFile(own);
    } finally {
      await file.close();
    }
    return await place(fileSystem, ownPath, lockPath);
  } finally {
    await fileSystem.rm(ownPath, { force: true });
  }
}

/** Gives a file the lock's name unless there is a lock by now. On a disk without links it is copied there. */
async function place(fileSystem: FileSystem, ownPath: string, lockPath: string): Promise<boolean> {
  try {
    await fileSystem.link(ownPath, lockPath).catch(async (error: unknown) => {
      if (errorCodeOf(error) === 'EEXIST') throw error;
      await fileSystem.copyFile(ownPath, lockPath, constants.COPYFILE_EXCL);
    });
    return true;
  } catch (error) {
    if (errorCodeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return errorCodeOf(error) === 'EPERM';
  }
}

/** When a process started, in the kernel's own ticks; empty on systems that do not say so in a file. */
async function startOf(processId: number): Promise<string> {
  try {
    const text = await readFile(`/proc/${processId}/stat`, 'utf8');
    // The command's name stands in brackets and may hold spaces; start time is field 22, the 20th after it.
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
