import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startBuiltProgram } from '../helpers/built-program';
import { chromiumLaunchOptions } from '../helpers/chromium';
import { projectFolder } from '../helpers/ensure-built';
import { WorkspacePage } from './page-models/workspace-page';
import { call, upload } from './program-api';

const { executablePath, args } = chromiumLaunchOptions();

// Outputs of Chromium's own making; it names them only to a page that may use the microphone.
test.use({
  launchOptions: { executablePath, args: [...args, '--use-fake-device-for-media-stream'] },
  permissions: ['microphone'],
});

test('sound goes where it is sent, also after coming back, until that is gone', async ({ page }) => {
  const program = await startBuiltProgram();
  try {
    await call(program, 'profile.save', { person: { name: 'Ana Lindt', role: 'trainee', credential: '' } });
    const speech = await readFile(join(projectFolder, 'tests/fixtures/media/speech.wav'));
    const job = await upload(program, new Uint8Array(speech), 'speech.wav');
    if (job?.phase !== 'done') throw new Error(`It was not added: ${JSON.stringify(job)}`);
    const { sessionId } = job;
    const framework = { id: 'agreements-and-partnering', edition: '1' };
    const { reviewId } = await call<{ reviewId: string }>(program, 'reviews.start', { sessionId, framework });
    await page.goto(await program.newAddress());
    await page.goto(`${program.origin}/#/session/${sessionId}/review/${reviewId}`);
    const workspace = new WorkspacePage(page);
    await workspace.isOpen();
    const goesTo = () => page.evaluate(() => document.querySelector('audio')?.sinkId);
    expect(await goesTo()).toBe('');

    await page.getByRole('button', { name: 'Listening' }).click();
    await page.getByRole('combobox', { name: 'Sound goes to' }).click();
    await page.getByRole('option', { name: 'Fake Audio Output 2' }).click();
    await expect.poll(goesTo).toMatch(/^[0-9a-f]{64}$/);
    const chosen = await goesTo();

    await page.reload();
    await workspace.isOpen();
    await expect.poll(goesTo).toBe(chosen);

    await page.evaluate(() => {
      navigator.mediaDevices.enumerateDevices = async () => [];
      navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
    });
    await expect(
      page.getByText('“Fake Audio Output 2” is not connected. Sound goes to the system’s output.'),
    ).toBeVisible();
    await expect.poll(goesTo).toBe('');
  } finally {
    await program.close();
  }
});
