import type { Page } from '@playwright/test';

/** The shelf of frameworks and the book of one. */
export class FrameworksPage {
  readonly heading;
  readonly file;
  readonly problem;
  readonly search;
  readonly part;
  readonly beside;
  readonly pages;

  constructor(readonly page: Page) {
    this.heading = page.getByRole('heading', { level: 1, name: 'Frameworks' });
    this.file = page.getByLabel('Framework file');
    this.problem = page.getByRole('alert').filter({ hasText: 'Nothing was imported' });
    this.search = page.getByRole('searchbox', { name: 'Search this framework' });
    this.part = page.getByRole('combobox', { name: 'Part to show' });
    this.beside = page.getByRole('combobox', { name: 'Where did this go in' });
    this.pages = page.getByRole('region', { name: 'Pages' });
  }

  async open() {
    await this.page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: 'Frameworks' })
      .click();
    await this.heading.waitFor();
  }

  shelf(name: 'Yours' | 'Part of Concordance' | 'Being written') {
    return this.page.getByRole('region', { name });
  }

  async openBook(title: string) {
    await this.page.getByRole('link', { name: title }).first().click();
    await this.pages.waitFor();
  }

  title(name: string) {
    return this.page.getByRole('heading', { level: 1, name });
  }

  indicator(code: string) {
    return this.pages.getByRole('article', { name: `Indicator ${code}`, exact: true });
  }

  /** Saves the book's framework as a file and returns its text. */
  async export(format: 'As a framework file (JSON)' | 'As a codebook (REFI-QDA, .qdc)') {
    await this.page.getByRole('button', { name: 'Export…' }).click();
    const downloading = this.page.waitForEvent('download');
    await this.page.getByRole('menuitem', { name: format }).click();
    return downloading;
  }

  get outline() {
    return this.page.getByRole('listbox', { name: 'Parts of the framework' });
  }

  field(name: string) {
    return this.page.getByRole('textbox', { name, exact: true });
  }

  get saved() {
    return this.page.getByRole('status').filter({ hasText: /^Saved$/ });
  }
}
