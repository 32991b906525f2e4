import { expect, type Page } from '@playwright/test';

/** The form of a moment's kind, and the trail that follows from what is marked and written. */
export class TrailPage {
  readonly band;
  readonly form;
  readonly story;
  readonly sentences;

  constructor(readonly page: Page) {
    this.band = page.getByRole('img', { name: /^Trail: / });
    this.form = page.getByRole('region', { name: /^(Session agreement|Re-contracting) \d/ });
    this.story = page.getByRole('list', { name: 'The story of the session’s direction' });
    this.sentences = this.story.getByRole('listitem');
  }

  async goTo(time: string) {
    await this.page.keyboard.press('g');
    const field = this.page
      .getByRole('dialog', { name: 'Go to a time' })
      .getByRole('textbox', { name: 'Time' });
    await expect(field).toBeFocused();
    await this.page.keyboard.type(time);
    await this.page.keyboard.press('Enter');
    await expect(field).toBeHidden();
  }

  words(label: string) {
    return this.form.getByRole('textbox', { name: label, exact: true });
  }

  heardAt(element: string) {
    return this.form
      .getByRole('group', { name: element, exact: true })
      .getByRole('textbox', { name: 'Heard at' });
  }

  option(field: string, label: string) {
    return this.form
      .getByRole('radiogroup', { name: field, exact: true })
      .getByRole('radio', { name: label, exact: true });
  }

  figure(label: string) {
    return this.page.locator('dl[aria-label="Figures of the trail"] > div').filter({ hasText: label });
  }
}
