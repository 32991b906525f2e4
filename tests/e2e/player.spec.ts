import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { projectFolder } from '../helpers/ensure-built';
import { asWave, makeKnownSound } from '../helpers/known-sound';
import { call } from '../helpers/page-api';
import { LibraryPage } from './page-models/library-page';
import { WorkspacePage } from './page-models/workspace-page';
import { upload } from './program-api';
import { introduce } from './trainee-first-half';

/** Formats that every Chromium plays, with or without licensed codecs. */
const FILES = ['speech.wav', 'speech.mp3', 'speech.opus', 'speech.flac', 'speech.webm', 'talk.webm'];

/** Of `talk.webm`. */
const PICTURES_PER_SECOND = 10;

type Played = { durationMs: number; seekableEndMs: number; landedMs: number };

/** Plays a session's recording in a real element: duration, what can be sought, and where a seek lands. */
async function playInElement(page: Page, sessionId: string, elements = 1): Promise<Played[]> {
  return page.evaluate(
    async ([id, count]) => {
      async function play(): Promise<Played> {
        const media = document.createElement('video');
        media.muted = true;
        media.src = `/media/${id}`;
        document.body.append(media);
        await new Promise((resolve, reject) => {
          media.oncanplay = resolve;
          media.onerror = () => reject(new Error(media.error?.message ?? 'cannot be played'));
        });
        await media.play();
        media.currentTime = 1.25;
        await new Promise((resolve) => {
          media.onseeked = resolve;
        });
        const landedMs = media.currentTime * 1_000;
        media.pause();
        const facts = {
          durationMs: media.duration * 1_000,
          seekableEndMs: media.seekable.end(0) * 1_000,
          landedMs,
        };
        media.remove();
        return facts;
      }
      return Promise.all(Array.from({ length: count }, play));
    },
    [sessionId, elements] as const,
  );
}

test.describe('recordings in a real player', () => {
  let program: BuiltProgram;
  test.beforeEach(async ({ page }) => {
    program = await startBuiltProgram();
    await page.goto(await program.newAddress());
    await introduce(page, 'Ana Lindt', 'A trainee coach');
  });
  test.afterEach(() => program.close());

  test('seek to where they are told, in every format, and two at once', async ({ page }) => {
    const library = new LibraryPage(page);
    for (const file of FILES) {
      await library.add(join(projectFolder, 'tests/fixtures/media', file));
    }
    await expect(library.grid.getByRole('row')).toHaveCount(FILES.length + 1, { timeout: 60_000 });
    const response = await program.fetch('/api/sessions.list');
    const sessions: { id: string; durationMs: number; title: string }[] = (await response.json()).result.data;
    for (const { id, durationMs, title } of sessions) {
      const [one] = await playInElement(page, id);
      expect
        .soft(Math.abs((one?.seekableEndMs ?? 0) - (one?.durationMs ?? 0)), `${title}: seekable`)
        .toBeLessThan(20);
      expect.soft(Math.abs((one?.durationMs ?? 0) - durationMs), `${title}: duration`).toBeLessThan(110);
      expect.soft(one?.landedMs ?? 0, `${title}: the seek sticks`).toBeGreaterThanOrEqual(1_240);
      const both = await playInElement(page, id, 2);
      expect
        .soft(
          both.every(({ landedMs }) => landedMs >= 1_240),
          `${title}: two at once`,
        )
        .toBe(true);
    }
  });

  test('say that they went away while they played, leave the review alone, and play on when they are back', async ({
    page,
  }) => {
    // More than a player keeps of it, so that it has to be read again.
    const job = await upload(program, new Uint8Array(asWave(makeKnownSound(1_200))), 'talk.wav');
    if (job?.phase !== 'done') throw new Error(JSON.stringify(job));
    const { sessionId } = job;
    const { reviewId } = await call(program, 'reviews', 'start', {
      sessionId,
      framework: { id: 'agreements-and-partnering', edition: '1' },
    });
    await page.goto(`${program.origin}/#/session/${sessionId}/review/${reviewId}`);
    const workspace = new WorkspacePage(page);
    await workspace.isOpen();
    const recording = join(program.libraryFolder, 'sessions', sessionId, 'recording');
    await workspace.press('Space');
    await expect.poll(async () => (await workspace.playback()).ms).toBeGreaterThan(300);

    await rename(recording, `${recording}-away`);
    await workspace.press('g');
    const time = page.getByRole('dialog').getByRole('textbox', { name: 'Time' });
    await time.fill('18:20');
    await time.press('Enter');
    await expect(time).toHaveCount(0);
    const words = page
      .getByRole('status')
      .filter({ hasText: '“talk.wav” is missing from the library’s folder' });
    await expect(words).toBeVisible({ timeout: 60_000 });
    await workspace.press('1');
    await expect(workspace.saved).toBeVisible();
    await expect(workspace.moments).toHaveCount(1);

    await rename(`${recording}-away`, recording);
    await expect(words).toHaveCount(0, { timeout: 20_000 });
    await expect.poll(async () => (await workspace.playback()).ms).toBeGreaterThan(1_100_300);
    expect((await workspace.playback()).paused).toBe(false);
  });

  test('step a video picture by picture', async ({ page }) => {
    await new LibraryPage(page).add(join(projectFolder, 'tests/fixtures/media/talk.webm'));
    const list = async () => (await (await program.fetch('/api/sessions.list')).json()).result.data;
    await expect.poll(async () => (await list()).length, { timeout: 60_000 }).toBe(1);
    const [{ id: sessionId }] = await list();
    const { reviewId } = await call(program, 'reviews', 'start', {
      sessionId,
      framework: { id: 'agreements-and-partnering', edition: '1' },
    });
    await page.goto(`${program.origin}/#/session/${sessionId}/review/${reviewId}`);
    const workspace = new WorkspacePage(page);
    await workspace.isOpen();
    // The file has PICTURES_PER_SECOND pictures a second; in the middle of each it is surely shown.
    const pictureOf = async () => Math.floor(((await workspace.playback()).ms * PICTURES_PER_SECOND) / 1_000);
    for (const [key, picture] of [
      ['Period', 1],
      ['Period', 2],
      ['Period', 3],
      ['Comma', 2],
      ['Comma', 1],
    ] as const) {
      await workspace.press(key);
      await expect.poll(pictureOf).toBe(picture);
    }
  });
});
