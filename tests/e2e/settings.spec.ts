import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from '../helpers/accessible';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { hasFfmpeg } from '../helpers/known-recordings';
import { LibraryPage } from './page-models/library-page';
import { SessionPage } from './page-models/session-page';
import { SettingsPage } from './page-models/settings-page';
import { WelcomePage } from './page-models/welcome-page';

/** The keys of the settings, by what they do. */
class KeySettings {
  readonly section;
  readonly search;
  readonly problem;

  constructor(readonly page: Page) {
    this.section = page.getByRole('region', { name: 'Keyboard' });
    this.search = this.section.getByRole('searchbox', { name: 'Search keys' });
    this.problem = this.section.getByRole('alert');
  }

  async open(group: string) {
    await this.section.getByRole('heading', { name: group, exact: true }).click();
  }

  row(label: string) {
    return this.section.getByRole('listitem').filter({ hasText: label });
  }

  key(label: string, key: string) {
    return this.row(label).getByRole('button', { name: `${key}: change this key of “${label}”` });
  }

  async change(label: string, key: string, pressed: string) {
    await this.key(label, key).click();
    await this.page.keyboard.press(pressed);
  }

  async add(label: string, pressed: string) {
    await this.row(label)
      .getByRole('button', { name: `Add a key for “${label}”` })
      .click();
    await this.page.keyboard.press(pressed);
  }

  async reset(label: string) {
    await this.row(label)
      .getByRole('button', { name: `Reset the keys of “${label}”` })
      .click();
  }
}

