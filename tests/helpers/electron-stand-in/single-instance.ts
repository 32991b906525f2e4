import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a second process tells the first. */
export type SecondStart = { argv: string[]; workingDirectory: string; additionalData: unknown };

/**
 * Electron's single-instance lock, on files, since it must be taken without waiting: a lock file with the process id
 * in the user's data folder, and a folder beside it into which later processes lay their messages.
 * Returns whether this process is the first.
 */
export function lockSingleInstance(
  userDataFolder: string,
  message: SecondStart,
  onSecondStart: (message: SecondStart) => void,
): boolean {
  const lockFile = join(userDataFolder, 'stand-in.lock');
  const mailbox = join(userDataFolder, 'stand-in-second-starts');
  mkdirSync(mailbox, { recursive: true });
  if (!takeLock(lockFile)) {
    const file = join(mailbox, randomUUID());
    // Renamed into its final name when it is whole: the first process reads it at once.
    writeFileSync(`${file}.part`, JSON.stringify(message));
    renameSync(`${file}.part`, `${file}.json`);
    return false;
  }
  watch(mailbox, { persistent: false }, () => {
    for (const name of readdirSync(mailbox).filter((entry) => entry.endsWith('.json'))) {
      const received = JSON.parse(readFileSync(join(mailbox, name), 'utf8')) as SecondStart;
      rmSync(join(mailbox, name));
      onSecondStart(received);
    }
  });
  process.on('exit', () => rmSync(lockFile, { force: true }));
  return true;
}

function takeLock(lockFile: string): boolean {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (isRunning(Number(readFileSync(lockFile, 'utf8')))) return false;
    writeFileSync(lockFile, String(process.pid));
    return true;
  }
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return processId > 0;
  } catch {
    return false;
  }
}
