import type { Page } from '@playwright/test';

/** The first screen of all, which asks who the user is. */
export class WelcomePage {
  readonly name;
  readonly credential;
  readonly openLibrary;

  constructor(readonly page: Page) {
    this.name = page.getByRole('textbox', { name: 'Your name' });
    this.credential = page.getByRole('textbox', { name: 'Credential (optional)' });
    this.openLibrary = page.getByRole('button', { name: 'Open my library' });
  }

  role(label: 'A trainee coach' | 'A mentor coach' | 'A peer') {
    return this.page.getByRole('radio', { name: label });
  }

  async introduce(person: { name: string; role: 'A trainee coach' | 'A mentor coach' | 'A peer' }) {
    await this.name.fill(person.name);
    await this.role(person.role).check();
    await this.openLibrary.click();
  }
}
