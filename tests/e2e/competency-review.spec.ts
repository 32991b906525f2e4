import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { expectAccessible } from '../helpers/accessible';
import { readZip } from '../helpers/read-zip';
import { openCalibratedLibrary } from '../screens/calibration';
import { openMentorsLibrary } from '../screens/mentor';

test('a mentor looks back on three sessions of one trainee, decides, and saves the form', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const { mina } = await openMentorsLibrary();
  try {
    await page.goto(await mina.newAddress());
    await page.getByRole('link', { name: 'People', exact: true }).press('Enter');
    await expect(page.getByText('3 sessions', { exact: true })).toBeVisible();
    await page.getByRole('link', { name: 'Robin Hale' }).press('Enter');
    const sessions = page.getByRole('list', { name: 'Sessions from Robin Hale' }).getByRole('listitem');
    await expect(sessions).toHaveCount(3);
    await expectAccessible(page);

    await page.getByRole('button', { name: 'Start a competency review' }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Competency review' }).waitFor();
    const paper = page.getByRole('article');
    await expect(
      paper.getByRole('table', { name: 'Ratings of Session agreement' }).getByRole('row'),
    ).toHaveCount(4);
    await paper
      .getByRole('radiogroup', { name: 'Proficiency in SA' })
      .getByText('Shown', { exact: true })
      .click();
    await paper.getByRole('textbox', { name: 'Feedback on SA' }).fill('You wait for the answer.');
    await expect(paper.getByText('Shown in these sessions')).toBeVisible();
    await expect(paper.getByText('Feedback: You wait for the answer.')).toBeVisible();

    const chosen = page.getByRole('list', { name: 'Submitted reviews' });
    await chosen.getByRole('checkbox', { name: /^What a good handover/ }).uncheck();
    await expect(
      paper.getByRole('table', { name: 'Ratings of Session agreement' }).getByRole('row'),
    ).toHaveCount(3);
    await chosen
      .getByRole('radiogroup', { name: 'Mentoring about Practice triad, group B' })
      .getByText('In a group')
      .click();
    await expect(paper).toContainText('Emerging (in a group)');
    await page.getByText(/things are missing in this form$/).click();
    await expect(page.getByText(/“Practice triad, group B”: in a group/)).toBeVisible();
    await expectAccessible(page);

    const time = paper.getByRole('button', { name: /^Play .* of One breath before the yes$/ }).first();
    await time.click();
    await expect(page.getByRole('region', { name: 'Moment that plays' })).toContainText(
      'One breath before the yes',
    );

    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as Word file…' }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe('Competency review, Robin Hale.docx');
    const document =
      (await readZip(await readFile(await saved.path()))).get('word/document.xml')?.toString('utf8') ?? '';
    for (const button of await paper.getByRole('button', { name: /^Play / }).all()) {
      expect(document).toContain((await button.innerText()).trim());
    }
    expect(document).toContain('You wait for the answer.');

    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await expect(paper).toBeVisible();
    await expect(paper.getByRole('textbox', { name: 'Feedback on SA' })).toBeHidden();
    await expect(page.getByRole('button', { name: 'Save as Word file…' })).toBeHidden();
  } finally {
    await mina.close();
  }
});

test('a trainee sees her drift from references, and none of one that is still closed', async ({ page }) => {
  test.setTimeout(180_000);
  const { robin, closedId } = await openCalibratedLibrary();
  try {
    await page.goto(await robin.newAddress());
    await page.getByRole('link', { name: 'Progress', exact: true }).press('Enter');
    await page.getByRole('link', { name: 'calibration', exact: true }).press('Enter');
    const closed = page.getByRole('list', { name: 'Sessions whose reference is closed' });
    await expect(closed.getByRole('listitem')).toHaveText([
      /One breath before the yes.*reference by Mina Okafor/,
    ]);
    const course = page.getByRole('table', { name: 'Drift by calibration session' });
    await expect(course.getByRole('row')).toHaveCount(3);
    await expect(
      page
        .getByRole('table', { name: 'Competencies of Calibration 2: the quiet client' })
        .getByRole('row')
        .nth(1),
    ).toContainText('1 step more severe');
    await page.getByText('Each competency and kind of moment over time').click();
    await expect(
      page.getByRole('table', { name: 'Drift of each competency by session' }).getByRole('row').nth(1),
    ).toContainText('−1.0');
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await expectAccessible(page);

    await page.goto(`${robin.origin}/#/session/${closedId}`);
    await expect(
      page.getByText('Stays closed until yours is submitted: then you see where you drift from it'),
    ).toBeVisible();
  } finally {
    await robin.close();
  }
});
