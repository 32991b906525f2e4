import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import type { Person } from '#shared/model/profile';
import { writeCard } from '../../electron/backend/identity/card';
import { fingerprintOf } from '../../electron/backend/identity/fingerprint';
import { makePrivateKeys } from '../../electron/backend/identity/private-keys';
import { expectAccessible } from '../helpers/accessible';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { call } from '../helpers/page-api';
import { makeTemporaryFolder } from '../helpers/temporary-folder';
import { idOf } from '../unit/backend/exchange/sample-contents';
import { LibraryPage } from './page-models/library-page';
import { PeoplePage } from './page-models/people-page';
import { SettingsPage } from './page-models/settings-page';

const mara: Person = { profileId: idOf(2), name: 'Mara', role: 'mentor', credential: 'PCC' };

let program: BuiltProgram;
let people: PeoplePage;
test.beforeEach(async ({ page }) => {
  program = await startBuiltProgram();
  await call(program, 'profile', 'save', { person: { name: 'Tara', role: 'trainee', credential: '' } });
  await page.goto(await program.newAddress());
  await new LibraryPage(page).heading.waitFor();
  people = new PeoplePage(page);
});
test.afterEach(() => program?.close());

test('somebody is added by her card, compared by voice, and removed, with the keyboard alone', async ({
  page,
}) => {
  const keys = await makePrivateKeys();
  await people.open();
  await expect(page.getByText('Nobody is here yet.')).toBeVisible();
  await people.add.focus();
  await page.keyboard.press('Enter');
  await expect(people.card).toBeFocused();
  await page.keyboard.insertText(writeCard(mara, keys));
  for (const button of ['Choose a card file…', 'Cancel', 'Look at the card']) {
    await page.keyboard.press('Tab');
    await expect(people.addDialog.getByRole('button', { name: button })).toBeFocused();
  }
  await page.keyboard.press('Enter');
  const preview = people.addDialog.getByRole('region', { name: 'What the card says' });
  await expect(preview).toContainText('Maramentor coach, PCC');
  await expect(preview.getByRole('figure')).toHaveText(fingerprintOf(keys.publicKeys).replaceAll(' ', ''));
  await expect(people.list).toBeHidden();
  await people.addDialog.getByRole('button', { name: 'Add Mara' }).focus();
  await page.keyboard.press('Enter');
  await expect(people.contact('Mara')).toContainText('Not compared yet');
  await expect(people.addDialog).toBeHidden();

  await people.compare('Mara').focus();
  await page.keyboard.press('Enter');
  const comparing = people.compareDialog('Mara');
  await expect(comparing.getByRole('figure', { name: 'Fingerprint of Mara' })).toBeVisible();
  await comparing.getByRole('button', { name: 'They are the same' }).press('Enter');
  await expect(people.contact('Mara')).toContainText('Compared by voice on');
  await page.reload();
  await expect(people.contact('Mara')).toContainText('Compared by voice on');

  await page.getByRole('button', { name: 'Remove Mara' }).press('Enter');
  const removing = page.getByRole('dialog', { name: 'Remove Mara?' });
  await expect(removing.getByRole('button', { name: 'Keep' })).toBeFocused();
  await removing.getByRole('button', { name: 'Remove' }).press('Enter');
  await expect(page.getByText('Nobody is here yet.')).toBeVisible();
});

test('a card with other keys changes nothing until she decides', async () => {
  const known = await makePrivateKeys();
  const other = await makePrivateKeys();
  await people.open();
  await people.addCard(writeCard(mara, known), 'Mara');
  const offer = async () => {
    await people.add.click();
    await people.card.fill(writeCard(mara, other));
    await people.addDialog.getByRole('button', { name: 'Look at the card' }).click();
    await expect(people.addDialog).toContainText('You know this person with other keys');
    await people.addDialog.getByRole('button', { name: 'Go on to decide' }).click();
    await people.warning('Mara').waitFor();
  };
  await offer();
  await people.warning('Mara').getByRole('button', { name: 'Keep the keys I know' }).click();
  await expect(people.warning('Mara')).toBeHidden();
  expect(await call(program, 'contacts', 'list')).toMatchObject([{ publicKeys: known.publicKeys }]);
  await offer();
  await people.warning('Mara').getByRole('button', { name: 'Accept the new keys' }).click();
  await expect(people.contact('Mara')).toContainText('new keys accepted');
  await expect(people.contact('Mara')).toContainText('Not compared yet');
  expect(await call(program, 'contacts', 'list')).toMatchObject([{ publicKeys: other.publicKeys }]);
});

