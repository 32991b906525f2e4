import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { BuiltProgram } from '../helpers/built-program';
import { projectFolder } from '../helpers/ensure-built';

const SCREENS_FOLDER = join(projectFolder, 'docs/screens');
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
] as const;
const SCHEMES = ['light', 'dark'] as const;

/** Takes an empty page to a screen. Size and colours are set before, so that nothing is left of others. */
export type Way = (page: Page) => Promise<void>;

/** Takes a screen in every size and colour. */
export async function picture(
  page: Page,
  program: BuiltProgram,
  screen: string,
  goThere: Way,
): Promise<void> {
  // Each printed address lets one browser in; a cookie serves all the pages of this one.
  await page.context().addCookies([cookieOf(program)]);
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const scheme of SCHEMES) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await page.goto('about:blank');
      await goThere(page);
      await comeToRest(page);
      await page.screenshot({
        path: join(SCREENS_FOLDER, `${screen}-${size.width}x${size.height}-${scheme}.png`),
        animations: 'disabled',
      });
    }
  }
}

function cookieOf({ cookie, origin }: BuiltProgram) {
  const [name = '', value = ''] = cookie.split('=');
  return { name, value, url: origin };
}

/** Waits until nothing on the page will change by itself: data, fonts, the waveform, toasts and pointers. */
export async function comeToRest(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
  await expect(page.getByText(/(Drawing|Reading) the waveform/)).toHaveCount(0, { timeout: 60_000 });
  await page.evaluate(async () => {
    await document.fonts.ready;
    // The canvases follow a change of size or of colours in the frames after it.
    for (let frame = 0; frame < 6; frame += 1) await new Promise(requestAnimationFrame);
  });
}

export async function heading(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('heading', { level: 1, name }).waitFor();
}
