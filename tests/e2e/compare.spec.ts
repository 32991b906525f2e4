import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { v7 as newId } from 'uuid';
import type { Change } from '#shared/history/review-change';
import type { IndicatorState } from '#shared/model/framework';
import type { ImportJob } from '#shared/model/import-job';
import { type Moment, momentSchema } from '#shared/model/moment';
import type { FeedbackPart } from '#shared/model/review';
import { expectAccessible } from '../helpers/accessible';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { finishExport } from '../screens/program-api';
import { ComparePage } from './page-models/compare-page';
import { call } from './program-api';

const FRAMEWORK = { id: 'agreements-and-partnering', edition: '1' };

type Reviewed = {
  moments: [kind: string, startMs: number, endMs: number | undefined, facts: Partial<Moment>][];
  ratings: Record<string, [value: string, rationale?: string]>;
  marks: Record<string, IndicatorState>;
  feedback: Partial<Record<FeedbackPart, string>>;
};

const ROBIN: Reviewed = {
  moments: [
    ['session-agreement', 60_642, 73_476, { quote: 'Is that the best use?', indicators: ['SA.1', 'SA.5'] }],
    ['partnering', 74_576, 81_195, { quote: 'Where would you begin?', competencies: ['PT'] }],
    ['mini-contract', 102_738, undefined, { quote: 'May I share it?', indicators: ['MC.1'] }],
    ['re-contracting', 167_728, 197_864, { quote: 'Would you rather stay?', indicators: ['RC.1', 'RC.3'] }],
    ['closing', 254_838, 269_784, { quote: 'How would you like to finish?', competencies: ['CL'] }],
  ],
  ratings: {
    SA: ['solid', 'Topic, outcome and measure were hers, and I waited for the yes.'],
    RC: ['fluent', 'I stopped, named both directions and let her choose.'],
    DT: ['solid'],
    PT: ['solid', 'An open choice at the start.'],
    BS: ['no-opportunity'],
    CL: ['emerging', 'I asked early enough, though the time felt short.'],
  },
  marks: {
    'SA.1': 'observed',
    'SA.2': 'observed',
    'SA.5': 'observed',
    'RC.1': 'observed',
    'MC.1': 'observed',
  },
  feedback: {
    strengths: 'I kept to her words when I offered the agreement back.',
    develop: 'I hurried past what she said about her father.',
  },
};

const MINA: Reviewed = {
  moments: [
    ['session-agreement', 800, 73_476, { quote: 'How will you know?', indicators: ['SA.1', 'SA.2', 'SA.3'] }],
    ['mini-contract', 102_738, 114_549, { quote: 'May I share it?', indicators: ['MC.1'] }],
    ['re-contracting', 160_269, 197_864, { competencies: ['RC'], quote: 'It is just loud in my head.' }],
    [
      'deeper-theme',
      199_464,
      214_084,
      { polarity: 'missed', quote: 'Never said aloud.', indicators: ['DT.2'] },
    ],
    [
      'partnering',
      210_699,
      214_084,
      { polarity: 'against', quote: 'In which meeting?', competencies: ['PT'] },
    ],
    ['closing', 254_838, 290_497, { quote: 'A good place to stop?', indicators: ['CL.1'] }],
  ],
  ratings: {
    SA: ['solid', 'All elements are there. What the client wants to look at is agreed, not assumed.'],
    RC: ['solid', 'The choice is real. What became of Leeds is left open.'],
    DT: ['not-yet', 'The strongest moment of the session passes without a pause.'],
    PT: ['emerging', 'At the start yes, later the coach chooses.'],
    MC: ['solid', 'Permission, pause, brief observation.'],
    BS: ['emerging', 'What, when and how are clear; what may get in the way is not asked.'],
    CL: ['emerging', 'The measure comes back.'],
  },
  marks: {
    'SA.1': 'observed',
    'SA.2': 'partly',
    'SA.3': 'observed',
    'DT.2': 'not-observed',
    'RC.1': 'observed',
  },
  feedback: {
    strengths: 'The agreement is built with the client, sentence by sentence.',
    develop: 'Stay a breath longer when something is said for the first time.',
    nextStep: 'Listen to 3:19 to 3:34 and write down three things you could have said, or left unsaid.',
  },
};

/** Calls as the page does, in a batch of one, which is how a call without input is told. */
async function introduce(program: BuiltProgram, name: string, role: 'trainee' | 'mentor', credential = '') {
  await call(program, 'profile.save', { person: { name, role, credential } });
}

