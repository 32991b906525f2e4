import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { UserError } from '../user-error';
import { errorCodeOf, type FileSystem } from './file-system';

const lockSchema = z.object({ processId: z.number().int().positive(), processStartedAt: z.string() });

/**
 * Takes a library for this process alone. A lock whose process is gone, or whose number has since been given to
 * another process, is taken over.
 *
 * @returns the way to give it back
 * @throws UserError `conflict` when another running process has the library
 */
export async function lockFolder(fileSystem: FileSystem, lockPath: string): Promise<() => Promise<void>> {
  const own = { processId: process.pid, processStartedAt: await startOf(process.pid) };
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      const file = await fileSystem.open(lockPath, 'wx');
      await file.writeFile(JSON.stringify(own));
      await file.close();
      return () => fileSystem.rm(lockPath, { force: true });
    } catch (error) {
      if (errorCodeOf(error) !== 'EEXIST') throw error;
    }
    const holder = await readHolder(fileSystem, lockPath);
    if (
      holder &&
      isRunning(holder.processId) &&
      (await startOf(holder.processId)) === holder.processStartedAt
    ) {
      throw new UserError(
        'conflict',
        `This library is already open in another Concordance (process ${holder.processId}). Close that one first: a library is written by one program at a time.`,
      );
    }
    await fileSystem.rm(lockPath, { force: true });
  }
  throw new UserError('conflict', 'This library is being opened by another Concordance at this moment.');
}

async function readHolder(
  fileSystem: FileSystem,
  lockPath: string,
): Promise<z.infer<typeof lockSchema> | undefined> {
  try {
    return lockSchema.parse(JSON.parse(await fileSystem.readFile(lockPath, 'utf8')));
  } catch {
    return undefined;
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
