import { rename, writeFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { LibraryLayout } from '../../electron/backend/library/layout';
import { startBuiltProgram } from '../helpers/built-program';
import { makeTemporaryFolder } from '../helpers/temporary-folder';
import { idOf } from '../unit/backend/exchange/sample-contents';
import { plantSession, sessionNumber } from '../unit/backend/library/test-library';
import { LibraryPage } from './page-models/library-page';
import { call } from './program-api';

const SESSIONS = 200;

function makeSession(number: number, title = `Session ${number}`) {
  const date = new Date(Date.UTC(2026, 0, number)).toISOString().slice(0, 10);
  return sessionNumber(number, { title, date });
}

test('a large library shows its first rows at once, and all that its folders hold soon after', async ({
  page,
}) => {
  const folder = await makeTemporaryFolder('library');
  for (let number = 1; number <= SESSIONS; number += 1) await plantSession(folder.path, makeSession(number));
  const before = await startBuiltProgram({ libraryFolder: folder.path });
  await call(before, 'profile.save', { person: { name: 'Robin', role: 'trainee', credential: '' } });
  await before.stop();
  const { document } = new LibraryLayout(folder.path).session(idOf(SESSIONS));
  await writeFile(`${document}.new`, JSON.stringify(makeSession(SESSIONS, 'Renamed while closed')));
  await rename(`${document}.new`, document);

  const program = await startBuiltProgram({ libraryFolder: folder.path });
  try {
    const gate = Promise.withResolvers<void>();
    await page.route(/\/api\/[^?]*sessions\.list/, async (route) => {
      await gate.promise;
      await route.continue();
    });
    const library = new LibraryPage(page);
    await page.goto(await program.newAddress());
    await expect(library.row('Session 199')).toBeVisible();
    await expect(page.getByText('200 sessions', { exact: true })).toBeVisible();
    await expect(library.grid).toHaveAttribute('aria-rowcount', '201');
    // Of the first rows alone nobody can say what else matches.
    await library.search.fill('session 7');
    await expect(library.grid).toBeHidden();
    await expect(page.getByText('No session matches')).toBeHidden();

    gate.resolve();
    await expect(page.getByText('38 of 200 sessions')).toBeVisible();
    await library.search.fill('');
    await expect(library.row('Renamed while closed')).toBeVisible();
    await library.grid.focus();
    await page.keyboard.press('End');
    await expect(library.currentRow()).toContainText('Session 1');
    await expect(library.currentRow()).toHaveAttribute('aria-rowindex', '201');
  } finally {
    await program.close();
    await folder.remove();
  }
});
