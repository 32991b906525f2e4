import type { Page } from '@playwright/test';

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

  constructor(readonly page: Page) {
    this.title = page.getByRole('heading', { level: 1 });
    this.reviewers = page.getByRole('list', { name: 'Reviewers' }).getByRole('listitem');
    this.player = page.getByRole('region', { name: 'Player' });
    this.playing = this.player.getByRole('status');
    this.playPause = this.player.getByRole('button', { name: /^(Play|Pause)$/ });
    this.position = this.player.getByRole('slider', { name: 'Position in the recording' });
    this.counts = page.getByText(/^\d+ competenc(y|ies): /);
    this.feedback = page.getByRole('table', { name: 'Written feedback' });
  }

  async open(origin: string, sessionId: string, framework?: string) {
    const query = framework === undefined ? '' : `?framework=${framework}`;
    await this.page.goto(`${origin}/#/session/${sessionId}/compare${query}`);
    await this.title.waitFor();
  }

  lane(reviewer: string) {
    return this.page.getByRole('toolbar', { name: `Moments marked by ${reviewer}` });
  }

  moment(reviewer: string, name: string | RegExp) {
    return this.lane(reviewer).getByRole('button', { name });
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
