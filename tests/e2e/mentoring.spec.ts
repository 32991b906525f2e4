import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { expectAccessible } from '../helpers/accessible';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { packReview, someone } from '../helpers/group-of-reviewers';
import { call } from '../helpers/page-api';
import { acceptPackage } from '../screens/program-api';

const FRAMEWORK = { id: 'agreements-and-partnering', edition: '1' };

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

    // A review that a mentor sent asks for the talk about it, and knows all of it but its times
    const { sessionId } = await call(program, 'sessions', 'openSample');
    const session = await call(program, 'sessions', 'get', { sessionId });
    const mentor = await someone('Noor Aziz', 'MCC', { moments: [], ratings: {}, marks: {}, feedback: {} });
    mentor.person.role = 'mentor';
    const review = packReview(mentor, session, FRAMEWORK, '2026-11-02T18:30:00.000Z');
    await acceptPackage(program, new Uint8Array(review));
    await page.reload();
    const waiting = page.getByRole('list', { name: 'Reviews from mentors without a talk' });
    await waiting.getByRole('button', { name: /^Add the talk about .* with Noor Aziz$/ }).press('Enter');
    await expect(dialog.getByRole('textbox', { name: 'Credential held that day' })).toHaveValue('MCC');
    await expect(dialog.getByLabel('Date')).toHaveValue('2026-11-02');
    await dialog.getByRole('button', { name: 'Save 1 h' }).press('Enter');
    await expect(waiting).toHaveCount(0);

    await page.reload();
    await expect(talks).toHaveCount(3);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as CSV' }).press('Enter');
    const table = await readFile(await (await download).path(), 'utf8');
    expect(table).toContain('"2026-09-01","18:00","21:00","180","one-to-one","","Mina Okafor","PCC"');

    await page
      .getByRole('button', { name: /^Remove the talk of / })
      .first()
      .press('Enter');
    await expect(talks).toHaveCount(2);
    await page.getByRole('button', { name: 'Put it back' }).press('Enter');
    await expect(talks).toHaveCount(3);
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await expectAccessible(page);
  } finally {
    await program.close();
  }
});
