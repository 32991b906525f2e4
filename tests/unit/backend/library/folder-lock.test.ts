import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type FileSystem, nodeFileSystem } from '../../../../electron/backend/library/file-system';
import { lockFolder, readHolder } from '../../../../electron/backend/library/folder-lock';
import { LibraryTakenError } from '../../../../electron/backend/library/lock-holder';
import { temporaryFolders } from '../media/temporary-folder';

// Every write is synced to the disk, which may be busy with other tests.
vi.setConfig({ testTimeout: 60_000 });
const makeFolder = temporaryFolders();
const started: ChildProcess[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

async function makeLockPath(): Promise<string> {
  return join(await makeFolder(), 'library.lock');
}

/** Another process that runs until it is killed. */
async function startOther(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['-e', 'console.log("up"); setInterval(() => {}, 1_000)'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  started.push(child);
  if (child.stdout) await once(child.stdout, 'data');
  return child;
}

/** A lock as that process would have written it. */
async function lockOf(child: ChildProcess): Promise<string> {
  const stat = await readFile(`/proc/${child.pid}/stat`, 'utf8').catch(() => '');
  const processStartedAt = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  return JSON.stringify({ processId: child.pid, processStartedAt });
}

describe('a library', () => {
  it('is locked by this process, and free again when it is given back', async () => {
    const path = await makeLockPath();
    const unlock = await lockFolder(nodeFileSystem, path);
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ processId: process.pid });
    await expect(lockFolder(nodeFileSystem, path)).rejects.toMatchObject({ code: 'conflict' });
    await unlock();
    expect(await readdir(join(path, '..'))).toEqual([]);
    await (await lockFolder(nodeFileSystem, path))();
  });

  it('that another running process has is refused, and says which', async () => {
    const path = await makeLockPath();
    const other = await startOther();
    await writeFile(path, await lockOf(other));
    await expect(lockFolder(nodeFileSystem, path)).rejects.toThrow(
      `already open in another Concordance (process ${other.pid}`,
    );
    expect(await readFile(path, 'utf8')).toBe(await lockOf(other));
  });

  it('that another machine has is refused whatever its process number says here, and is never taken over', async () => {
    const path = await makeLockPath();
    const since = '2026-11-22T18:30:00.000Z';
    const lock = { processId: 2 ** 30, processStartedAt: '1', machine: 'attic', since };
    await writeFile(path, JSON.stringify(lock));
    const refusal = await lockFolder(nodeFileSystem, path).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(LibraryTakenError);
    expect(refusal).toMatchObject({
      holder: lock,
      message: expect.stringMatching(
        /on the computer “attic”, since 22 November 2026.*delete the file “library\.lock”/,
      ),
    });
    expect(await readHolder(nodeFileSystem, path)).toEqual(lock);
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(lock);
  });

  it('is taken over from a process that was killed', async () => {
    const path = await makeLockPath();
    const other = await startOther();
    await writeFile(path, await lockOf(other));
    other.kill('SIGKILL');
    await once(other, 'exit');
    await (await lockFolder(nodeFileSystem, path))();
  });

  it.runIf(existsSync('/proc/self/stat'))(
    'is taken over when its process number was given to another process since',
    async () => {
      const path = await makeLockPath();
      const other = await startOther();
      await writeFile(path, JSON.stringify({ processId: other.pid, processStartedAt: '1' }));
      await (await lockFolder(nodeFileSystem, path))();
    },
  );

  it.each(['', '{"processId":', '\0\0\0'])('is taken over from a lock that was torn: %j', async (text) => {
    const path = await makeLockPath();
    await writeFile(path, text);
    await (await lockFolder(nodeFileSystem, path))();
  });

  it('on a disk without links is locked as well', async () => {
    const fileSystem: FileSystem = {
      ...nodeFileSystem,
      link: () => Promise.reject(Object.assign(new Error('no links here'), { code: 'EPERM' })),
    };
    const path = await makeLockPath();
    const unlock = await lockFolder(fileSystem, path);
    await expect(lockFolder(fileSystem, path)).rejects.toMatchObject({ code: 'conflict' });
    await unlock();
    expect(await readdir(join(path, '..'))).toEqual([]);
  });
});

describe('of several that open a library at the same moment', () => {
  /** A disk on which every operation takes its own time, so that the openers mix. */
  function slowFileSystem(): FileSystem {
    return Object.fromEntries(
      Object.entries(nodeFileSystem).map(([name, operation]) => [
        name,
        async (...words: unknown[]) => {
          await new Promise((resolve) => setTimeout(resolve, Math.random() * 4));
          return Reflect.apply(operation, undefined, words);
        },
      ]),
    ) as unknown as FileSystem;
  }

  it.each(['no lock', 'a stale lock', 'a torn lock'])('one has it where there was %s', async (before) => {
    for (let round = 0; round < 25; round += 1) {
      const path = await makeLockPath();
      // No process has the number that is one above the highest.
      const stale = JSON.stringify({ processId: 2 ** 30, processStartedAt: '1' });
      if (before !== 'no lock') await writeFile(path, before === 'a stale lock' ? stale : '');
      const outcomes = await Promise.allSettled([1, 2].map(() => lockFolder(slowFileSystem(), path)));
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await readdir(join(path, '..'))).toEqual(['library.lock']);
    }
  });
});
