import { expect, type Page } from '@playwright/test';

/** The submitted reviews of one session side by side. */
export class ComparePage {
  readonly title;
  readonly reviewers;
  readonly player;
  readonly playing;
  readonly playPause;
  readonly position;
  readonly counts;
  readonly feedback;
  /** The timeline's twin for the keyboard. */
  readonly moments;
  readonly lanes;
  readonly partInView;

  constructor(readonly page: Page) {
    this.title = page.getByRole('heading', { level: 1 });
    this.reviewers = page.getByRole('list', { name: 'Reviewers' }).getByRole('listitem');
    this.player = page.getByRole('region', { name: 'Player' });
    this.playing = this.player.getByRole('status');
    this.playPause = this.player.getByRole('button', { name: /^(Play|Pause)$/ });
    this.position = this.player.getByRole('slider', { name: 'Position in the recording' });
    this.counts = page.getByText(/^\d+ competenc(y|ies): /);
    this.feedback = page.getByRole('table', { name: 'Written feedback' });
    this.moments = page.getByRole('listbox', { name: 'Moments of everyone' });
    this.lanes = page.getByRole('img', { name: /^\d+ moments of \d+ reviewers; the list below/ });
    this.partInView = page.getByRole('slider', { name: 'Part in view' });
  }

  async open(origin: string, sessionId: string, framework?: string) {
    const query = framework === undefined ? '' : `?framework=${framework}`;
    await this.page.goto(`${origin}/#/session/${sessionId}/compare${query}`);
    await this.title.waitFor();
  }

  moment(reviewer: string, name: string | RegExp) {
    const hers = this.moments.getByRole('option', { name: new RegExp(`, by ${reviewer}(,|$)`) });
    return this.moments.getByRole('option', { name }).and(hers);
  }

  /** Expects a moment to be the one at which keyboard and screen reader are. */
  async expectChosen(reviewer: string, name: string | RegExp) {
    const option = this.moment(reviewer, name);
    await expect(option).toHaveAttribute('aria-selected', 'true');
    await expect(this.moments.getByRole('option', { selected: true })).toHaveCount(1);
    await expect(this.moments).toHaveAttribute(
      'aria-activedescendant',
      (await option.getAttribute('id')) ?? '',
    );
  }

  /** Where a time lies on the lanes of a reviewer whose moments need one row, with the whole session in view. */
  async placeOnLanes(reviewer: string, ms: number, durationMs: number) {
    const name = this.page.locator('section', { has: this.moments }).getByText(reviewer, { exact: true });
    const [row, lanes] = [await name.first().boundingBox(), await this.lanes.boundingBox()];
    if (!row || !lanes) throw new Error('The timeline is not on the page');
    return { x: (ms / durationMs) * lanes.width, y: row.y + row.height - lanes.y };
  }

  /** What is drawn on the lanes, to be compared with what is drawn later. */
  async lanesPicture(): Promise<string> {
    return this.lanes.evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
  }

  trail(reviewer: string) {
    return this.page.getByRole('img', { name: `Trail as ${reviewer} marked it` });
  }

  trailFigure(label: string) {
    return this.page
      .getByRole('table', { name: 'Where the session went' })
      .getByRole('row', { name: new RegExp(`^${label}`) });
  }

  competency(title: string) {
    return this.page
      .getByRole('article')
      .filter({ has: this.page.getByRole('heading', { level: 4, name: new RegExp(`^${title}`) }) });
  }

  competencies() {
    return this.page.getByRole('article').getByRole('heading', { level: 4 });
  }

  evidence(competency: string, reviewer: string) {
    return this.page
      .getByRole('list', { name: `Evidence of ${reviewer} for ${competency}` })
      .getByRole('listitem');
  }

  /** The row of a competency's table that a word or an indicator's code begins. */
  row(competency: string, header: string | RegExp) {
    return this.competency(competency)
      .getByRole('row')
      .filter({ has: this.page.getByRole('rowheader', { name: header }) });
  }

  domain(title: string) {
    return this.page.getByRole('button', { name: title, exact: true });
  }

  async show(filter: 'All' | 'Where you differ') {
    await this.page.getByText(new RegExp(`^${filter} \\(\\d+\\)$`)).click();
  }

  /** Where the recording is, in milliseconds, and whether it plays. */
  async playback() {
    return this.page.evaluate(() => {
      const media = document.querySelector('audio, video');
      if (!(media instanceof HTMLMediaElement)) throw new Error('There is nothing that could play');
      return { ms: Math.round(media.currentTime * 1_000), paused: media.paused };
    });
  }
}
