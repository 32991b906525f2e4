import { mkdir, rm, writeFile } from 'node:fs/promises';
import { describe, expect, it, vi } from 'vitest';
import { scheduleBackups } from '../../../../electron/backend/care/backup-schedule';
import type { Library } from '../../../../electron/backend/library/library';
import { openLibrary, plantSession, sessionNumber } from '../library/test-library';
import { temporaryFolders } from '../media/temporary-folder';

// Every write is synced to the disk, which may be busy with other tests.
vi.setConfig({ testTimeout: 60_000 });
const makeFolder = temporaryFolders();

async function makeLibrary(): Promise<Library> {
  const folder = await makeFolder();
  await plantSession(folder, sessionNumber(1));
  return (await openLibrary(folder)).library;
}

function schedule(library: Library, told: string[] = []) {
  return scheduleBackups({
    library,
    now: () => new Date(),
    log: { info: () => {}, error: () => {} },
    tell: (message) => told.push(message),
    afterStartMs: 1,
  });
}

describe('the backup of the day', () => {
  it('is made soon after the start, once', async () => {
    const library = await makeLibrary();
    const first = schedule(library);
    await vi.waitFor(async () => expect(await library.backups.list()).toHaveLength(1), { timeout: 10_000 });
    await first.close();
    const second = schedule(library);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await second.close();
    expect(await library.backups.list()).toHaveLength(1);
    await library.close();
  });

  it('that fails is told, and the library goes on', async () => {
    const library = await makeLibrary();
    const told: string[] = [];
    await rm(library.layout.backups, { recursive: true, force: true });
    await writeFile(library.layout.backups, 'a file where the folder should be');
    const failing = schedule(library, told);
    await vi.waitFor(() => expect(told).toHaveLength(1), { timeout: 10_000 });
    await failing.close();
    expect(told[0]).toMatch(/^Today’s backup could not be made; it is tried again\./);
    await library.updateSession(sessionNumber(1).id, { title: 'Renamed' });
    await library.close();
  });

  it('of a library that holds nothing is not made', async () => {
    const folder = await makeFolder();
    await mkdir(folder, { recursive: true });
    const { library } = await openLibrary(folder);
    const running = schedule(library);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await running.close();
    expect(await library.backups.list()).toEqual([]);
    await library.close();
  });
});
