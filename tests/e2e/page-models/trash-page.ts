import type { Page } from '@playwright/test';

/** What was moved to the trash, until it is emptied. */
export class TrashPage {
  readonly sessions;
  readonly empty;
  readonly confirmation;
  readonly report;

  constructor(readonly page: Page) {
    this.sessions = page.getByRole('list', { name: 'Sessions in the trash' });
    this.empty = page.getByRole('button', { name: 'Empty the trash…' });
    this.confirmation = page.getByRole('dialog', { name: 'Delete these sessions for good?' });
    this.report = page.getByRole('status').filter({ hasText: 'Deleted for good' });
  }

  async open() {
    await this.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Trash' }).click();
    await this.page.getByRole('heading', { level: 1, name: 'Trash' }).waitFor();
  }

  entry(title: string) {
    return this.sessions.getByRole('listitem').filter({ hasText: title });
  }

  restore(title: string) {
    return this.page.getByRole('button', { name: `Restore “${title}”` });
  }

  async emptyForGood() {
    await this.empty.click();
    await this.confirmation.getByRole('button', { name: 'Delete for good' }).click();
    await this.report.waitFor();
  }
}
