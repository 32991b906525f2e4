import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { expectAccessibleInBothSchemes } from '../helpers/accessible';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { call } from './program-api';

test.describe('an engagement', () => {
  let program: BuiltProgram;
  test.beforeEach(async ({ page }) => {
    program = await startBuiltProgram();
    await call(program, 'profile.save', { person: { name: 'Robin Hale', role: 'trainee', credential: '' } });
    await call(program, 'sessions.openSample');
    await page.goto(await program.newAddress());
  });
  test.afterEach(() => program.close());

  test('is agreed in versions, held against its terms, and saved as a page to sign', async ({ page }) => {
    await page.setViewportSize({ width: 1024, height: 700 });
    const saved = page.getByRole('status').filter({ hasText: /^Saved$/ });
    const openTab = (name: string) => page.getByRole('tab', { name }).click();

    await page.goto(`${program.origin}/#/engagements`);
    await page.getByRole('textbox', { name: 'Client, by an alias' }).fill('Juniper');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'Juniper' })).toBeVisible();

    const fees = page.getByRole('textbox', { name: 'Fees' });
    await fees.fill('80 a session, <b>before</b> it begins');
    await page.getByRole('button', { name: 'Keep as version 1' }).click();
    await page.getByRole('checkbox', { name: 'The coach confirms' }).check();
    await expect(page.getByText(/^Version 1 of .*, not confirmed yet by the client\.$/)).toBeVisible();
    await page.getByRole('checkbox', { name: 'The client confirms' }).check();
    await expect(page.getByText(/^Version 1 of .*, confirmed by both\.$/)).toBeVisible();
    await fees.fill('90 a session');
    await expect(page.getByText(/confirmed by both; changed since\.$/)).toBeVisible();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(fees).toHaveValue('80 a session, <b>before</b> it begins');
    await expect(page.getByText(/confirmed by both\.$/)).toBeVisible();
    await page.getByRole('button', { name: 'Redo' }).click();
    await expect(fees).toHaveValue('90 a session');
    await page.getByRole('button', { name: 'Keep as version 2' }).click();
    await page.getByRole('button', { name: 'Read the versions…' }).press('Enter');
    const versions = page.getByRole('dialog', { name: 'Coaching agreement, version by version' });
    await expect(versions).toContainText('90 a session');
    await expect(versions).toContainText('The coach did not confirm it.');
    await expect(versions).toContainText('Fees changed in this version');
    await versions.getByRole('combobox', { name: 'Version' }).selectOption('1');
    await expect(versions).toContainText('80 a session, <b>before</b> it begins');
    await expect(versions).toContainText(/The coach confirmed it on .*The client confirmed it on/);
    await expectAccessibleInBothSchemes(page, 'The versions');
    await page.keyboard.press('Escape');
    await expect(versions).toBeHidden();
    await fees.fill('95 a session');
    await expect(page.getByText(/; changed since\.$/)).toBeVisible();
    await expectAccessibleInBothSchemes(page, 'Coaching agreement');

    await openTab('Between sessions');
    const risks = page.getByRole('region', { name: 'Not agreed yet, and what may come of it' });
    await expect(risks.getByRole('listitem')).toHaveCount(9);
    await page.getByRole('textbox', { name: 'What costs extra' }).fill('Calls');
    await page.getByRole('textbox', { name: 'Free up to, minutes' }).fill('5');
    await expect(risks.getByRole('listitem')).toHaveCount(8);
    const add = page.getByRole('form', { name: 'Add a contact' });
    await add.getByRole('textbox', { name: 'How' }).fill('call');
    await add.getByRole('textbox', { name: 'Minutes it took' }).fill('12');
    await add.getByRole('button', { name: 'Add to the log' }).click();
    const log = page.getByRole('table', { name: 'Contact log' });
    await expect(log).toContainText('Over the free minutes, unpaid');
    await log.getByRole('button', { name: /^Take the contact of .* to supervision$/ }).click();
    await expect(page.getByRole('textbox', { name: /^Note of/ })).toHaveValue(
      /: over the free minutes, unpaid\. $/,
    );
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByRole('textbox', { name: /^Note of/ })).toHaveCount(0);
    await log.getByRole('checkbox', { name: /is paid$/ }).check();
    await expect(log).toContainText('fits');
    await page.getByRole('button', { name: 'Add a note' }).click();
    await page.getByRole('textbox', { name: /^Note of/ }).fill('She calls late, and I answer.');
    await expectAccessibleInBothSchemes(page, 'Between sessions');

    await openTab('Partnership');
    const truth = 'I tell the truth as I see it.';
    await page.getByRole('checkbox', { name: `The coach agrees: ${truth}` }).check();
    await page.getByRole('checkbox', { name: `The client agrees: ${truth}` }).check();
    await expect(page.getByText('1 of 16 agreed by both')).toBeVisible();
    await expectAccessibleInBothSchemes(page, 'Partnership');

    await openTab('Plan');
    await page.getByRole('textbox', { name: 'Hopes' }).fill('Room to think before a yes');
    await page.getByRole('button', { name: 'Add a phase' }).press('Enter');
    await page.getByRole('textbox', { name: 'Name of phase 1' }).fill('Notice the yes');
    await page.getByRole('button', { name: 'Add a method' }).press('Enter');
    await page.getByRole('combobox', { name: 'Name of method 1' }).fill('Mindfulness');
    await expect(page.getByText('Not to be used yet: the client has not agreed to it.')).toBeVisible();
    await page.getByLabel('The client agreed on').fill('2026-09-10');
    await expect(page.getByText('The client has agreed to it.')).toBeVisible();
    await page.getByRole('button', { name: 'Add a change' }).press('Enter');
    await page.getByRole('textbox', { name: 'What is done otherwise now' }).fill('Shorter sessions');
    await page.getByRole('button', { name: 'Add a check-in' }).press('Enter');
    await page.getByLabel('Day of check-in 1').fill('2020-03-01');
    const next = page.getByRole('region', { name: 'Next' });
    await expect(next).toContainText('check-in after the end, overdue');
    await page.getByLabel('Held on').fill('2020-03-02');
    await expect(next).toBeHidden();
    await expectAccessibleInBothSchemes(page, 'Plan');

    await openTab('Goals');
    await page.getByRole('button', { name: 'Add a goal' }).click();
    await page.getByRole('textbox', { name: 'Goal', exact: true }).fill('One breath before a yes');
    await page.getByLabel('Set on').fill('2020-01-01');
    await expect(page.getByText('This goal is dated before the engagement began')).toBeVisible();
    await page.getByRole('button', { name: 'Add a milestone' }).press('Enter');
    await page.getByRole('textbox', { name: 'What milestone 1 is' }).fill('Say “let me think” once');
    await page.getByLabel('By when').fill('2020-02-01');
    await expect(next).toContainText('milestone: Say “let me think” once, overdue');
    await page.getByLabel('Reached on').fill('2020-01-20');
    await expect(next).toBeHidden();
    await page.getByRole('button', { name: 'Add a look' }).press('Enter');
    await page.getByRole('textbox', { name: 'How it stands, and what changes' }).fill('Three of five');
    await expectAccessibleInBothSchemes(page, 'Goals');

    await openTab('Client feedback');
    await expect(page.getByText('Nothing is agreed about when it is asked for.')).toBeVisible();
    await page.getByRole('textbox', { name: 'Ask every, weeks' }).fill('4');
    await expect(page.getByText(/^Due next on /)).toBeVisible();
    await page.getByRole('button', { name: 'Add a feedback' }).press('Enter');
    await page.getByLabel('Day of feedback 1').fill('2020-01-10');
    await page.getByRole('textbox', { name: 'What was asked' }).fill('What has helped most?');
    await page.getByRole('textbox', { name: 'In the client’s words' }).fill('That you wait.');
    await page.getByRole('textbox', { name: 'What the coach changes' }).fill('I wait longer.');
    await expectAccessibleInBothSchemes(page, 'Client feedback');

    await openTab('About and sessions');
    await page.getByRole('combobox', { name: 'Sessions that belong to it' }).fill('breath');
    await page.getByRole('option', { name: /One breath before the yes/ }).click();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('link', { name: 'One breath before the yes' })).toBeVisible();
    await expectAccessibleInBothSchemes(page, 'About and sessions');
    await saved.waitFor();

    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save a page to sign…' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('Coaching with Juniper.html');
    const html = await readFile(await download.path(), 'utf8');
    expect(html).toContain('95 a session');
    expect(html).toContain('by 2020-02-01, reached on 2020-01-20');
    expect(html).toContain('Mindfulness');
    expect(html).not.toContain('That you wait.');
    expect(html).toContain('Changed since then; not agreed in this form.');
    expect(html).toContain('One breath before a yes');
    expect(html).not.toContain('She calls late');

    await page.reload();
    await expect(page.getByRole('textbox', { name: 'Fees' })).toHaveValue('95 a session');
    await openTab('Client feedback');
    await expect(page.getByRole('textbox', { name: 'In the client’s words' })).toHaveValue('That you wait.');
    await openTab('Goals');
    await expect(page.getByRole('region', { name: 'One breath before a yes' })).toBeVisible();

    await page.getByRole('link', { name: 'All engagements' }).click();
    const row = page.getByRole('list', { name: 'Engagements' }).getByRole('listitem');
    await expect(row).toContainText('1 session · 1 goal');
    await expectAccessibleInBothSchemes(page, 'Engagements');
    await row.getByRole('link', { name: 'Juniper' }).click();
    await openTab('About and sessions');
    await page.getByRole('button', { name: 'Delete this engagement…' }).click();
    await page.getByRole('button', { name: 'Delete it' }).click();
    await expect(page.getByRole('button', { name: 'Begin an engagement' })).toBeVisible();
    await expect(row).toHaveCount(0);
  });
});
