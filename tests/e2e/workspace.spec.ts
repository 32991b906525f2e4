import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from '../helpers/accessible';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { tabTo } from '../helpers/tab-to';
import { WorkspacePage } from './page-models/workspace-page';
import { call } from './program-api';

/** Where the lanes lie on the page, and where a time of the whole session lies on them. */
async function lanesOf(page: Page) {
  const box = await page.getByRole('img', { name: /moments on 9 lanes/ }).boundingBox();
  if (!box) throw new Error('The lanes are not on the screen');
  return {
    x: (ms: number) => box.x + (ms / 291_703) * box.width,
    y: (lane: number) => box.y + lane * 27 + 13,
  };
}

/** How often the page asks for a frame within a time. */
function framesAskedFor(page: Page, forMs: number): Promise<number> {
  return page.evaluate((ms) => {
    const ask = window.requestAnimationFrame;
    let count = 0;
    window.requestAnimationFrame = (draw) => {
      count += 1;
      return ask(draw);
    };
    return new Promise<number>((resolve) => {
      setTimeout(() => {
        window.requestAnimationFrame = ask;
        resolve(count);
      }, ms);
    });
  }, forMs);
}

test.describe('marking on the sample session', () => {
  // Each on a program of its own; together they would keep one worker long after the other has nothing to do.
  test.describe.configure({ mode: 'parallel' });
  let program: BuiltProgram;
  let workspace: WorkspacePage;

  test.beforeEach(async ({ page }) => {
    program = await startBuiltProgram();
    await call(program, 'profile.save', { person: { name: 'Ana Lindt', role: 'trainee', credential: '' } });
    const { sessionId } = await call<{ sessionId: string }>(program, 'sessions.openSample');
    const { reviewId } = await call<{ reviewId: string }>(program, 'reviews.start', {
      sessionId,
      framework: { id: 'agreements-and-partnering', edition: '1' },
    });
    await page.goto(await program.newAddress());
    await page.goto(`${program.origin}/#/session/${sessionId}/review/${reviewId}`);
    workspace = new WorkspacePage(page);
    await workspace.isOpen();
  });
  test.afterEach(() => program.close());

  async function goTo(page: Page, time: string) {
    await workspace.press('g');
    const field = page.getByRole('dialog', { name: 'Go to a time' }).getByRole('textbox', { name: 'Time' });
    await expect(field).toBeFocused();
    await page.keyboard.type(time);
    await page.keyboard.press('Enter');
    await expect(field).toBeHidden();
  }

  test('a moment is dragged, resized, typed exactly, and every step is undone after a restart of the page', async ({
    page,
  }) => {
    await goTo(page, '1:00');
    await workspace.press('3');
    await expect(workspace.start).toHaveValue('0:55.000');
    await expect(workspace.end).toHaveValue('1:10.000');

    const lanes = await lanesOf(page);
    await page.mouse.move(lanes.x(62_000), lanes.y(2));
    await page.mouse.down();
    await page.mouse.move(lanes.x(92_000), lanes.y(2), { steps: 4 });
    await page.mouse.up();
    await expect(workspace.start).toHaveValue(/^1:2[45]\./);
    await page.mouse.move(lanes.x(99_500), lanes.y(2));
    await page.mouse.down();
    await page.mouse.move(lanes.x(120_000), lanes.y(2), { steps: 4 });
    await page.mouse.up();
    await expect(workspace.end).toHaveValue(/^(1:59|2:0[0-2])\./);

    await workspace.start.fill('1:30.250');
    await workspace.start.press('Enter');
    await workspace.end.fill('9:00');
    await workspace.end.press('Enter');
    await expect(page.getByText(/^The recording ends at 4:51\.\d{3}\.$/)).toBeVisible();
    await workspace.end.press('Escape');
    await workspace.end.fill('1:20');
    await workspace.end.press('Enter');
    await expect(page.getByText('Must lie after the start.')).toBeVisible();
    await workspace.end.press('Escape');
    await workspace.leaveText();
    await workspace.saved.waitFor();

    await page.reload();
    await workspace.isOpen();
    await workspace.moments.first().press('Enter');
    await expect(workspace.start).toHaveValue('1:30.250');
    await workspace.leaveText();
    await workspace.press('Control+z');
    await expect(workspace.start).toHaveValue(/^1:2[45]\./);
    await workspace.press('Control+z');
    await workspace.press('Control+z');
    await expect(workspace.start).toHaveValue('0:55.000');
    await expect(page.getByRole('button', { name: 'Undo: mark partnering' })).toBeEnabled();
    await workspace.press('Control+z');
    await expect(workspace.moments).toHaveCount(0);
    await workspace.press('Control+Shift+z');
    await expect(workspace.moments).toHaveCount(1);

    // The list is the timeline's twin: each moment is reached there, and all of it changed, by keys alone.
    await goTo(page, '2:00');
    await workspace.press('5');
    await expect(workspace.moments).toHaveCount(2);
    const chosen = page.getByRole('region', { name: 'Chosen moment' });
    const list = page.getByRole('list', { name: 'Moments' });
    await tabTo(page, list.getByRole('button', { name: /^1:55–2:10/ }), 'Shift+Tab');
    await tabTo(page, list.getByRole('button', { name: /^0:55–1:10 Partnering/ }), 'Shift+Tab');
    await page.keyboard.press('Enter');
    await expect(list.getByRole('button', { name: /^0:55–1:10/ })).toHaveAttribute('aria-current', 'true');
    await page.keyboard.press('q');
    await tabTo(page, workspace.end, 'Shift+Tab');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('1:11.500');
    await tabTo(page, workspace.start, 'Shift+Tab');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('0:50.125');
    await tabTo(page, chosen.getByRole('radio', { name: 'Shown' }), 'Shift+Tab');
    await page.keyboard.press('ArrowRight');
    await tabTo(page, chosen.getByRole('combobox', { name: 'Kind' }), 'Shift+Tab');
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('option', { name: 'Mini-contract' })).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('option', { name: 'Mini-contract' })).toBeHidden();
    await tabTo(page, workspace.note);
    await page.keyboard.type('Waited for the yes.');
    await page.keyboard.press('Escape');
    const changed = list.getByRole('button', {
      name: /^0:50–1:11 Mini-contract · missed Waited for the yes\.$/,
    });
    await expect(changed).toBeVisible();
    await expectAccessible(page, 'A moment changed from the list');
    await workspace.saved.waitFor();
    await expect(workspace.start).toHaveValue('0:50.125');
    await expect(workspace.end).toHaveValue('1:11.500');
    await expect(workspace.note).toHaveValue('Waited for the yes.');
  });

  test('a held key and the in and out keys make intervals of what was played meanwhile', async ({ page }) => {
    await goTo(page, '0:30');
    await workspace.press('Space');
    await page.keyboard.down('5');
    await page.waitForTimeout(1_500);
    await page.keyboard.up('5');
    await expect(workspace.moments).toHaveCount(1);
    await workspace.press('i');
    await page.waitForTimeout(1_000);
    await workspace.press('o');
    await expect(workspace.moments).toHaveCount(2);
    expect((await workspace.playback()).paused).toBe(false);
    await workspace.press('k');
    await expect(workspace.start).toHaveValue(/^0:3\d\.\d{3}$/);
  });

  test('the keys of the player do what they say', async ({ page }) => {
    const position = async () => (await workspace.playback()).ms;
    await goTo(page, '1:00');
    await workspace.press('ArrowRight');
    expect(await position()).toBe(61_000);
    await workspace.press('Shift+ArrowLeft');
    expect(await position()).toBe(56_000);
    await workspace.press('Alt+ArrowRight');
    expect(await position()).toBe(56_100);
    await workspace.press(']');
    await workspace.press(']');
    await expect(page.getByRole('button', { name: 'Speed 1.2; back to normal' })).toBeVisible();
    await workspace.press('Backspace');
    await expect(page.getByRole('button', { name: 'Speed 1.0; back to normal' })).toBeVisible();
    await workspace.press('j');
    await page.waitForTimeout(600);
    await workspace.press('k');
    expect(await position()).toBeLessThan(56_000);
    await workspace.press('l');
    await workspace.press('l');
    await expect(page.getByText('2× forward')).toBeVisible();
    expect(await page.evaluate(() => document.querySelector('audio')?.preservesPitch)).toBe(true);
    await workspace.press('k');
    await workspace.press('Home');
    expect(await position()).toBe(0);
    await expect(page.getByText('0:00.0', { exact: true })).toBeVisible();
    // At rest no frame is asked for, or a laptop would get warm while somebody reads.
    expect(await framesAskedFor(page, 1_000)).toBeLessThan(10);
    await workspace.press('Space');
    expect(await framesAskedFor(page, 1_000)).toBeGreaterThan(10);
    await expect(page.getByText(/^0:0[1-9]\.\d$/)).toBeVisible();
    await workspace.press('k');
    await workspace.press('Shift+Slash');
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  });

  test('a session is found as it was left: its place, louder, with its pauses', async ({ page }) => {
    await goTo(page, '1:00');
    await page.getByRole('button', { name: 'Listening' }).click();
    await page.getByRole('slider', { name: 'Louder, in decibels' }).press('ArrowRight');
    await expect(page.getByText('Louder: +3 dB')).toBeVisible();
    await page.getByRole('switch', { name: 'Even out voices' }).press('Space');
    const pauses = page.getByRole('combobox', { name: 'Pauses in the waveform' });
    await pauses.click();
    await page.getByRole('option', { name: '3 seconds and longer' }).click();
    await expect(page.getByText(/pauses? of that length$/)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(pauses).toBeHidden();
    await workspace.leaveText();
    await workspace.press('n');
    // The longest silence of the sample's script.
    await expect.poll(async () => (await workspace.playback()).ms).toBeGreaterThan(100_000);
    const { ms: pauseMs } = await workspace.playback();
    // Heard through what makes it louder, it plays on all the same.
    await workspace.press('Space');
    await expect.poll(async () => (await workspace.playback()).ms).toBeGreaterThan(pauseMs + 500);
    const kept = page.waitForResponse((response) => response.url().includes('recordings.saveListening'));
    await workspace.press('Space');
    await kept;
    const { ms: leftMs } = await workspace.playback();

    await page.reload();
    await workspace.isOpen();
    await expect(page.getByText(/^You were at \d:\d\d\.$/)).toBeVisible();
    expect(Math.abs((await workspace.playback()).ms - leftMs)).toBeLessThan(50);
    await page.getByRole('button', { name: 'Listening, sound changed' }).click();
    await expect(page.getByText('Louder: +3 dB')).toBeVisible();
    await expect(page.getByRole('switch', { name: 'Even out voices' })).toBeChecked();
    await expect(pauses).toHaveValue('3 seconds and longer');
    // Away from the button, whose hint would lie outside of every landmark.
    await page.mouse.move(5, 500);
    await expect(page.getByRole('tooltip')).toHaveCount(0);
    await expectAccessible(page, 'listening');
  });

  test('what could not be saved is said, kept and saved later', async ({ page }) => {
    await page.route('**/api/reviews.append**', (route) => route.abort());
    await workspace.press('1');
    await expect(page.getByText(/^Not saved\./)).toBeVisible();
    await expect(workspace.moments).toHaveCount(1);
    await page.unroute('**/api/reviews.append**');
    await page.getByRole('button', { name: 'Try again' }).press('Enter');
    await workspace.saved.waitFor();
    await page.reload();
    await workspace.isOpen();
    await expect(workspace.moments).toHaveCount(1);
  });

  test('is accessible in the dark and on a small screen, in every panel', async ({ page }) => {
    await page.setViewportSize({ width: 1024, height: 700 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await workspace.press('1');
    for (const panel of ['Moments', 'Checklist', 'Rating', 'Feedback'] as const) {
      await workspace.openPanel(panel);
      await expectAccessible(page, panel);
    }
    for (const [key, name] of [
      ['Shift+Slash', 'Keys'],
      ['g', 'Go to a time'],
      ['Control+Enter', 'Submit this review?'],
    ] as const) {
      await workspace.leaveText();
      await workspace.press(key);
      const dialog = page.getByRole('dialog', { name });
      await expect(dialog).toBeVisible();
      await expectAccessible(page, name);
      await page.keyboard.press('Escape');
      await expect(dialog).toBeHidden();
    }
  });
});
