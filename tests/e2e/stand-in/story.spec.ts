import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { projectFolder } from '../../helpers/ensure-built';
import { startStandInDesktop } from '../../helpers/stand-in-desktop';
import { LibraryPage } from '../page-models/library-page';
import { SessionPage } from '../page-models/session-page';
import { ShareDialog } from '../page-models/share-dialogs';
import { giveConsent, introduce, judgeAndSubmit, markEightMoments } from '../trainee-first-half';

test('in the desktop program a trainee adds a recording by the system’s dialog, reviews it and saves a package', async ({
  browserName: _browserName,
}, testInfo) => {
  test.setTimeout(300_000);
  const desktop = await startStandInDesktop();
  try {
    const page = await desktop.page();
    page.setDefaultTimeout(20_000);
    await introduce(page, 'Ana Lindt', 'A trainee coach');

    const recording = join(projectFolder, 'resources/sample/practice-session.opus');
    await desktop.answerDialog('showOpenDialog', { canceled: false, filePaths: [recording] });
    const library = new LibraryPage(page);
    await library.addRecording.press('Enter');
    await library.row('practice-session').waitFor();
    await library.grid.press('Home');
    await page.keyboard.press('Enter');

    await giveConsent(page);
    await judgeAndSubmit(await markEightMoments(page));

    const target = testInfo.outputPath('shared.concordance');
    await desktop.answerDialog('showSaveDialog', { canceled: false, filePath: target });
    await new SessionPage(page).share.press('Enter');
    const dialog = new ShareDialog(page);
    await expect(dialog.save).toBeEnabled();
    await dialog.save.press('Enter');
    await expect
      .poll(() =>
        stat(target).then(
          (file) => file.size,
          () => 0,
        ),
      )
      .toBeGreaterThan(1_000_000);
  } finally {
    await desktop.close();
  }
});
