import type { Page } from '@playwright/test';

/** Everything about one session: its title, details, consent, recording and reviews. */
export class SessionPage {
  readonly title;
  readonly saveStatus;
  readonly details;
  readonly consent;
  readonly recording;
  readonly reviews;
  readonly share;
  readonly startReview;
  readonly framework;
  readonly continueReview;
  readonly compare;
  readonly lookAnyway;
  readonly moveToTrash;

  constructor(readonly page: Page) {
    this.title = page.getByRole('textbox', { name: 'Title' });
    this.saveStatus = page.getByRole('status').filter({ hasText: /^(Saving…|Saved|Not saved)/ });
    this.details = page.getByRole('form', { name: 'Details' });
    this.consent = page.getByRole('region', { name: 'The client’s consent' });
    this.recording = page.getByRole('region', { name: 'Recording' });
    this.reviews = page.getByRole('region', { name: 'Reviews' });
    this.share = this.reviews.getByRole('button', { name: 'Share…' });
    this.startReview = this.reviews.getByRole('button', { name: /^Start (a|another) review$/ });
    this.framework = this.reviews.getByRole('combobox', { name: 'Framework of the new review' });
    this.continueReview = this.reviews.getByRole('button', { name: 'Continue' });
    this.compare = this.reviews.getByRole('link', { name: 'Compare side by side' });
    this.lookAnyway = this.reviews.getByRole('button', { name: 'Look anyway…' });
    this.moveToTrash = page.getByRole('button', { name: 'Move to the trash' });
  }

  field(label: 'Coach' | 'Client alias' | 'Private notes') {
    return this.details.getByRole('textbox', { name: label });
  }

  choice(label: 'Kind' | 'Language spoken') {
    return this.details.getByRole('combobox', { name: label });
  }

  tags() {
    return this.details.getByRole('combobox', { name: 'Tags' });
  }

  date() {
    return this.details.getByLabel('Date of the session');
  }

  /** Records that the client agreed, for the given uses, and waits until that is saved. */
  async giveConsent(
    uses: readonly ('Self-review' | 'Mentor coach' | 'Group debrief' | 'Credential submission')[],
  ) {
    await this.consent.getByRole('radio', { name: 'Given' }).check();
    for (const use of uses) await this.consent.getByRole('checkbox', { name: use }).check();
    await this.saveStatus.filter({ hasText: 'Saved' }).waitFor();
  }

  review(text: string | RegExp) {
    return this.reviews.getByRole('listitem').filter({ hasText: text });
  }

  sendBack() {
    return this.reviews.getByRole('button', { name: 'Send back…' });
  }

  async correct() {
    await this.reviews.getByRole('button', { name: 'Correct', exact: true }).click();
  }

  async discardDraft() {
    await this.reviews.getByRole('button', { name: 'Discard…' }).click();
    await this.page.getByRole('dialog').getByRole('button', { name: 'Discard the draft' }).click();
  }

  async revealOthers() {
    await this.lookAnyway.click();
    await this.page.getByRole('dialog').getByRole('button', { name: 'Look anyway' }).click();
  }
}
