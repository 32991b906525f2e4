import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { expectAccessible } from '../helpers/accessible';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { call } from '../helpers/page-api';
import { CarePage } from './page-models/care-page';

test.describe('the care of the library', () => {
  let program: BuiltProgram;
  let sessionId: string;

  test.beforeEach(async ({ page }) => {
    program = await startBuiltProgram();
    await call(program, 'profile', 'save', { person: { name: 'Robin', role: 'trainee', credential: '' } });
    ({ sessionId } = await call(program, 'sessions', 'openSample'));
    await call(program, 'sessions', 'update', { sessionId, details: { title: 'Monday' } });
    await page.goto(await program.newAddress());
  });
  test.afterEach(() => program?.close());

  test('a backup is made, shows what it holds, and brings a session back, by keyboard alone', async ({
    page,
  }) => {
    const care = new CarePage(page);
    await care.open();
    await care.makeBackup.focus();
    await page.keyboard.press('Enter');
    // The backup of the day may have been made meanwhile.
    const asked = care.backups.filter({ hasText: 'made when you asked · 1 session' });
    await expect(asked).toHaveCount(1);
    await expectAccessible(page);

    await call(program, 'sessions', 'update', { sessionId, details: { title: 'Tuesday' } });
    await asked.getByRole('button').focus();
    await page.keyboard.press('Enter');
    await expect(care.session('Monday')).toContainText('Changed since: its details');
    await expectAccessible(page);
    await care.choose('Monday').focus();
    await page.keyboard.press('Space');
    await care.dialog.getByRole('button', { name: 'Bring back 1 session' }).focus();
    await page.keyboard.press('Enter');
    await expect(care.restoreReport).toContainText('“Monday” is as the backup holds it.');
    await expect(care.backups.filter({ hasText: 'made before a restore' })).toHaveCount(1);
    expect((await call(program, 'sessions', 'get', { sessionId })).title).toBe('Monday');
    await expectAccessible(page);
  });

  test('the check says that all is whole, and what is not', async ({ page }) => {
    const care = new CarePage(page);
    await care.open();
    await care.startCheck.click();
    await expect(care.checkReport).toContainText('Everything is whole');
    await rm(join(program.libraryFolder, 'sessions', sessionId, 'recording'), { recursive: true });
    await care.startCheck.click();
    await expect(care.checkReport).toContainText('1 problem found.');
    await expect(care.checkReport).toContainText('The recording of “Monday” is missing');
    await expectAccessible(page);
  });

  test('a second program reads: a banner says so, and nothing that changes something can be used', async ({
    page,
  }) => {
    const reader = await startBuiltProgram({
      libraryFolder: program.libraryFolder,
      arguments: ['--read-only'],
    });
    await page.goto(await reader.newAddress());
    await expect(page.getByRole('status', { name: 'Open for reading' })).toContainText(
      `open for reading only, since another Concordance (process ${program.process.child.pid}`,
    );
    await expect(page.getByRole('button', { name: 'Add a recording' })).toHaveCount(0);
    await expectAccessible(page);
    await page.evaluate((hash) => {
      location.hash = hash;
    }, `#/session/${sessionId}`);
    await expect(page.getByRole('button', { name: 'Move to the trash' })).toBeDisabled();
    await expect(page.getByRole('textbox', { name: 'Coach' })).toBeDisabled();
    const care = new CarePage(page);
    await care.open();
    await expect(care.makeBackup).toBeDisabled();
    await care.startCheck.click();
    await expect(care.checkReport).toContainText('Everything is whole');
    await reader.stop();
  });
});
