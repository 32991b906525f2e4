import type { Page } from '@playwright/test';

/** Who the user is, how the program looks, where the library lies. */
export class SettingsPage {
  readonly name;
  readonly saveStatus;
  readonly pauseWhileTyping;
  readonly libraryFolder;
  readonly about;
  readonly ffmpeg;
  readonly ffmpegSwitch;

  constructor(readonly page: Page) {
    this.name = page.getByRole('textbox', { name: 'Your name' });
    this.saveStatus = page.getByRole('status').filter({ hasText: /^(Saving…|Saved|Not saved)/ });
    this.pauseWhileTyping = page.getByRole('switch', { name: 'Pause playback while I type a note' });
    this.libraryFolder = page.getByRole('region', { name: 'Library folder' });
    this.ffmpeg = page.getByRole('region', { name: 'ffmpeg' });
    this.ffmpegSwitch = page.getByRole('switch', { name: 'Use the ffmpeg of this computer' });
    this.about = page.getByRole('region', { name: 'About' });
  }

  async open() {
    await this.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' }).click();
    await this.page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
  }

  colours(label: 'As the system has it' | 'Light' | 'Dark') {
    return this.page.getByRole('radio', { name: label });
  }
}
