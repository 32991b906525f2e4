import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { projectFolder } from '../helpers/ensure-built';
import { snapshotOf, WRITTEN_BY_ITSELF } from '../helpers/folder-snapshot';
import { call } from '../helpers/page-api';
import { ProgramProcess } from '../helpers/program-process';
import { type StandInDesktop, startStandInDesktop } from '../helpers/stand-in-desktop';
import { makeTemporaryFolder } from '../helpers/temporary-folder';

const FRAMEWORK = { id: 'agreements-and-partnering', edition: '1' };

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const program of open.splice(0).reverse()) await program.close();
});

/** A host that has a library with the sample session and a draft. */
async function startFirst(): Promise<{ first: BuiltProgram; sessionId: string; reviewId: string }> {
  const first = await startBuiltProgram();
  open.push(first);
  await call(first, 'profile', 'save', { person: { name: 'Tara', role: 'trainee', credential: '' } });
  const { sessionId } = await call(first, 'sessions', 'openSample');
  const { reviewId } = await call(first, 'reviews', 'start', { sessionId, framework: FRAMEWORK });
  // The index is written a little later than what it lists.
  const index = join(first.libraryFolder, 'library.json');
  await vi.waitFor(async () => expect(await readFile(index, 'utf8')).toContain(reviewId), {
    timeout: 10_000,
  });
  return { first, sessionId, reviewId };
}

describe('two hosts on one library', () => {
  it('the second says who has it, and how to read it meanwhile', async () => {
    const { first } = await startFirst();
    const second = new ProgramProcess([
      join(projectFolder, 'out/main/server.js'),
      '--no-open',
      '--library',
      first.libraryFolder,
    ]);
    expect((await second.exited).code).toBe(1);
    const said = second.lines.join('\n');
    expect(said).toContain(`another Concordance (process ${first.process.child.pid}, since `);
    expect(said).toContain('--read-only');
    expect((await call(first, 'library', 'status')).access).toEqual({ mode: 'full' });
  });

  it('the second reads it, refuses every change, and changes no file', async () => {
    const { first, sessionId, reviewId } = await startFirst();
    const before = await snapshotOf(first.libraryFolder, WRITTEN_BY_ITSELF);
    const second = await startBuiltProgram({
      libraryFolder: first.libraryFolder,
      arguments: ['--read-only'],
    });
    open.push(second);
    expect((await call(second, 'library', 'status')).access).toMatchObject({
      mode: 'reading',
      reason: expect.stringContaining(`process ${first.process.child.pid}`),
    });
    expect((await call(second, 'sessions', 'list')).map(({ id }) => id)).toEqual([sessionId]);
    expect((await call(second, 'reviews', 'open', { reviewId })).readOnly).toBe(true);
    expect((await second.fetch(`/media/${sessionId}`, { headers: { range: 'bytes=0-99' } })).status).toBe(
      206,
    );
    const isRefused = expect.objectContaining({
      code: 'CONFLICT',
      message: expect.stringMatching(
        /^This library is open for reading only, since .*Nothing was changed\.$/,
      ),
    });
    await expect(call(second, 'sessions', 'update', { sessionId, details: { title: 'x' } })).rejects.toEqual(
      isRefused,
    );
    await expect(call(second, 'sessions', 'moveToTrash', { sessionId })).rejects.toEqual(isRefused);
    await expect(call(second, 'reviews', 'submit', { reviewId })).rejects.toEqual(isRefused);
    await expect(call(second, 'backups', 'make')).rejects.toEqual(isRefused);
    await expect(
      call(second, 'imports', 'beginUpload', { fileName: 'a.mp3', sizeBytes: 10 }),
    ).rejects.toEqual(isRefused);
    expect(await snapshotOf(first.libraryFolder, WRITTEN_BY_ITSELF)).toEqual(before);

    // What the first does is seen by the second when its page is loaded again.
    await call(first, 'sessions', 'update', { sessionId, details: { title: 'Renamed' } });
    await call(second, 'library', 'status');
    expect((await call(second, 'sessions', 'get', { sessionId })).title).toBe('Renamed');
    expect((await second.stop()).code).toBe(0);
    await call(first, 'sessions', 'update', { sessionId, details: { title: 'Renamed again' } });
  });

  it.each([
    ['Open for reading', 0],
    ['Quit', 1],
  ])('the desktop asks what to do about it: “%s”', async (_choice, response) => {
    const { first } = await startFirst();
    const answers = JSON.stringify({ showMessageBox: [{ response }] });
    const starting = startStandInDesktop({
      libraryFolder: first.libraryFolder,
      environment: { ELECTRON_STAND_IN_ANSWERS: answers },
    });
    if (response === 1) {
      await expect(starting).rejects.toThrow(/The program ended \(0\)/);
      return;
    }
    const desktop: StandInDesktop = await starting;
    open.push(desktop);
    const [asked] = desktop.records('dialog');
    expect(asked).toMatchObject({
      method: 'showMessageBox',
      options: { buttons: ['Open for reading', 'Quit'], detail: expect.stringContaining('process') },
    });
    const page = await desktop.page();
    await page.getByRole('status', { name: 'Open for reading' }).waitFor();
    await page.getByRole('heading', { level: 1, name: 'Library' }).waitFor();
    expect(await page.getByRole('button', { name: 'Add a recording' }).count()).toBe(0);
  });

  it('a library that was never made is not made for reading', async () => {
    const folder = await makeTemporaryFolder('empty');
    const program = new ProgramProcess([
      join(projectFolder, 'out/main/server.js'),
      ...['--no-open', '--read-only', '--library', folder.path],
    ]);
    expect((await program.exited).code).toBe(1);
    expect(program.lines.join('\n')).toContain('There is no library to read in this folder');
    expect(await readdir(folder.path)).toEqual([]);
    await folder.remove();
  });
});