async function review(program: BuiltProgram, sessionId: string, said: Reviewed): Promise<string> {
  const { reviewId } = await call<{ reviewId: string }>(program, 'reviews.start', {
    sessionId,
    framework: FRAMEWORK,
  });
  const at = new Date().toISOString();
  const moments = said.moments.map(([kind, startMs, endMs, facts]) =>
    momentSchema.parse({ id: newId(), kind, polarity: 'shown', startMs, endMs, createdAt: at, ...facts }),
  );
  const changes: Change[] = [
    ...moments.map((moment) => ({ collection: 'moments' as const, key: moment.id, after: moment })),
    ...Object.entries(said.ratings).map(([key, [value, rationale = '']]) => ({
      collection: 'ratings' as const,
      key,
      after: { value, rationale },
    })),
    ...Object.entries(said.marks).map(([key, state]) => ({
      collection: 'marks' as const,
      key,
      after: { state, note: '' },
    })),
    ...Object.entries(said.feedback).map(([key, after]) => ({
      collection: 'feedback' as const,
      key: key as FeedbackPart,
      after,
    })),
  ];
  await call(program, 'reviews.append', {
    reviewId,
    entries: [{ type: 'edit', seq: 1, step: { id: newId(), label: 'Review it all', at, changes } }],
  });
  await call(program, 'reviews.submit', { reviewId });
  return reviewId;
}

/** Takes a package from one library to another, as if it had been saved and dropped there. */
async function carry(from: BuiltProgram, exported: { exportId: string }, to: BuiltProgram): Promise<void> {
  await finishExport(from, exported.exportId);
  const download = await from.fetch(`/exports/${exported.exportId}`);
  expect(download.status).toBe(200);
  const bytes = await download.arrayBuffer();
  const { importId } = await call<{ importId: string }>(to, 'imports.beginUpload', {
    fileName: 'carried.concordance',
    sizeBytes: bytes.byteLength,
  });
  const upload = await to.fetch(`/uploads/${importId}`, { method: 'PUT', body: bytes });
  expect(upload.ok).toBe(true);
  await expect
    .poll(async () => {
      const response = await to.fetch('/api/imports.list');
      const jobs: ImportJob[] = (await response.json()).result.data;
      return jobs.find((job) => job.id === importId)?.phase;
    })
    .toBe('package');
  await call(to, 'imports.acceptPackage', { importId, confirmed: false });
}

/** Robin records and reviews, Mina gets the session and reviews it on her own, and sends her review back. */
async function exchangeReviews(trainee: BuiltProgram, mentor: BuiltProgram, includeRecording: boolean) {
  await introduce(trainee, 'Robin', 'trainee');
  await introduce(mentor, 'Mina', 'mentor', 'PCC');
  const { sessionId } = await call<{ sessionId: string }>(trainee, 'sessions.openSample');
  await call(trainee, 'sessions.update', {
    sessionId,
    details: { consent: { status: 'given', how: 'written', uses: ['self-review', 'mentor'], note: '' } },
  });
  const ownReviewId = await review(trainee, sessionId, ROBIN);
  const shared = await call<{ exportId: string }>(trainee, 'packages.share', {
    sessionId,
    purpose: 'mentor',
    framework: FRAMEWORK,
    recording: { include: includeRecording ? 'whole' : 'none' },
    replaceNames: false,
    protection: { type: 'none' },
    message: '',
    today: new Date().toISOString().slice(0, 10),
    ...(!includeRecording && { reviewId: ownReviewId }),
  });
  await carry(trainee, shared, mentor);
  // What came along is looked at first, which costs the mentor's review its independence.
  if (!includeRecording) await call(mentor, 'reviews.revealOthers', { sessionId });
  const mentorsReviewId = await review(mentor, sessionId, MINA);
  const returned = await call<{ exportId: string }>(mentor, 'packages.sendBack', {
    reviewId: mentorsReviewId,
    message: '',
    replaceNames: false,
    protection: { type: 'none' },
  });
  await carry(mentor, returned, trainee);
  return sessionId;
}

