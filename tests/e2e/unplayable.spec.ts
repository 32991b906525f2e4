import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { decodePeaks } from '#shared/formats/peaks-file';
import { expectAccessible } from '../helpers/accessible';
import { startBuiltProgram } from '../helpers/built-program';
import { projectFolder } from '../helpers/ensure-built';
import { hasFfmpeg } from '../helpers/known-recordings';
import { ImportTray } from './page-models/import-tray';
import { LibraryPage } from './page-models/library-page';
import { SessionPage } from './page-models/session-page';
import { SettingsPage } from './page-models/settings-page';
import { PackageDialog, ShareDialog } from './page-models/share-dialogs';
import { WorkspacePage } from './page-models/workspace-page';
import { call } from './program-api';

test('what Chromium does not play is added with a copy that does, once ffmpeg is allowed, and shared as that copy', async ({
  page,
  browser,
}, testInfo) => {
  test.skip(!(await hasFfmpeg()), 'ffmpeg, which this test uses, is not on this system');
  const program = await startBuiltProgram();
  const mentor = await startBuiltProgram();
  try {
    await call(program, 'profile.save', { person: { name: 'Ana Lindt', role: 'trainee', credential: '' } });
    await page.goto(await program.newAddress());
    const library = new LibraryPage(page);
    await library.open();
    await library.add(join(projectFolder, 'tests/fixtures/media/speech.aiff'));
    const tray = new ImportTray(page);
    const job = tray.job('speech.aiff');
    await expect(job).toContainText('“speech.aiff” is AIFF audio, which cannot be played here.');
    await expect(job).toContainText('allow it in the settings');
    await expectAccessible(page);

    // It takes its room from the page, and folds to one line by keyboard.
    const pageBox = await page.getByRole('main').boundingBox();
    const trayBox = await tray.tray.boundingBox();
    expect((pageBox?.y ?? 0) + (pageBox?.height ?? 0)).toBeLessThanOrEqual((trayBox?.y ?? 0) + 1);
    await tray.line.press('Enter');
    await expect(job).toHaveCount(0);
    await expect(tray.line).toHaveText('1 file needs an answer');
    await tray.line.press('Enter');
    await expect(tray.line).toBeFocused();

    // The offer waits while it is allowed.
    await tray.openSettings('speech.aiff').click();
    await new SettingsPage(page).ffmpegSwitch.click();
    await tray.makePlayable('speech.aiff').click();
    await tray.open('speech.aiff').click();

    await new SessionPage(page).startReview.click();
    await new WorkspacePage(page).isOpen();
    await expectToBeHeard(page);
    const [, sessionId = ''] = /session\/([0-9a-f-]{36})/.exec(page.url()) ?? [];
    const loudest = async () => {
      const response = await page.request.get(`${program.origin}/peaks/${sessionId}`);
      const peaks = response.ok() ? decodePeaks(new Uint8Array(await response.body())) : undefined;
      return Math.max(0, ...(peaks?.values ?? []));
    };
    await expect.poll(loudest).toBeGreaterThan(3_000);

    // The copy, which plays where ffmpeg is not allowed.
    const consent = { status: 'given', how: 'written', uses: ['mentor'], note: '' };
    await call(program, 'sessions.update', { sessionId, details: { consent } });
    await page.goto(`${program.origin}/#/session/${sessionId}`);
    await new SessionPage(page).share.click();
    const share = new ShareDialog(page);
    await share.recording('All of it, as the copy that plays').click();
    await expect(share.recording('All of it, as the copy that plays')).toBeChecked();
    const file = testInfo.outputPath('copy.concordance');
    await (await share.saveAsDownload()).saveAs(file);

    await call(mentor, 'profile.save', { person: { name: 'Robin Vale', role: 'mentor', credential: '' } });
    const desk = await (await browser.newContext()).newPage();
    await desk.goto(await mentor.newAddress());
    await new LibraryPage(desk).add(file);
    const received = new PackageDialog(desk);
    await expect(received.dialog).toContainText('All of it, as a copy that plays: 2 s');
    await received.accept.click();
    await new SessionPage(desk).startReview.click();
    await new WorkspacePage(desk).isOpen();
    await expectToBeHeard(desk);
  } finally {
    await program.close();
    await mentor.close();
  }
});

async function expectToBeHeard(page: Page): Promise<void> {
  const heard = () =>
    page.evaluate(() => {
      const audio = document.querySelector('audio');
      return { seconds: audio?.duration ?? 0, at: audio?.currentTime ?? 0, problem: audio?.error?.message };
    });
  await expect.poll(async () => (await heard()).seconds).toBeCloseTo(2, 1);
  await page.keyboard.press('Space');
  await expect.poll(async () => (await heard()).at).toBeGreaterThan(0.2);
  expect((await heard()).problem).toBeUndefined();
}
