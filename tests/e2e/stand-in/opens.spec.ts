import { expect, test } from '@playwright/test';
import { startStandInDesktop } from '../../helpers/stand-in-desktop';

test('the desktop program opens its window on the library', async () => {
  const desktop = await startStandInDesktop();
  try {
    const page = await desktop.page();
    await expect(page).toHaveTitle(/Concordance/);
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
  } finally {
    await desktop.close();
  }
});
