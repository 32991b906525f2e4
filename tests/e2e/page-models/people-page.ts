import type { Page } from '@playwright/test';

/** The people whose keys are known, and what is asked about them. */
export class PeoplePage {
  readonly add;
  readonly list;
  readonly addDialog;
  readonly card;
  readonly cardFile;
  readonly problem;

  constructor(readonly page: Page) {
    this.add = page.getByRole('button', { name: 'Add someone…' });
    this.list = page.getByRole('list', { name: 'People you know' });
    this.addDialog = page.getByRole('dialog', { name: 'Add someone' });
    this.card = this.addDialog.getByRole('textbox', { name: 'Their card' });
    this.cardFile = this.addDialog.getByLabel('Card file');
    this.problem = this.addDialog.getByRole('alert');
  }

  async open() {
    await this.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'People' }).click();
    await this.page.getByRole('heading', { level: 1, name: 'People' }).waitFor();
  }

  contact(name: string) {
    return this.list.getByRole('listitem').filter({ hasText: name });
  }

  compare(name: string) {
    return this.page.getByRole('button', { name: `Compare fingerprints with ${name}` });
  }

  compareDialog(name: string) {
    return this.page.getByRole('dialog', { name: `Compare fingerprints with ${name}` });
  }

  warning(name: string) {
    return this.page.getByRole('region', { name: `Other keys in the name of ${name}` });
  }

  /** Looks at a card and adds whom it names. */
  async addCard(card: string, name: string) {
    await this.add.click();
    await this.card.fill(card);
    await this.addDialog.getByRole('button', { name: 'Look at the card' }).click();
    await this.addDialog.getByRole('button', { name: `Add ${name}` }).click();
    await this.contact(name).waitFor();
  }
}
