import type { Page } from '@playwright/test';

/** Backups, what each holds, and the check of everything. */
export class CarePage {
  readonly heading;
  readonly backups;
  readonly makeBackup;
  readonly dialog;
  readonly restoreReport;
  readonly startCheck;
  readonly checkReport;

  constructor(readonly page: Page) {
    this.heading = page.getByRole('heading', { level: 1, name: 'Care of the library' });
    this.backups = page.getByRole('list', { name: 'Backups' }).getByRole('listitem');
    this.makeBackup = page.getByRole('button', { name: 'Make a backup now' });
    this.dialog = page.getByRole('dialog', { name: /^The backup of / });
    this.restoreReport = page.getByRole('status', { name: 'What was restored' });
    this.startCheck = page.getByRole('button', { name: 'Check everything now' });
    this.checkReport = page.getByRole('region', { name: 'Report of the check' });
  }

  async open() {
    await this.page.evaluate(() => {
      location.hash = '#/care';
    });
    await this.heading.waitFor();
  }

  session(title: string) {
    return this.dialog.getByRole('listitem').filter({ hasText: title });
  }

  choose(title: string) {
    return this.session(title).getByRole('checkbox');
  }
}