test('what is no card, or her own, is refused in words; a file is read', async ({ page }) => {
  const { card = '' } = await call(program, 'identity', 'makeKeys');
  await people.open();
  await people.add.click();
  await people.card.fill('Dear Tara, see you on Monday.');
  await people.addDialog.getByRole('button', { name: 'Look at the card' }).click();
  await expect(people.problem).toContainText('This is not a public card that can be used.');
  await people.card.fill(card);
  await expect(people.problem).toBeHidden();
  await people.addDialog.getByRole('button', { name: 'Look at the card' }).click();
  await expect(people.addDialog).toContainText('This is your own card.');
  await people.cardFile.setInputFiles({
    name: 'Mara.concordance-card',
    mimeType: 'text/plain',
    buffer: Buffer.from(`${writeCard(mara, await makePrivateKeys())}\n`),
  });
  await people.addDialog.getByRole('button', { name: 'Add Mara' }).click();
  await expect(people.contact('Mara')).toBeVisible();
  expect(page.url()).toContain('#/people');
});

test('her keys go to a new library by a file and a suggested passphrase', async ({ page, context }) => {
  test.slow();
  const settings = new SettingsPage(page);
  await settings.open();
  const section = page.getByRole('region', { name: 'Your keys' });
  await section.getByRole('button', { name: 'Make my keys' }).click();
  const fingerprint = await section.getByRole('figure', { name: 'Your fingerprint' }).textContent();
  const cardDownload = page.waitForEvent('download');
  await section.getByRole('button', { name: 'Save it as a file…' }).click();
  expect((await cardDownload).suggestedFilename()).toBe('Tara.concordance-card');

  await section.getByRole('button', { name: 'Export keys…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export your keys' });
  const passphrase = dialog.getByLabel('Passphrase', { exact: true });
  const save = dialog.getByRole('button', { name: 'Save the key file…' });
  await passphrase.fill('password1');
  await expect(dialog.getByRole('status')).toHaveText(/^Weak/);
  await expect(save).toBeDisabled();
  await dialog.getByRole('button', { name: 'Suggest one' }).click();
  await expect(dialog.getByRole('status')).toHaveText(/^Strong/);
  const words = await passphrase.inputValue();
  expect(words).toMatch(/^[a-z]+( [a-z]+){4}$/);
  await expectAccessible(page);
  const download = page.waitForEvent('download');
  await save.click();
  const folder = await makeTemporaryFolder('key-file');
  const keyFile = `${folder.path}/Tara.concordance-keys`;
  await (await download).saveAs(keyFile);
  expect((await readFile(keyFile)).subarray(0, 21).toString()).toBe('age-encryption.org/v1');

  const otherMachine = await startBuiltProgram({ environment: { CONCORDANCE_KEYS: `${folder.path}/keys` } });
  try {
    const other = await context.newPage();
    await other.goto(await otherMachine.newAddress());
    await other.getByRole('button', { name: 'I have keys from another computer…' }).click();
    const importing = other.getByRole('dialog', { name: 'Import keys' });
    await importing.getByLabel('Key file').setInputFiles(keyFile);
    await importing.getByLabel('Passphrase of the file').fill('not these words at all');
    await importing.getByRole('button', { name: 'Import' }).click();
    await expect(importing.getByRole('alert')).toContainText('does not open', { timeout: 60_000 });
    await importing.getByLabel('Passphrase of the file').fill(words);
    await importing.getByRole('button', { name: 'Import' }).click();
    await new LibraryPage(other).heading.waitFor({ timeout: 60_000 });
    await new SettingsPage(other).open();
    await expect(other.getByRole('figure', { name: 'Your fingerprint' })).toHaveText(fingerprint ?? '');
    await expect(new SettingsPage(other).name).toHaveValue('Tara');
  } finally {
    await otherMachine.close();
    await folder.remove();
  }
});

test('all of it can be read aloud, in light and dark', async ({ page }) => {
  const known = await makePrivateKeys();
  await call(program, 'identity', 'makeKeys');
  await call(program, 'contacts', 'add', { text: writeCard(mara, known) });
  await call(program, 'contacts', 'add', { text: writeCard(mara, await makePrivateKeys()) });
  await call(program, 'contacts', 'add', {
    text: writeCard({ ...mara, profileId: idOf(3), name: 'Robin', role: 'peer' }, known),
  });
  for (const scheme of ['Light', 'Dark'] as const) {
    const settings = new SettingsPage(page);
    await settings.open();
    await settings.colours(scheme).click();
    await expect(settings.colours(scheme)).toBeChecked();
    await expectAccessible(page);
    await people.open();
    await people.warning('Mara').waitFor();
    await expectAccessible(page);
    await people.compare('Robin').click();
    await people.compareDialog('Robin').waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(people.compareDialog('Robin')).toBeHidden();
    await people.add.click();
    await people.card.fill(writeCard(mara, known));
    await people.addDialog.getByRole('button', { name: 'Look at the card' }).click();
    await people.addDialog.getByRole('button', { name: 'Add Mara' }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(people.addDialog).toBeHidden();
  }
});
