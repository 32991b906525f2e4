import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, it } from 'vitest';
import { chromiumLaunchOptions } from '../helpers/chromium';
import { watchCanvas, watchFrames, watchKeys } from './editing-page';
import { type FilledReview, openFilledReview } from './filled-review';
import { compareSeries, quantileOf, reportRows } from './report';

const COUNTS = [1, 1_000, 10_000, 50_000] as const;
const RUNS = 3;
const TEXT = ' She named the shift, and the client chose the direction.';
const MARKS = 8;
/** Faster than anyone types for long. */
const BETWEEN_KEYS_MS = 80;
const BETWEEN_MARKS_MS = 250;

const said = (count: number) => (count === 1 ? 'one' : count.toLocaleString('en'));

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch(chromiumLaunchOptions());
});
afterAll(() => browser?.close());

/** Opens a review in a page that watches its own keys, frames and canvases. */
async function openReview({ program, sessionId, reviewId }: FilledReview): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1_440, height: 900 } })).newPage();
  await page.goto(await program.newAddress());
  await page.getByRole('grid', { name: 'Sessions' }).waitFor();
  await page.goto(`${program.origin}/#/session/${sessionId}/review/${reviewId}`);
  await page.getByRole('list', { name: 'Moments' }).getByRole('button').first().waitFor();
  await page.evaluate(watchKeys);
  await page.evaluate(watchCanvas);
  await page.evaluate(watchFrames);
  return page;
}

type Watched = { delays: number[]; drawn: number[]; frames: number[]; tasks: number[] };

/** What the page has noted since this was last asked. */
function takeNotes(page: Page): Promise<Watched> {
  return page.evaluate(() => {
    const { watched } = window as unknown as { watched: Watched };
    const notes = { ...watched };
    Object.assign(watched, { delays: [], drawn: [], frames: [], tasks: [] });
    return notes;
  });
}

/** Goes into the note of the first moment and types. */
async function typeOnce(page: Page): Promise<Watched> {
  await page.bringToFront();
  await page.getByRole('list', { name: 'Moments' }).getByRole('button').first().click();
  await page.getByRole('textbox', { name: 'Note' }).click();
  await page.keyboard.press('End');
  await page.waitForTimeout(300);
  await takeNotes(page);
  await page.keyboard.type(TEXT, { delay: BETWEEN_KEYS_MS });
  await page.waitForTimeout(1_000);
  return takeNotes(page);
}

/** Marks moments by key, the playhead elsewhere each time. */
async function markOnce(page: Page): Promise<Watched> {
  await page.bringToFront();
  await page.keyboard.press('Escape');
  await page.waitForTimeout(300);
  await takeNotes(page);
  for (let mark = 0; mark < MARKS; mark += 1) {
    await page.keyboard.press('Shift+ArrowRight');
    await page.waitForTimeout(BETWEEN_MARKS_MS);
    await page.keyboard.press(String(1 + (mark % 4)));
    await page.waitForTimeout(BETWEEN_MARKS_MS);
  }
  return takeNotes(page);
}

it('typing a note and marking a moment with many moments in the review against one', async () => {
  const reviews: FilledReview[] = [];
  const typed = COUNTS.map((): Watched => ({ delays: [], drawn: [], frames: [], tasks: [] }));
  const marked = COUNTS.map((): Watched => ({ delays: [], drawn: [], frames: [], tasks: [] }));
  try {
    const pages: Page[] = [];
    for (const count of COUNTS) {
      const review = await openFilledReview(count);
      reviews.push(review);
      pages.push(await openReview(review));
    }
    // The first run of each warms the page and is not counted.
    for (let run = 0; run <= RUNS; run += 1) {
      for (const [place, page] of pages.entries()) {
        const notes = [await typeOnce(page), await markOnce(page)] as const;
        if (run === 0) continue;
        for (const name of ['delays', 'drawn', 'frames', 'tasks'] as const) {
          typed[place]?.[name].push(...notes[0][name]);
          marked[place]?.[name].push(...notes[1][name]);
        }
      }
    }
  } finally {
    for (const review of reviews) await review.close();
  }
  const [one, ...more] = typed;
  const [oneMarked, ...moreMarked] = marked;
  if (!one || !oneMarked) throw new Error('Nothing was measured');
  await reportRows('typing', [
    ...more.flatMap((many, place) => {
      const what = `Typing a note, key to the frame that shows it: ${said(COUNTS[place + 1] ?? 0)} moments in the review / one`;
      return [
        compareSeries({ order: 5 + place / 10, what }, many.delays, one.delays),
        compareSeries(
          { order: 5.05 + place / 10, what: 'The same, 95th percentiles' },
          many.delays,
          one.delays,
          0.95,
        ),
      ];
    }),
    ...moreMarked.flatMap((many, place) => {
      const what = `Marking by key, to the frame that shows the moment on the timeline: ${said(COUNTS[place + 1] ?? 0)} moments / one`;
      return [
        compareSeries({ order: 5.5 + place / 10, what }, many.drawn, oneMarked.drawn),
        compareSeries(
          { order: 5.55 + place / 10, what: 'The same, 95th percentiles' },
          many.drawn,
          oneMarked.drawn,
          0.95,
        ),
      ];
    }),
    ...COUNTS.map((count, place) => {
      const frames = [...(typed[place]?.frames ?? []), ...(marked[place]?.frames ?? [])];
      const tasks = [...(typed[place]?.tasks ?? []), ...(marked[place]?.tasks ?? [])];
      return {
        order: 6 + place / 10,
        what: `Frames over 50 ms while typing and marking, and tasks of the page that long: ${said(count)} ${count === 1 ? 'moment' : 'moments'}; the longest frame`,
        count: frames.length,
        measured: `${frames.filter((ms) => ms > 50).length} of ${frames.length}, ${tasks.length} by the page`,
        against: `${quantileOf(frames, 1).toFixed(0)} ms`,
        ratio: '–',
      };
    }),
  ]);
});
