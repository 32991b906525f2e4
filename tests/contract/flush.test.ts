import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startBuiltProgram } from '../helpers/built-program';
import { call, type PageFetch } from '../helpers/page-api';
import type { ExitFacts, ProgramProcess } from '../helpers/program-process';
import { startStandInDesktop } from '../helpers/stand-in-desktop';
import { marking } from './review-entries';

type Host = PageFetch & { process: ProgramProcess; libraryFolder: string; close(): Promise<void> };

const open: Host[] = [];
afterEach(async () => {
  for (const host of open.splice(0)) await host.close();
});

/** Leaves an edit in the journal of a review, where it waits for quiet. */
async function leaveAnEdit(host: Host): Promise<{ document: string; journal: string }> {
  open.push(host);
  await call(host, 'profile', 'save', { person: { name: 'Tara', role: 'trainee', credential: '' } });
  const { sessionId } = await call(host, 'sessions', 'openSample');
  const framework = { id: 'agreements-and-partnering', edition: '1' };
  const { reviewId } = await call(host, 'reviews', 'start', { sessionId, framework });
  await call(host, 'reviews', 'append', { reviewId, entries: [marking(1, { note: 'Written last' })] });
  const reviews = join(host.libraryFolder, 'sessions', sessionId, 'reviews');
  expect(await readdir(reviews)).toContain(`${reviewId}.journal`);
  return { document: join(reviews, `${reviewId}.json`), journal: `${reviewId}.journal` };
}

async function expectFlushed(
  { document, journal }: { document: string; journal: string },
  libraryFolder: string,
): Promise<void> {
  expect(await readFile(document, 'utf8')).toContain('Written last');
  expect(await readdir(join(document, '..'))).not.toContain(journal);
  expect(await readdir(libraryFolder)).not.toContain('library.lock');
  const index = JSON.parse(await readFile(join(libraryFolder, 'library.json'), 'utf8'));
  expect(index.reviews.columns.status).toEqual(['draft']);
}

describe('the browser host', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'writes what is pending and frees the library at %s',
    async (signal) => {
      const host = await startBuiltProgram();
      const edit = await leaveAnEdit({ ...host, close: async () => void (await host.close()) });
      host.process.child.kill(signal);
      expect((await host.process.exited).code).toBe(0);
      await expectFlushed(edit, host.libraryFolder);
    },
  );
});

describe('the desktop', () => {
  it.each<[string, (desktop: Awaited<ReturnType<typeof startStandInDesktop>>) => Promise<unknown>]>([
    ['quitting', (desktop) => desktop.command('quit')],
    ['closing the window', (desktop) => desktop.command('closeWindow')],
    ['SIGTERM', async (desktop) => desktop.process.child.kill('SIGTERM')],
  ])('writes what is pending and frees the library at %s', async (_way, end) => {
    const desktop = await startStandInDesktop();
    const edit = await leaveAnEdit({
      fetch: (path, init) => desktop.fetch(path, init),
      process: desktop.process,
      libraryFolder: desktop.libraryFolder,
      close: () => desktop.close(),
    });
    await desktop.page();
    await end(desktop);
    const ended: ExitFacts = await desktop.process.exited;
    expect(ended.code).toBe(0);
    await expectFlushed(edit, desktop.libraryFolder);
  });
});
