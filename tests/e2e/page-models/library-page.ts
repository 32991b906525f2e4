import type { Page } from '@playwright/test';

type UploadedFiles = Parameters<ReturnType<Page['locator']>['setInputFiles']>[0];

/** The list of sessions, or the invitation to begin where there are none. */
export class LibraryPage {
  readonly heading;
  readonly search;
  readonly kind;
  readonly consent;
  readonly myReview;
  readonly order;
  readonly grid;
  readonly addRecording;
  readonly fileInput;
  readonly openSample;

  constructor(readonly page: Page) {
    this.heading = page.getByRole('heading', { level: 1, name: /^(Library|Begin with a recorded session)$/ });
    this.search = page.getByRole('searchbox', { name: 'Search sessions' });
    this.kind = page.getByRole('combobox', { name: 'Kind' });
    this.consent = page.getByRole('combobox', { name: 'Consent' });
    this.myReview = page.getByRole('combobox', { name: 'My review' });
    this.order = page.getByRole('combobox', { name: 'Order' });
    this.grid = page.getByRole('grid', { name: 'Sessions' });
    this.addRecording = page.getByRole('button', { name: 'Add a recording' });
    this.fileInput = page.getByLabel('Recordings or packages');
    this.openSample = page.getByRole('button', { name: 'Open the sample session' });
  }

  async open() {
    await this.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Library' }).click();
    await this.heading.waitFor();
  }

  /** Adds files through the browser's file input. */
  async add(files: UploadedFiles) {
    await this.fileInput.setInputFiles(files);
  }

  row(title: string) {
    return this.grid.getByRole('row').filter({ hasText: title });
  }

  /** The row that the keyboard acts on. */
  currentRow() {
    return this.grid.locator('[role="row"][data-current="true"]');
  }

  async openSession(title: string) {
    await this.row(title).first().click();
  }

  async moveToTrash(title: string) {
    await this.row(title).first().hover();
    await this.page.getByRole('button', { name: `Move “${title}” to the trash` }).click();
  }

  undo() {
    return this.page.getByRole('button', { name: 'Undo' });
  }
}
