import { expect, test } from '@playwright/test';
import type { JournalEntry } from '#shared/history/review-history';
import { marking } from '../contract/review-entries';
import { expectAccessible } from '../helpers/accessible';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { call } from '../helpers/page-api';
import { smallWave } from '../helpers/small-wave';
import { LibraryPage } from './page-models/library-page';

const framework = { id: 'agreements-and-partnering', edition: '1' };

let program: BuiltProgram;
test.beforeEach(async () => {
  program = await startBuiltProgram();
  await call(program, 'profile', 'save', { person: { name: 'Tara', role: 'trainee', credential: '' } });
});
test.afterEach(() => program?.close());

/** Adds a session with a submitted review that rates the session agreement and marks one moment. */
async function reviewedSession(sessionId: string, date: string, value: string, polarity: 'shown' | 'missed') {
  await call(program, 'sessions', 'update', { sessionId, details: { date } });
  const { reviewId } = await call(program, 'reviews', 'start', { sessionId, framework });
  const mark = marking(1, { indicators: ['SA.1'], startMs: 0, endMs: 150, polarity, quote: 'I want a yes.' });
  const rating: JournalEntry = {
    type: 'edit',
    seq: 2,
    step: {
      id: '01990000-0000-7000-8000-000000000777',
      label: 'Rate',
      at: '2026-11-22T18:00:00.000Z',
      changes: [
        { collection: 'ratings', key: 'SA', after: { value, rationale: '' } },
        { collection: 'marks', key: 'SA.1', after: { state: 'observed', note: '' } },
      ],
    },
  };
  await call(program, 'reviews', 'append', { reviewId, entries: [mark, rating] });
  await call(program, 'reviews', 'submit', { reviewId });
}

test('competencies and the trail are followed over sessions, every moment behind them plays', async ({
  page,
}) => {
  const { scales } = await call(program, 'frameworks', 'get', framework);
  const values = scales[0]?.values ?? [];
  const [low, high] = [values[0], values.at(-1)];
  if (!low || !high) throw new Error('The framework has a scale');
  const { sessionId: sample } = await call(program, 'sessions', 'openSample');
  await page.goto(await program.newAddress());
  const library = new LibraryPage(page);
  await library.heading.waitFor();
  await library.add({
    name: 'second.wav',
    mimeType: 'audio/wav',
    buffer: Buffer.from(smallWave(Math.random)),
  });
  const added = async () =>
    (await call(program, 'sessions', 'list')).find(({ title }) => title === 'second')?.id ?? '';
  await expect.poll(added).not.toBe('');
  await reviewedSession(sample, '2026-03-01', high.id, 'shown');
  await reviewedSession(await added(), '2026-01-15', low.id, 'missed');

  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Progress' }).press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Across sessions' }).waitFor();
  await expect(page.getByText('Developmental, not affiliated with')).toBeVisible();
  const course = page.getByRole('region', { name: 'SA Session agreement' });
  const rows = course.getByRole('table', { name: 'SA Session agreement by session' }).getByRole('row');
  // The earliest first, whatever order they were added in.
  await expect(rows.nth(1)).toContainText(low.label);
  await expect(rows.nth(1)).toContainText('2026-01-15');
  await expect(rows.nth(2)).toContainText(high.label);
  const plot = course.getByRole('group', { name: /^SA Session agreement: .* by Session, by date/ });
  await expect(plot).toContainText('Session, by date');
  await plot.locator('circle').nth(1).hover();
  await expect(page.getByRole('tooltip').filter({ hasText: `2026-03-01: ${high.label}` })).toBeVisible();
  await plot.getByRole('img', { name: /2026-01-15/ }).focus();
  await expect(page.getByRole('tooltip').filter({ hasText: `2026-01-15: ${low.label}` })).toBeVisible();
  const trail = page.getByRole('region', { name: 'The agreement trail' });
  await expect(trail).toContainText('First agreement');
  await trail
    .getByRole('combobox', { name: 'Figure in the plot' })
    .selectOption({ label: 'First agreement' });
  await trail.getByRole('img', { name: /2026-03-01: at 0:00/ }).focus();
  await expect(page.getByRole('tooltip').filter({ hasText: '2026-03-01: at 0:00' })).toBeVisible();

  await rows
    .nth(1)
    .getByRole('button', { name: /^Play .* missed of second$/ })
    .press('Enter');
  const player = page.getByRole('region', { name: 'Moment that plays' });
  await expect(player).toContainText('“I want a yes.”');
  await expect
    .poll(() => page.evaluate(() => document.querySelector('audio')?.currentTime ?? 0))
    .toBeGreaterThan(0);
  await course.getByText('Each indicator').press('Enter');
  await expect(
    course
      .getByRole('table', { name: /^Indicators of/ })
      .getByRole('row')
      .nth(1),
  ).toContainText('SA.1');
  await expect(course.getByRole('group', { name: /^SA\.1 .*: State by Session, by date/ })).toBeVisible();
  await course.getByRole('img', { name: /2026-03-01: observed$/i }).focus();
  await expect(page.getByRole('tooltip').filter({ hasText: /observed/i })).toBeVisible();
  // The words at a point go when the focus does.
  await page.getByRole('combobox', { name: 'Framework', exact: true }).focus();
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(300);
    await expectAccessible(page);
  }
});

test('without a submitted review it says what to do', async ({ page }) => {
  await page.goto(await program.newAddress());
  await new LibraryPage(page).heading.waitFor();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Progress' }).click();
  await expect(page.getByText('Nothing is here yet.')).toBeVisible();
});
