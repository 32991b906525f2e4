import { expect, type Locator, type Page } from '@playwright/test';

/** The review of one session: timeline, player, moments, and the panels that judge. */
export class WorkspacePage {
  readonly title;
  readonly saved;
  readonly timeline;
  readonly moments;
  readonly quote;
  readonly note;
  readonly start;
  readonly end;
  readonly evidenceFor;
  readonly submitDialog;

  constructor(readonly page: Page) {
    this.title = page.getByRole('heading', { level: 1 });
    this.saved = page.getByRole('status').filter({ hasText: /^Saved$/ });
    this.timeline = page.getByRole('region', { name: 'Timeline' });
    this.moments = page.getByRole('list', { name: 'Moments' }).getByRole('button');
    const chosen = page.getByRole('region', { name: 'Chosen moment' });
    this.quote = chosen.getByRole('textbox', { name: 'Quote' });
    this.note = chosen.getByRole('textbox', { name: 'Note' });
    this.start = chosen.getByRole('textbox', { name: 'Start' });
    this.end = chosen.getByRole('textbox', { name: 'End' });
    this.evidenceFor = chosen.getByRole('combobox', { name: 'Evidence for' });
    this.submitDialog = page.getByRole('dialog', { name: 'Submit this review?' });
  }

  async isOpen() {
    await expect(this.timeline).toBeVisible();
    await expect(this.page.getByText(/Drawing the waveform|Reading the waveform/)).toHaveCount(0, {
      timeout: 60_000,
    });
  }

  /** A key for the whole workspace: from nowhere in particular, as after a click on the timeline. */
  async press(key: string) {
    await this.page.keyboard.press(key);
  }

  /** Where the recording is, in milliseconds, and whether it plays. */
  async playback(): Promise<{ ms: number; paused: boolean; seekableEndMs: number; durationMs: number }> {
    return this.page.evaluate(() => {
      const media = document.querySelector('audio, video');
      if (!(media instanceof HTMLMediaElement)) throw new Error('There is nothing that could play');
      return {
        ms: Math.round(media.currentTime * 1_000),
        paused: media.paused,
        // None while it takes up the next of several files.
        seekableEndMs: media.seekable.length === 0 ? 0 : Math.round(media.seekable.end(0) * 1_000),
        durationMs: Math.round(media.duration * 1_000),
      };
    });
  }

  /**
   * How high the waveform stands at a place of what is in view, from 0 to 1 of its room; the place, too, from 0 to 1. In
   * what is a tenth of the view wide about it, the highest.
   */
  async waveHeight(place: number): Promise<number> {
    // wavesurfer.js draws within a shadow root, which Playwright's selectors look into.
    return this.page.locator('.canvases canvas').evaluateAll((canvases, share) => {
      let highest = 0;
      for (const canvas of canvases as HTMLCanvasElement[]) {
        const { width, height } = canvas;
        const left = Math.max(0, Math.floor(width * (share - 0.05)));
        const part = canvas.getContext('2d')?.getImageData(left, 0, Math.ceil(width * 0.1), height);
        if (!part) continue;
        for (let x = 0; x < part.width; x += 1) {
          let inked = 0;
          for (let y = 0; y < height; y += 1)
            if ((part.data[(y * part.width + x) * 4 + 3] ?? 0) > 0) inked += 1;
          highest = Math.max(highest, inked / height);
        }
      }
      return highest;
    }, place);
  }

  async openPanel(panel: 'Moments' | 'Checklist' | 'Rating' | 'Feedback') {
    const key = { Moments: 'F6', Checklist: 'F7', Rating: 'F8', Feedback: 'F9' }[panel];
    await this.leaveText();
    await this.page.keyboard.press(key);
    await expect(this.page.getByRole('tab', { name: panel })).toHaveAttribute('aria-selected', 'true');
  }

  /** Writes into a field that the keyboard is in already or can go to. */
  async write(field: Locator, text: string) {
    await field.focus();
    await this.page.keyboard.type(text);
    await this.leaveText();
    await expect(field).toHaveValue(text);
  }

  /** Leaves a text field, so that keys are commands again. */
  async leaveText() {
    await this.page.evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    });
  }

  indicator(code: string) {
    return this.page.getByRole('group', { name: new RegExp(`^${code.replace('.', '\\.')} `) });
  }

  async tick(code: string, state: string) {
    await this.page
      .getByRole('radiogroup', { name: `State of ${code}`, exact: true })
      .getByRole('radio', { name: state, exact: true })
      .press('Space');
  }

  link(code: string) {
    return this.page.getByRole('button', {
      name: new RegExp(`the selected moment, to ${code.replace('.', '\\.')}$`),
    });
  }

  rating(competency: string, value: string) {
    return this.page
      .getByRole('radiogroup', { name: `Rating of ${competency}`, exact: true })
      .getByRole('radio', { name: value, exact: true });
  }

  rationale(competency: string) {
    return this.page
      .getByRole('region', { name: new RegExp(`${competency}$`) })
      .getByRole('textbox', { name: 'Rationale' });
  }

  feedback(part: 'Strengths' | 'One thing to develop' | 'Next step') {
    return this.page.getByRole('textbox', { name: part });
  }

  async submit() {
    await this.leaveText();
    await this.page.keyboard.press('Control+Enter');
    await this.submitDialog.getByRole('button', { name: /^Submit/ }).press('Enter');
    await expect(this.page.getByRole('region', { name: 'Reviews' })).toBeVisible();
  }
}
