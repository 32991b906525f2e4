import { expect, test } from '@playwright/test';
import type { BuiltProgram } from '../helpers/built-program';
import { hasFfmpeg } from '../helpers/known-recordings';
import { comeToRest, heading, picture, type Way } from './picture';
import { openRecordings, openWithoutFfmpeg, type RecordingsOfManyKinds } from './recordings';

test.beforeEach(async () => {
  test.skip(!(await hasFfmpeg()), 'ffmpeg, of which these pictures tell, is not on this system');
});

test.describe('recordings of many kinds', () => {
  test.describe.configure({ timeout: 300_000 });
  let many: RecordingsOfManyKinds;
  test.beforeAll(async () => {
    many = await openRecordings();
  });
  test.afterAll(() => many?.robin.close());

  const openSession =
    (sessionId: string): Way =>
    async (page) => {
      await page.goto(`${many.robin.origin}/#/session/${sessionId}`);
      await page.getByRole('region', { name: 'Reviews' }).waitFor();
      await page.getByRole('button', { name: 'Delete the recording…' }).waitFor();
    };

  test('settings, ffmpeg', async ({ page }) => {
    await picture(page, many.robin, 'settings-ffmpeg', async () => {
      await page.goto(`${many.robin.origin}/#/settings`);
      await heading(page, 'Settings');
      const section = page.getByRole('region', { name: 'ffmpeg' });
      await section.getByText(/^In use:/).waitFor();
      await section.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    });
  });

  test('listening', async ({ page }) => {
    await picture(page, many.robin, 'listening', async () => {
      await page.goto(`${many.robin.origin}/#/session/${many.severalId}/review/${many.draftId}`);
      await page.getByRole('button', { name: /^Listening/ }).waitFor();
      await comeToRest(page);
      await page.getByRole('button', { name: /^Listening/ }).click();
      await page.getByRole('dialog', { name: 'Listening' }).waitFor();
    });
  });

  test('several sounds', async ({ page }) => {
    await picture(page, many.robin, 'several-sounds', async () => {
      await openSession(many.severalId)(page);
      const choice = page.getByRole('combobox', { name: 'Sound that is heard' });
      await choice.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    });
  });

  test('hidden picture', async ({ page }) => {
    await picture(page, many.robin, 'hidden-picture', async () => {
      await openSession(many.hiddenPictureId)(page);
      const offer = page.getByRole('button', { name: 'Make the picture visible' });
      await offer.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    });
  });

  test('share, as the copy', async ({ page }) => {
    await picture(page, many.robin, 'share-copy', async () => {
      await openSession(many.encodedId)(page);
      await page.getByRole('region', { name: 'Reviews' }).getByRole('button', { name: 'Share…' }).click();
      const dialog = page.getByRole('dialog', { name: 'Share this session' });
      await dialog.getByRole('radio', { name: 'All of it, as the copy that plays' }).click();
    });
  });
});

test.describe('ffmpeg is not allowed', () => {
  let robin: BuiltProgram;
  test.beforeAll(async () => {
    robin = await openWithoutFfmpeg();
  });
  test.afterAll(() => robin?.close());

  test('import offer', async ({ page }) => {
    await picture(page, robin, 'import-offer', async () => {
      await page.goto(robin.origin);
      await heading(page, 'Library');
      const tray = page.getByRole('region', { name: 'Files being added' });
      await expect(tray.getByRole('button', { name: 'Open the settings' })).toHaveCount(3);
    });
  });
});
