import { expect, type Page } from '@playwright/test';
import { LibraryPage } from './page-models/library-page';
import { SessionPage } from './page-models/session-page';
import { WelcomePage } from './page-models/welcome-page';
import { WorkspacePage } from './page-models/workspace-page';

/** The eight marks of the story: key, where playback is brought first, and what the list then says. */
export const MARKS = [
  { key: '1', at: '0:20', label: 'Session agreement' },
  { key: '3', at: '1:18', label: 'Partnering' },
  { key: '4', at: '1:45', label: 'Mini-contract' },
  { key: '5', at: '2:12', label: 'Deeper theme' },
  { key: '2', at: '2:45', label: 'Re-contracting' },
  { key: 'Shift+5', at: '3:25', label: 'Deeper theme · missed' },
  { key: '6', at: '3:45', label: 'Between sessions' },
  { key: '8', at: '4:20', label: 'Closing' },
] as const;

/** Says who she is, by keyboard. */
export async function introduce(page: Page, name: string, role: 'A trainee coach' | 'A mentor coach') {
  const welcome = new WelcomePage(page);
  await welcome.name.focus();
  await page.keyboard.type(name);
  await welcome.role(role).press('Space');
  await welcome.openLibrary.press('Enter');
  await new LibraryPage(page).heading.waitFor();
}

/** Records the consent, by keyboard. */
export async function giveConsent(page: Page) {
  const session = new SessionPage(page);
  await session.consent.getByRole('radio', { name: 'Given' }).press('Space');
  for (const use of ['Self-review', 'Mentor coach']) {
    await session.consent.getByRole('checkbox', { name: use }).press('Space');
  }
  await session.saveStatus.filter({ hasText: 'Saved' }).waitFor();
}

/** From the session's screen: starts a review and marks eight moments by keyboard while the recording plays. */
export async function markEightMoments(page: Page): Promise<WorkspacePage> {
  await new SessionPage(page).startReview.press('Enter');
  const workspace = new WorkspacePage(page);
  await workspace.isOpen();
  const opened = await workspace.playback();
  expect(Math.abs(opened.seekableEndMs - opened.durationMs)).toBeLessThan(50);
  await workspace.press('Space');
  for (const [index, { key, at, label }] of MARKS.entries()) {
    await workspace.press('g');
    const time = page.getByRole('dialog', { name: 'Go to a time' }).getByRole('textbox', { name: 'Time' });
    await expect(time).toBeFocused();
    await page.keyboard.type(at);
    await page.keyboard.press('Enter');
    await expect(time).toBeHidden();
    const before = await workspace.playback();
    await workspace.press(key);
    await expect(workspace.moments).toHaveCount(index + 1);
    await expect(workspace.moments.filter({ hasText: label }).first()).toBeVisible();
    const after = await workspace.playback();
    expect(after.paused, 'marking never pauses playback').toBe(false);
    expect(after.ms).toBeGreaterThanOrEqual(before.ms);
  }
  await workspace.press('k');
  await workspace.saved.waitFor();
  return workspace;
}

/** Quotes, ticks, links, rates and writes feedback, then submits: all by keyboard. */
export async function judgeAndSubmit(workspace: WorkspacePage): Promise<void> {
  const { page } = workspace;
  await workspace.moments.filter({ hasText: 'Session agreement' }).press('Enter');
  await workspace.write(workspace.quote, 'Is that the best use of our time?');
  await workspace.write(workspace.note, 'Offered back in her own words.');

  await workspace.openPanel('Checklist');
  await workspace.tick('SA.1', 'Observed');
  await workspace.tick('SA.3', 'Partly');
  await workspace.link('SA.1').press('Enter');
  await expect(
    workspace.indicator('SA.1').getByRole('button', { name: /^Play 0:\d\d Session agreement$/ }),
  ).toBeVisible();

  await workspace.openPanel('Rating');
  await workspace.rating('Session agreement', 'Solid').press('Space');
  await workspace.rating('Closing', 'Emerging').press('Space');
  await workspace.rating('Mini-contract', 'No opportunity').press('Space');
  await workspace.write(workspace.rationale('Session agreement'), 'Topic, outcome and check were hers.');

  await workspace.openPanel('Feedback');
  await workspace.write(workspace.feedback('Strengths'), 'Waiting for the yes.');
  await workspace.write(workspace.feedback('One thing to develop'), 'Staying with the father.');
  await workspace.write(workspace.feedback('Next step'), 'One breath before each question.');
  await workspace.saved.waitFor();
  await expect(page.getByRole('alert').filter({ hasText: /\S/ })).toHaveCount(0);
  await workspace.submit();
}
