import type { Page } from '@playwright/test';

/** What becomes of files that are being added, in the corner of every screen. */
export class ImportTray {
  readonly tray;

  constructor(readonly page: Page) {
    this.tray = page.getByRole('region', { name: 'Files being added' });
  }

  job(fileName: string) {
    return this.tray.getByRole('listitem').filter({ hasText: fileName });
  }

  progress(fileName: string) {
    return this.page.getByRole('progressbar', { name: `Progress of “${fileName}”` });
  }

  cancel(fileName: string) {
    return this.job(fileName).getByRole('button', { name: 'Cancel' });
  }

  open(fileName: string) {
    return this.job(fileName).getByRole('button', { name: 'Open', exact: true });
  }

  openExisting(fileName: string) {
    return this.job(fileName).getByRole('button', { name: 'Open that session' });
  }

  addOnceMore(fileName: string) {
    return this.job(fileName).getByRole('button', { name: 'Add once more' });
  }

  leaveIt(fileName: string) {
    return this.job(fileName).getByRole('button', { name: 'Leave it' });
  }

  makePlayable(fileName: string) {
    return this.job(fileName).getByRole('button', { name: 'Make a copy that plays' });
  }

  openSettings(fileName: string) {
    return this.job(fileName).getByRole('button', { name: 'Open the settings' });
  }

  dismiss(fileName: string) {
    return this.tray.getByRole('button', { name: `Dismiss the message about “${fileName}”` });
  }
}