test.describe('two reviews side by side', () => {
  let trainee: BuiltProgram;
  let mentor: BuiltProgram;
  let sessionId: string;

  test.beforeAll(async () => {
    [trainee, mentor] = await Promise.all([startBuiltProgram(), startBuiltProgram()]);
    sessionId = await exchangeReviews(trainee, mentor, true);
  });
  test.afterAll(async () => {
    await Promise.all([trainee?.close(), mentor?.close()]);
  });

  async function openComparison(page: Page, program = trainee): Promise<ComparePage> {
    await page.goto(await program.newAddress());
    const compare = new ComparePage(page);
    await compare.open(program.origin, sessionId);
    return compare;
  }

  test('say whose they are and where they agree', async ({ page }) => {
    const compare = await openComparison(page);
    await expect(compare.title).toHaveText('One breath before the yes');
    await expect(compare.reviewers).toHaveText([
      /Robin \(you\).*Trainee · Submitted/,
      /Mina.*Mentor, PCC · Submitted/,
    ]);
    await expect(page.getByText('Not independent')).toHaveCount(0);
    await expect(page.getByText('Developmental: not affiliated with or endorsed by')).toBeVisible();
    await expect(compare.counts).toHaveText(
      '7 competencies: 2 agree, 2 one step apart, 2 differ, 1 rated by one only',
    );

    await expect(compare.competency('Deeper theme')).toContainText('Differ by 2 steps');
    await expect(compare.row('Deeper theme', 'Rating').getByRole('cell')).toHaveText([
      'Solid',
      /^Not yet.*passes without a pause\.$/,
    ]);
    await expect(compare.row('Deeper theme', 'Evidence').getByRole('cell').first()).toHaveText(
      'No evidence linked',
    );
    await expect(compare.row('Session agreement', /^SA\.2/).getByRole('cell')).toHaveText([
      'Observed',
      'Partly',
    ]);
    await expect(compare.row('Session agreement', /^SA\.2/)).toContainText('Marked differently');
    await expect(compare.row('Between-session agreement', 'Rating').getByRole('cell')).toHaveText([
      'No opportunity',
      /^Emerging/,
    ]);
    await expect(compare.feedback.getByRole('row', { name: 'Next step' })).toContainText('Nothing written');
    await expect(compare.trail('Robin')).toHaveAccessibleName(
      /: from 0:00 Exploring; from 1:13 Agreed focus; from 2:47 Another direction came up; from 3:17 Re-contracted; from 4:14 Closing$/,
    );
    await expect(compare.trail('Mina')).toHaveAccessibleName(/from 2:40 Another direction came up/);
    await expect(compare.trailFigure('Who chose the direction').getByRole('cell')).toHaveText([
      /^1:13 not noted, 1:21 not noted, 3:17 not noted/,
      /^1:13 not noted, 3:17 not noted, 3:34 the coach/,
    ]);
    await expectAccessible(page);
  });

  test('play a piece of evidence and stop at its end', async ({ page }) => {
    const compare = await openComparison(page);
    await compare.evidence('Partnering', 'Mina').getByRole('button').click();
    await expect(compare.playing).toHaveText('Playing 3:30–3:34 · Partnering · by Mina');
    expect((await compare.playback()).ms).toBeGreaterThanOrEqual(210_699);
    await expect(compare.playing).toHaveText('Played 3:30–3:34 · Partnering · by Mina');
    const { ms, paused } = await compare.playback();
    expect(paused).toBe(true);
    expect(Math.abs(ms - 214_084)).toBeLessThan(50);
  });

  test('play the seconds around a point', async ({ page }) => {
    const compare = await openComparison(page);
    await compare.moment('Robin', /^1:42, Mini-contract/).click();
    await expect(compare.playing).toHaveText('Playing 1:41–1:46 · Mini-contract · by Robin');
    await expect(compare.playing).toHaveText('Played 1:41–1:46 · Mini-contract · by Robin');
    expect(Math.abs((await compare.playback()).ms - 106_738)).toBeLessThan(50);
  });

  test('say how far they agree, with what stands behind each figure', async ({ page }) => {
    await openComparison(page);
    const agreement = page.getByRole('region', { name: 'How far you agree' });
    await expect(agreement).toContainText(/\d+ moments were marked in common, \d+ by one alone\./);
    await expect(agreement).toContainText('That is fewer than 20');
    const compare = new ComparePage(page);
    const alone = compare.moments.getByRole('option', { name: /, marked by one alone$/ });
    const counted = Number(/(\d+) by one alone/.exec(await agreement.innerText())?.[1]);
    await expect(alone).toHaveCount(counted);
    await page.getByRole('checkbox', { name: 'Marked by one alone' }).check();
    await expect(compare.moments.getByRole('option')).toHaveCount(counted);
    await expect(page.getByText(`${counted} of 11 moments`)).toBeVisible();
    await agreement.getByText('Figures, for ratings').click();
    const figures = page.getByRole('table', { name: 'Figures of agreement, Ratings' });
    await expect(figures.getByRole('row')).toHaveCount(6);
    await expect(figures).toContainText('ICC(2,1)');
    await expect(figures).not.toContainText('NaN');
    await agreement.getByText('By stretches of the session').click();
    await agreement.getByRole('combobox', { name: 'Length of a stretch' }).selectOption('1 minute');
    const stretches = agreement.getByRole('table', { name: 'Figures by stretches of the session' });
    await expect(stretches.getByRole('row')).toHaveCount(5);
    await expect(stretches).not.toContainText('NaN');
    await agreement.getByText('Sums of the session', { exact: true }).click();
    await expect(agreement.getByRole('table', { name: 'Sums of the session' })).toContainText(
      'Session agreement',
    );
    const download = page.waitForEvent('download');
    await agreement.getByRole('button', { name: 'Save all judgements as CSV' }).click();
    const table = await readFile(await (await download).path(), 'utf8');
    expect(table).toContain('"rating","SA","solid"');
  });

  test('are worked by keyboard alone', async ({ page }) => {
    const compare = await openComparison(page);
    await compare.moments.focus();
    await page.keyboard.press('Home');
    await compare.expectChosen('Mina', /^0:00–1:13, Session agreement/);
    await page.keyboard.press('ArrowDown');
    await compare.expectChosen('Robin', /^1:00–1:13, Session agreement/);
    await page.keyboard.press('ArrowRight');
    await compare.expectChosen('Robin', /^1:14–1:21, Partnering/);
    await page.keyboard.press('End');
    await compare.expectChosen('Mina', /Closing/);
    await page.keyboard.press('ArrowUp');
    await compare.expectChosen('Robin', /Closing/);
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await compare.expectChosen('Mina', /^3:30–3:34, Partnering, counter-evidence/);
    // Every moment of both is reached, one after the other.
    await page.keyboard.press('Home');
    const reached = new Set<string | null>();
    for (let place = 0; place < 11; place += 1) {
      const chosen = compare.moments.getByRole('option', { selected: true });
      await expect(chosen).toHaveAttribute('aria-posinset', String(place + 1));
      reached.add(await chosen.textContent());
      await page.keyboard.press('ArrowDown');
    }
    expect(reached.size).toBe(11);
    // One stop of the Tab key: the next one leaves the list.
    await expect(compare.moments.locator('[tabindex="0"]')).toHaveCount(0);
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await expect(compare.playing).toContainText('Playing 3:30–3:34');

    await page.keyboard.press('Escape');
    await expect(compare.playing).toHaveText('Choose a moment or any evidence to hear it');
    expect((await compare.playback()).paused).toBe(true);

    await page.locator('main').focus();
    await page.keyboard.press('Space');
    await expect(compare.playing).toHaveText('Playing the recording');
    await page.keyboard.press('Space');
    await expect.poll(async () => (await compare.playback()).paused).toBe(true);

    await compare.position.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    expect((await compare.playback()).ms).toBe(1_000);
  });

  test('lie on one canvas that shows what the list shows, from the whole session to 50 ms', async ({
    page,
  }) => {
    const compare = await openComparison(page);
    await expect(compare.lanes).toHaveAccessibleName(/^11 moments of 2 reviewers/);
    await expect(page.getByText(/(Reading|Drawing) the waveform/)).toHaveCount(0, { timeout: 60_000 });
    const agreement = page.getByRole('region', { name: 'How far you agree' });
    await expect(agreement).toContainText(/\d+ by one alone\./);

    // What the pointer is over is told; what is pressed plays, and the list is there.
    await compare.lanes.scrollIntoViewIfNeeded();
    const place = await compare.placeOnLanes('Robin', 182_500, 291_703);
    await compare.lanes.hover({ position: place });
    await expect(page.getByText('Re-contracting').and(page.locator('[aria-hidden] *'))).toBeVisible();
    const before = await compare.lanesPicture();
    await compare.lanes.click({ position: place });
    await expect(compare.playing).toHaveText(/^Playing 2:47–3:17 · Re-contracting · by Robin$/);
    await compare.expectChosen('Robin', /Re-contracting/);
    await page.keyboard.press('Escape');
    await expect.poll(() => compare.lanesPicture()).not.toBe(before);

    // Nothing lies there: one goes there, and lets go of the moment.
    await compare.lanes.click({ position: await compare.placeOnLanes('Robin', 220_000, 291_703) });
    await expect(compare.moments.getByRole('option', { selected: true })).toHaveCount(0);
    await expect.poll(async () => Math.abs((await compare.playback()).ms - 220_000)).toBeLessThan(1_000);

    // Closer about the pointer, down to 50 ms; what the list chooses comes into view.
    await compare.lanes.hover({ position: place });
    await page.keyboard.down('Control');
    for (let turn = 0; turn < 4; turn += 1) await page.mouse.wheel(0, -240);
    await expect(compare.partInView).not.toHaveAttribute('aria-valuetext', '0:00 to 4:51');
    const [, from, to] =
      /^(\d:\d\d) to (\d:\d\d)$/.exec((await compare.partInView.getAttribute('aria-valuetext')) ?? '') ?? [];
    expect(from && from <= '3:02' && to && to >= '3:02').toBe(true);
    for (let turn = 0; turn < 30; turn += 1) await page.mouse.wheel(0, -240);
    await page.keyboard.up('Control');
    await expect(compare.partInView).toHaveAttribute('aria-valuetext', '3:02 to 3:02');
    await compare.moments.focus();
    await page.keyboard.press('End');
    await expect(compare.partInView).toHaveAttribute('aria-valuetext', '4:14 to 4:14');
    const isDrawn = await compare.lanesPicture();
    await page.keyboard.press('Digit0');
    await expect(compare.partInView).toHaveAttribute('aria-valuetext', '0:00 to 4:51');
    await expect.poll(() => compare.lanesPicture()).not.toBe(isDrawn);

    // Where the system decides about colours, the canvas follows.
    const inOwnColours = await compare.lanesPicture();
    await page.emulateMedia({ forcedColors: 'active' });
    await expect.poll(() => compare.lanesPicture()).not.toBe(inOwnColours);
    await expectAccessible(page, 'With the system’s colours');
  });

  test('can be narrowed to where they differ, in the order of the framework', async ({ page }) => {
    const compare = await openComparison(page);
    await expect(compare.competencies()).toHaveCount(7);
    await compare.show('Where you differ');
    await expect(compare.competencies()).toHaveText([
      /^Re-contracting/,
      /^Deeper theme/,
      /^Partnering/,
      /^Mini-contract/,
      /^Between-session agreement/,
    ]);
    await compare.domain('Choosing together').click();
    await expect(compare.competencies()).toHaveCount(3);
    await compare.show('All');
    await expect(compare.competencies()).toHaveCount(5);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`are readable on a small screen, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width: 1024, height: 700 });
      const compare = await openComparison(page);
      await compare.moments.focus();
      await page.keyboard.press('End');
      await compare.expectChosen('Mina', /Closing/);
      await compare.lanes.hover({ position: await compare.placeOnLanes('Robin', 180_000, 291_703) });
      await expectAccessible(page);
      const widths = await page.locator('main').evaluate((main) => [main.scrollWidth, main.clientWidth]);
      expect(widths[0]).toBe(widths[1]);
    });
  }

  test('are refused in words where there is nothing to compare', async ({ page }) => {
    await page.goto(await trainee.newAddress());
    const compare = new ComparePage(page);
    await compare.open(trainee.origin, sessionId, 'core-competencies@2025');
    await expect(page.getByRole('alert').filter({ hasText: /^No review is submitted under/ })).toBeVisible();
  });
});

test('reviews of a recording that was not shared can be read', async ({ page }) => {
  const [trainee, mentor] = await Promise.all([startBuiltProgram(), startBuiltProgram()]);
  try {
    const sessionId = await exchangeReviews(trainee, mentor, false);
    await page.goto(await mentor.newAddress());
    const compare = new ComparePage(page);
    await compare.open(mentor.origin, sessionId);
    await expect(compare.reviewers).toHaveText([/^M?Mina \(you\)/, /Robin/]);
    await expect(compare.reviewers.first()).toContainText(
      'Not independent: saw another review before submitting',
    );
    await expect(compare.reviewers.last()).not.toContainText('Not independent');
    await expect(compare.player).toContainText('The recording was not shared by Robin');
    await expect(compare.evidence('Closing', 'Robin')).toContainText('How would you like to finish?');
    await expect(compare.evidence('Closing', 'Robin').getByRole('button')).toHaveCount(0);
    await compare.moment('Robin', /Closing/).click();
    await expect(page.locator('audio, video')).toHaveCount(0);
    await expectAccessible(page);
  } finally {
    await Promise.all([trainee.close(), mentor.close()]);
  }
});