test.describe('the settings', () => {
  let program: BuiltProgram;
  test.beforeEach(async ({ page }) => {
    program = await startBuiltProgram();
    await page.goto(await program.newAddress());
    await new WelcomePage(page).introduce({ name: 'Robin', role: 'A trainee coach' });
    await new LibraryPage(page).heading.waitFor();
  });
  test.afterEach(() => program?.close());

  test('a changed key works in the workspace after a reload, and the old one rests', async ({ page }) => {
    await new SettingsPage(page).open();
    const keys = new KeySettings(page);
    await keys.open('Marking');
    await keys.change('Mark session agreement (hold for an interval)', '1', 'y');
    await expect(keys.key('Mark session agreement (hold for an interval)', 'Y')).toBeFocused();
    await keys.add('Mark partnering (hold for an interval)', 'Shift+F2');
    await expect(keys.key('Mark partnering (hold for an interval)', '3')).toBeVisible();
    await expect(keys.key('Mark partnering (hold for an interval)', 'Shift+F2')).toBeVisible();
    await page.reload();
    await new LibraryPage(page).open();
    await new LibraryPage(page).openSample.click();
    await new SessionPage(page).startReview.click();
    // The session's page has the same heading: only the workspace says this.
    await page.getByText('Nothing is marked yet.').waitFor();
    await page.reload();
    const moments = page.getByRole('list', { name: 'Moments' }).getByRole('listitem');
    await expect(page.getByText('Nothing is marked yet.')).toBeVisible();
    await page.keyboard.press('1');
    await page.keyboard.press('y');
    await expect(moments).toHaveText([/Session agreement/]);
    await page.keyboard.press('Shift+F2');
    await page.keyboard.press('3');
    await expect(moments.filter({ hasText: 'Partnering' })).toHaveCount(2);
    await expect(moments).toHaveCount(3);
    await page.keyboard.press('Shift+Slash');
    await expect(page.getByRole('dialog', { name: 'Keys' })).toContainText('YSession agreement');
  });

  test('a key that does something else already is refused with the name of that', async ({ page }) => {
    await new SettingsPage(page).open();
    const keys = new KeySettings(page);
    await keys.open('Playing');
    await keys.change('Mute', 'U', 'j');
    await expect(keys.problem).toHaveText(
      'J already does “Shuttle backward” (Playing). Give that another key first.',
    );
    await expect(keys.key('Mute', 'U')).toBeVisible();

    await keys.change('Mute', 'U', 'Control+t');
    await expect(keys.problem).toHaveText(/^Ctrl\+T is kept/);
    await keys.change('Mute', 'U', 'Escape');
    await expect(keys.problem).toBeEmpty();
    await expect(keys.key('Mute', 'U')).toBeVisible();

    // A reset is held to the same: its built-in key may be another's by now.
    await keys.change('Mute', 'U', 'b');
    await keys.change('Shuttle backward', 'J', 'u');
    await keys.reset('Mute');
    await expect(keys.problem).toContainText('U already does “Shuttle backward”');
    await keys.reset('Shuttle backward');
    await keys.reset('Mute');
    await expect(keys.problem).toBeEmpty();
    await expect(keys.key('Mute', 'U')).toBeVisible();
  });

  test('keys are found by what they do, removed, and all put back', async ({ page }) => {
    await new SettingsPage(page).open();
    const keys = new KeySettings(page);
    await keys.search.fill('Space');
    await expect(keys.section.getByRole('listitem')).toHaveCount(1);
    await keys.search.fill('play or');
    await keys.key('Play or pause', 'K').click();
    await keys.row('Play or pause').getByRole('button', { name: 'Remove it' }).click();
    await expect(keys.key('Play or pause', 'K')).toHaveCount(0);
    await keys.section.getByRole('button', { name: 'Reset all' }).click();
    await expect(keys.key('Play or pause', 'K')).toBeVisible();
    await keys.section.getByRole('button', { name: 'Undo the reset' }).click();
    await expect(keys.key('Play or pause', 'K')).toHaveCount(0);
    await page.reload();
    await keys.open('Playing');
    await expect(keys.row('Play or pause').getByRole('button', { name: /change this key/ })).toHaveText([
      'Space',
    ]);
  });

  test('all of it can be read aloud, in light and dark', async ({ page }) => {
    const settings = new SettingsPage(page);
    await settings.open();
    const keys = new KeySettings(page);
    await keys.open('Playing');
    await keys.open('Marking as missed');
    await keys.change('Mute', 'U', 'j');
    await keys.key('Play or pause', 'K').click();
    for (const scheme of ['Light', 'Dark'] as const) {
      await settings.colours(scheme).click();
      await expect(settings.colours(scheme)).toBeChecked();
      await keys.add('Mute', 'j');
      await keys.key('Play or pause', 'K').click();
      await expect(page.getByText('Press a key…')).toBeVisible();
      await expectAccessible(page);
    }
  });

  test('ffmpeg is used when it is allowed, and the settings say which it is and what that means', async ({
    page,
  }) => {
    test.skip(!(await hasFfmpeg()), 'ffmpeg, which this test uses, is not on this system');
    const settings = new SettingsPage(page);
    await settings.open();
    await expect(settings.ffmpeg).toContainText('It is not used.');
    await expect(settings.ffmpeg).toContainText('not in the sandbox');
    await settings.ffmpegSwitch.click();
    await expect(settings.ffmpeg).toContainText(/In use: ffmpeg version \S+/);
    await settings.ffmpegSwitch.click();
    await expect(settings.ffmpeg).toContainText('It is not used.');
    await settings.ffmpegSwitch.click();
    await expect(settings.ffmpeg).toContainText(/In use: ffmpeg version \S+/);
    const drawing = page.waitForResponse((response) => response.url().includes('/drawing?slices='));
    await new LibraryPage(page).open();
    await new LibraryPage(page).openSample.click();
    await new SessionPage(page).startReview.click();
    expect((await drawing).status()).toBe(200);
  });

  test('playback waits while a note is typed, if she wants that', async ({ page }) => {
    const settings = new SettingsPage(page);
    await settings.open();
    await settings.pauseWhileTyping.click();
    await expect(settings.pauseWhileTyping).toBeChecked();
    await new LibraryPage(page).open();
    await new LibraryPage(page).openSample.click();
    await new SessionPage(page).startReview.click();
    const isPaused = () =>
      page.evaluate(() => document.querySelector<HTMLMediaElement>('audio, video')?.paused);
    await page
      .getByRole('button', { name: 'Play or pause' })
      .or(page.getByText('Nothing is marked yet.'))
      .first()
      .waitFor();
    await page.keyboard.press('5');
    await page.keyboard.press('Space');
    await expect.poll(isPaused).toBe(false);
    await page.keyboard.press('c');
    await expect(page.getByRole('textbox', { name: 'Note' })).toBeFocused();
    await expect.poll(isPaused).toBe(true);
    await page.keyboard.press('Tab');
    await expect.poll(isPaused).toBe(false);
  });
});
