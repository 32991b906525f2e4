import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { call } from '../helpers/page-api';

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
}

test('a trainee notes her talks with mentors by keyboard and sees what is missing', async ({ page }) => {
  const program: BuiltProgram = await startBuiltProgram();
  try {
    await call(program, 'profile', 'save', { person: { name: 'Tara', role: 'trainee', credential: '' } });
    await page.goto(await program.newAddress());
    await page.getByRole('link', { name: 'Mentoring' }).press('Enter');
    const stand = page.getByRole('region', { name: 'Where you stand' });
    await expect(stand.getByRole('status')).toContainText(
      '10 h are missing in all. 3 h one to one are missing.',
    );
    await expectAccessible(page);

    await page.getByRole('button', { name: 'Note a talk…' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Note a talk' });
    await expect(dialog.getByRole('button', { name: 'Save 1 h' })).toBeDisabled();
    await dialog.getByLabel('Date').fill('2026-09-01');
    await dialog.getByLabel('To', { exact: true }).fill('21:00');
    await dialog.getByRole('textbox', { name: 'Mentor' }).fill('Mina Okafor');
    await dialog.getByRole('textbox', { name: 'Credential held that day' }).fill('PCC');
    await dialog
      .getByRole('textbox', { name: 'What was talked about' })
      .fill('The agreement, and what came after it');
    await expectAccessible(page);
    await dialog.getByRole('textbox', { name: 'Mentor' }).press('Enter');
    await expect(dialog).toBeHidden();

    const talks = page.getByRole('list', { name: 'Talks with mentors' }).getByRole('listitem');
    await expect(talks).toHaveText([/3 h.*Mina Okafor, PCC · one to one/]);
    await expect(stand.getByRole('status')).toHaveText(
      /^7 h are missing in all\. The talks lie within 0 days/,
    );

    await page.getByRole('button', { name: 'Note a talk…' }).press('Enter');
    await dialog.getByLabel('Date').fill('2026-10-01');
    await expect(dialog.getByRole('textbox', { name: 'Mentor' })).toHaveValue('Mina Okafor');
    await dialog.getByRole('radio', { name: 'In a group' }).press('Space');
    await dialog.getByRole('textbox', { name: 'People who were mentored' }).fill('12');
    await dialog.getByRole('button', { name: 'Save 1 h' }).press('Enter');
    await expect(talks.first()).toContainText('Does not count: The group was larger than 10.');

    await page.reload();
    await expect(talks).toHaveCount(2);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as CSV' }).press('Enter');
    const table = await readFile(await (await download).path(), 'utf8');
    expect(table).toContain('"2026-09-01","18:00","21:00","180","one-to-one","","Mina Okafor","PCC"');

    await page
      .getByRole('button', { name: /^Remove the talk of / })
      .first()
      .press('Enter');
    await expect(talks).toHaveCount(1);
    await page.getByRole('button', { name: 'Put it back' }).press('Enter');
    await expect(talks).toHaveCount(2);
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await expectAccessible(page);
  } finally {
    await program.close();
  }
});
