import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { expectAccessible } from '../helpers/accessible';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { call as ask } from '../helpers/page-api';
import { readZip } from '../helpers/read-zip';
import { introduce, submit, writeReview } from '../screens/program-api';
import { ROBINS_REVIEW } from '../screens/reviews';
import { SessionPage } from './page-models/session-page';
import { call } from './program-api';

const FRAMEWORK = { id: 'agreements-and-partnering', edition: '1' };

test.describe('the form of an observed session', () => {
  let program: BuiltProgram;
  let sessionId: string;

  test.beforeEach(async ({ page }) => {
    program = await startBuiltProgram();
    await introduce(program, 'Robin Hale', 'trainee');
    ({ sessionId } = await call<{ sessionId: string }>(program, 'sessions.openSample'));
    await submit(program, await writeReview(program, sessionId, FRAMEWORK, ROBINS_REVIEW));
    await page.goto(await program.newAddress());
    await page.goto(`${program.origin}/#/session/${sessionId}`);
    await new SessionPage(page).reviews.getByRole('link', { name: 'Form' }).click();
    await page.getByRole('heading', { level: 1, name: 'Session observation' }).waitFor();
  });
  test.afterEach(() => program?.close());

  test('is read, played and saved as a Word file that says the same', async ({ page }) => {
    const paper = page.getByRole('article');
    await expect(paper).toContainText('One breath before the yes');
    const time = paper.getByRole('button', { name: /^Play / }).first();
    const label = (await time.innerText()).trim();
    await time.click();
    await expect(paper.getByRole('button', { name: `Pause ${label}` }).first()).toBeVisible();

    await page.getByText('In a group').click();
    await expect(paper).toContainText('to be taken as formative');

    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as Word file…' }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe('Session observation, One breath before the yes.docx');
    const files = await readZip(await readFile(await saved.path()));
    const document = files.get('word/document.xml')?.toString('utf8') ?? '';
    for (const button of await paper.getByRole('button', { name: /^(Play|Pause) / }).all()) {
      expect(document).toContain((await button.innerText()).trim());
    }
    for (const heading of await paper.getByRole('heading').allInnerTexts()) {
      expect(document).toContain(heading.replaceAll('&', '&amp;'));
    }
    const history = await ask(program, 'sessions', 'audit', { sessionId });
    expect(history.entries.at(-1)?.event.type).toBe('form-saved');
  });

  test('goes out without names where that is wanted', async ({ page }) => {
    const paper = page.getByRole('article');
    await expect(paper).toContainText('Robin Hale');
    await page.getByRole('checkbox', { name: 'Replace names' }).check();
    await expect(paper).not.toContainText('Robin Hale');
    await expect(paper).toContainText('Coach');
  });

  test('prints alone on white paper, whatever the screen looks like', async ({ page }) => {
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await expect(page.getByRole('article')).toBeVisible();
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeHidden();
    await expect(page.getByRole('button', { name: 'Save as Word file…' })).toBeHidden();
    await expect(page.getByRole('article')).toHaveCSS('color', 'rgb(0, 0, 0)');
    const pdf = await page.pdf({ format: 'A4' });
    const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? [];
    expect(pages.length).toBeGreaterThan(1);
  });

  test('takes a school’s own layout, and refuses a file that is none', async ({ page }) => {
    const layout = {
      schemaVersion: 1,
      id: 'own-school',
      edition: '2026',
      language: 'en',
      title: 'Observation at our school',
      parts: [{ type: 'facts', facts: [{ fact: 'coach', label: 'Trainee' }] }],
    };
    const input = page.getByLabel('Layout file');
    const fileOf = (text: string) => ({
      name: 'own.json',
      mimeType: 'application/json',
      buffer: Buffer.from(text),
    });
    await input.setInputFiles(fileOf('{"title":"no"}'));
    await expect(page.getByText(/“own\.json” is not a layout/)).toBeVisible();
    await input.setInputFiles(fileOf(JSON.stringify(layout)));
    await expect(page.getByRole('heading', { level: 1, name: 'Observation at our school' })).toBeVisible();
    await expect(page.getByRole('article')).toContainText('Trainee');
    await expect(page.getByRole('article')).toContainText('not affiliated with or endorsed by');
    await expect(page.getByRole('combobox', { name: 'Layout' })).toHaveValue('own-school@2026');
  });

  test('can be read aloud, in light and dark', async ({ page }) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await expectAccessible(page);
    }
  });
});
