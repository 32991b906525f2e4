import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { projectFolder } from '../helpers/ensure-built';
import { LibraryPage } from './page-models/library-page';
import { introduce } from './trainee-first-half';

/** Formats that every Chromium plays, with or without licensed codecs. */
const FILES = ['speech.wav', 'speech.mp3', 'speech.opus', 'speech.flac', 'speech.webm', 'talk.webm'];

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
});
