import type { Download, Page } from '@playwright/test';

/** Packs a session of one's own. */
export class ShareDialog {
  readonly dialog;
  readonly framework;
  readonly whichMoments;
  readonly padding;
  readonly amount;
  readonly message;
  readonly verdict;
  readonly goToConsent;
  readonly save;
  readonly close;

  constructor(readonly page: Page) {
    this.dialog = page.getByRole('dialog', { name: 'Share this session' });
    this.framework = this.dialog.getByRole('combobox', { name: 'Framework to review it under' });
    this.whichMoments = this.dialog.getByRole('combobox', { name: 'Which moments' });
    this.padding = this.dialog.getByRole('textbox', { name: 'Seconds before and after' });
    this.amount = this.dialog.getByTestId('excerpt-amount');
    this.message = this.dialog.getByRole('textbox', { name: 'A few words for them' });
    this.verdict = this.dialog.getByRole('status').first();
    this.goToConsent = this.dialog.getByRole('button', { name: 'Go to the consent record' });
    this.save = this.dialog.getByRole('button', { name: 'Save package…' });
    this.close = this.dialog.getByRole('button', { name: 'Close' }).last();
  }

  purpose(label: 'My mentor coach' | 'My group' | 'A credential submission') {
    return this.dialog.getByRole('radio', { name: label });
  }

  recording(
    label: 'All of it' | 'All of it, as the copy that plays' | 'Only around the evidence' | 'None of it',
  ) {
    return this.dialog.getByRole('radio', { name: label });
  }

  moment(name: RegExp) {
    return this.dialog.getByRole('checkbox', { name });
  }

  ownReview(label: 'Hold it back until theirs is in' | 'Include it') {
    return this.dialog.getByRole('radio', { name: label });
  }

  /** Packs and, in a browser, answers with the download. */
  async saveAsDownload(): Promise<Download> {
    const download = this.page.waitForEvent('download');
    await this.save.click();
    return download;
  }
}

/** Packs one submitted review for the sender of a session. */
export class SendBackDialog {
  readonly dialog;
  readonly message;
  readonly save;
  readonly close;

  constructor(readonly page: Page) {
    this.dialog = page.getByRole('dialog', { name: /^Send your review back to/ });
    this.message = this.dialog.getByRole('textbox', { name: 'A few words for them' });
    this.save = this.dialog.getByRole('button', { name: 'Save package…' });
    this.close = this.dialog.getByRole('button', { name: 'Close' }).last();
  }

  async saveAsDownload(): Promise<Download> {
    const download = this.page.waitForEvent('download');
    await this.save.click();
    return download;
  }
}

/** Shows what an arriving package holds. */
export class PackageDialog {
  readonly dialog;
  readonly effect;
  readonly accept;
  readonly notNow;

  constructor(readonly page: Page) {
    this.dialog = page.getByRole('dialog', { name: /^(A session was shared with you|A review came back)$/ });
    this.effect = this.dialog.getByRole('region', { name: 'What adding it would change' });
    this.accept = this.dialog.getByRole('button', { name: /^(Add to my library|Open the session)$/ });
    this.notNow = this.dialog.getByRole('button', { name: 'Not now' });
  }
}
