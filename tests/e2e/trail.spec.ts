import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { formatTimeCode } from '#shared/formats/time-code';
import { expectAccessibleInBothSchemes } from '../helpers/accessible';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { projectFolder } from '../helpers/ensure-built';
import { TrailPage } from './page-models/trail-page';
import { WorkspacePage } from './page-models/workspace-page';
import { call } from './program-api';

const idOf = (place: number) => `01990000-0000-7000-8000-${String(place).padStart(12, '0')}`;

test.describe('the agreement trail of the sample session', () => {
  let program: BuiltProgram;
  let workspace: WorkspacePage;
  let trail: TrailPage;
  let reviewId: string;

  test.beforeEach(async ({ page }) => {
    program = await startBuiltProgram();
    await call(program, 'profile.save', { person: { name: 'Ana Lindt', role: 'trainee', credential: '' } });
    const { sessionId } = await call<{ sessionId: string }>(program, 'sessions.openSample');
    ({ reviewId } = await call<{ reviewId: string }>(program, 'reviews.start', {
      sessionId,
      framework: { id: 'agreements-and-partnering', edition: '1' },
    }));
    await page.goto(await program.newAddress());
    workspace = new WorkspacePage(page);
    trail = new TrailPage(page);
    await page.goto(`${program.origin}/#/session/${sessionId}/review/${reviewId}`);
    await workspace.isOpen();
  });
  test.afterEach(() => program.close());

  test('an agreement and a re-contracting are filled in by keyboard alone, and band and story follow', async ({
    page,
  }) => {
    await expect(trail.band).toHaveAccessibleName('Trail: from 0:00 Exploring');

    await trail.goTo('1:00');
    await page.keyboard.press('1');
    await expect(workspace.moments).toHaveCount(1);
    await page.keyboard.press('f');
    await expect(trail.words('Topic')).toBeFocused();
    await page.keyboard.type('My calendar');
    await page.keyboard.press('Alt+t');
    await expect(trail.heardAt('Topic')).toHaveValue('1:00.000');
    await page.keyboard.press('Enter');
    await expect(trail.words('Outcome')).toBeFocused();
    await page.keyboard.type('One thing for next week');
    for (let field = 0; field < 4; field += 1) await page.keyboard.press('Enter');
    await expect(trail.option('Who proposed it', 'Client')).toBeFocused();
    await page.keyboard.press('1');
    await expect(trail.option('Who proposed it', 'Client')).toBeChecked();
    await page.keyboard.press('Enter');
    await page.keyboard.type('Is that the best use of our time?');
    await page.keyboard.press('Enter');
    await page.keyboard.press('2');
    await expect(trail.option('The client’s answer', 'No: keep exploring')).toBeChecked();
    await expect(trail.band).toHaveAccessibleName('Trail: from 0:00 Exploring');
    await page.keyboard.press('1');
    await expect(trail.band).toHaveAccessibleName(
      'Trail: from 0:00 Exploring; from 1:20 Agreed focus: One thing for next week',
    );
    await expectAccessibleInBothSchemes(page, 'The form');
    await page.keyboard.press('Escape');
    await expect(trail.form).toBeHidden();

    await trail.goTo('3:00');
    await page.keyboard.press('2');
    await expect(workspace.moments).toHaveCount(2);
    await page.keyboard.press('f');
    await expect(trail.words('From')).toBeFocused();
    await page.keyboard.press('Enter');
    await page.keyboard.type('The job in Leeds');
    await page.keyboard.press('Enter');
    for (const step of '12345677') await page.keyboard.press(step);
    await expect(trail.form.getByRole('checkbox', { checked: true })).toHaveCount(6);
    await page.keyboard.press('Enter');
    await page.keyboard.press('1');
    await expect(trail.option('The client’s choice', 'Stay')).toBeChecked();
    await expect(trail.band).toHaveAccessibleName(/from 3:15 Agreed focus: One thing for next week$/);
    await page.keyboard.press('2');
    await expect(trail.band).toHaveAccessibleName(/from 3:15 Re-contracted: The job in Leeds$/);
    await page.keyboard.press('Escape');

    await page.keyboard.press('F10');
    await expect(trail.sentences.first()).toContainText('From 0:00 coach and client explore');
    await expect(trail.story).toContainText('the client newly chose: The job in Leeds.');
    await expect(trail.figure('Elements of the agreement')).toContainText(
      '2 of 5; not noted: measure of success, meaning, what must be addressed',
    );
    await expect(trail.figure('Who chose the direction')).toContainText('1:20 the client, 3:15 the client');
    await expect(page.getByText(/not affiliated with or endorsed by any credentialing body/)).toBeVisible();
    await expectAccessibleInBothSchemes(page, 'The trail');

    await page.keyboard.press('Control+z');
    await expect(trail.band).toHaveAccessibleName(/from 3:15 Agreed focus: One thing for next week$/);
    await page.keyboard.press('Control+Shift+z');
    await expect(trail.band).toHaveAccessibleName(/from 3:15 Re-contracted: The job in Leeds$/);
    await workspace.saved.waitFor();

    await page.reload();
    await workspace.isOpen();
    await expect(trail.band).toHaveAccessibleName(
      'Trail: from 0:00 Exploring; from 1:20 Agreed focus: One thing for next week; from 2:50 Another direction came up; from 3:15 Re-contracted: The job in Leeds',
    );
    // The playhead is where it was left, behind the moment that is looked for.
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('f');
    await expect(trail.words('Topic')).toHaveValue('My calendar');
    await expect(trail.option('The client’s answer', 'Yes: agreement')).toBeChecked();
  });

  test('wordings come from quotes by themselves, are kept, and are written where one was', async ({
    page,
  }) => {
    await page.keyboard.press('4');
    await expect(workspace.moments).toHaveCount(1);
    await workspace.write(workspace.quote, 'May I share something I noticed?');
    await page.keyboard.press('4');
    await expect(workspace.moments).toHaveCount(2);
    await page.keyboard.press('q');
    await expect(workspace.quote).toBeFocused();
    await page.keyboard.press('Alt+p');
    const dialog = page.getByRole('dialog', { name: 'Your wordings: mini-contract' });
    const search = dialog.getByRole('textbox');
    await expect(search).toBeFocused();
    await expect(dialog.getByRole('option')).toHaveText([/^May I share something I noticed\?said once$/]);
    await expectAccessibleInBothSchemes(page, 'The wordings');
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(workspace.quote).toHaveValue('May I share something I noticed?');
    await expect(workspace.quote).toBeFocused();

    await page.keyboard.press('Alt+p');
    await expect(search).toBeFocused();
    await page.keyboard.type('Would you be open to that?');
    await expect(dialog.getByRole('option')).toHaveText(['Keep and use “Would you be open to that?”']);
    await page.keyboard.press('Enter');
    await expect(workspace.quote).toHaveValue('May I share something I noticed? Would you be open to that?');
    await page.keyboard.press('Escape');
    await workspace.saved.waitFor();

    await page.reload();
    await workspace.isOpen();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Alt+p');
    await expect(dialog.getByRole('option').first()).toHaveText('Would you be open to that?kept');
    await expect(search).toBeFocused();
    await page.keyboard.press('Control+Delete');
    await expect(dialog.getByRole('option').first()).not.toContainText('kept');
  });

  test('shows what is written beside the sample’s script, and each sentence plays its evidence', async ({
    page,
  }) => {
    const read = (file: string) =>
      JSON.parse(readFileSync(join(projectFolder, 'resources/sample', file), 'utf8'));
    const { moments, turns } = read('practice-session.json');
    const written = read('agreement-trail.json');
    const changes = moments.map((moment: object, place: number) => ({
      collection: 'moments',
      key: idOf(place),
      after: {
        indicators: [],
        competencies: [],
        ...moment,
        id: idOf(place),
        createdAt: '2026-11-22T18:00:00.000Z',
      },
    }));
    const step = { id: idOf(99), label: 'the sample', at: '2026-11-22T18:00:00.000Z', changes };
    await call(program, 'reviews.append', { reviewId, entries: [{ type: 'edit', seq: 1, step }] });
    await page.reload();
    await workspace.isOpen();

    const names: Record<string, string> = {
      exploring: 'Exploring',
      agreed: 'Agreed focus: One thing I will do differently next week.',
      shifted: 'Another direction came up',
      closing: 'Closing',
    };
    const expected = written.stretches.map(
      (stretch: { direction: string; fromTurn?: number; afterTurn?: number }, place: number) => {
        const { fromTurn, afterTurn = 0 } = stretch;
        const startMs = place === 0 ? 0 : fromTurn ? turns[fromTurn - 1].startMs : turns[afterTurn - 1].endMs;
        return `from ${formatTimeCode(startMs)} ${names[stretch.direction]}`;
      },
    );
    await expect(trail.band).toHaveAccessibleName(`Trail: ${expected.join('; ')}`);

    await page.keyboard.press('F10');
    await expect(trail.figure('Elements of the agreement')).toContainText('5 of 5');
    await expect(trail.figure('Re-contracting')).toContainText('offered 1, chosen 1, missed 0');
    await expect(trail.figure('Mini-contracts')).toContainText('asked 1, answered 1, honoured 1, missed 0');
    await expect(trail.figure('Who chose the direction')).toContainText(/the client.*the client.*the client/);
    await expect(trail.figure('Closing')).toContainText('designed by both');

    const shift = turns[written.stretches[2].fromTurn - 1].startMs;
    await trail.story.getByRole('button', { name: /another direction comes up/ }).press('Enter');
    await expect.poll(async () => (await workspace.playback()).paused).toBe(false);
    expect((await workspace.playback()).ms).toBeGreaterThanOrEqual(shift);
    expect((await workspace.playback()).ms).toBeLessThan(shift + 20_000);
    await trail
      .figure('Mini-contracts')
      .getByRole('button', { name: /^Play Mini-contract at/ })
      .press('Enter');
    await expect(page.getByRole('region', { name: 'Chosen moment' }).getByText(/Observation/)).toBeVisible();
  });
});
