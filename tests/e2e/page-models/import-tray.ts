import type { Page } from '@playwright/test';

/** What becomes of files that are being added, below every screen. */
export class ImportTray {
  readonly tray;

  constructor(readonly page: Page) {
    this.tray = page.getByRole('region', { name: 'Files being added' });
  }

  /** The one line that sums up, and folds the list or unfolds it. */
  get line() {
    return this.tray
      .getByRole('button', { expanded: true })
      .or(this.tray.getByRole('button', { expanded: false }));
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
