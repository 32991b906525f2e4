import type { Download, Page } from '@playwright/test';

/** Packs a session of one's own. */
export class ShareDialog {
  readonly dialog;
  readonly framework;
  readonly includeRecording;
  readonly message;
  readonly verdict;
  readonly goToConsent;
  readonly save;
  readonly close;

  constructor(readonly page: Page) {
    this.dialog = page.getByRole('dialog', { name: 'Share this session' });
    this.framework = this.dialog.getByRole('combobox', { name: 'Framework to review it under' });
    this.includeRecording = this.dialog.getByRole('checkbox', { name: /^Include the recording/ });
    this.message = this.dialog.getByRole('textbox', { name: 'A few words for them' });
    this.verdict = this.dialog.getByRole('status');
    this.goToConsent = this.dialog.getByRole('button', { name: 'Go to the consent record' });
    this.save = this.dialog.getByRole('button', { name: 'Save package…' });
    this.close = this.dialog.getByRole('button', { name: 'Close' }).last();
  }

  purpose(label: 'My mentor coach' | 'My group' | 'A credential submission') {
    return this.dialog.getByRole('radio', { name: label });
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
