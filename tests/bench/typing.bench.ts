import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, it } from 'vitest';
import { chromiumLaunchOptions } from '../helpers/chromium';
import { type FilledReview, openFilledReview } from './filled-review';
import { compareSeries, reportRows } from './report';

const MOMENTS = 1_000;
const RUNS = 6;
const TEXT = ' She named the shift, and the client chose the direction.';
/** Faster than anyone types for long. */
const BETWEEN_KEYS_MS = 80;

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch(chromiumLaunchOptions());
});
afterAll(() => browser?.close());

/** Opens a review, chooses its first moment and goes into its note. */
async function openNote({ program, sessionId, reviewId }: FilledReview): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1_440, height: 900 } })).newPage();
  await page.goto(await program.newAddress());
  await page.getByRole('grid', { name: 'Sessions' }).waitFor();
  await page.goto(`${program.origin}/#/session/${sessionId}/review/${reviewId}`);
  await page.getByRole('list', { name: 'Moments' }).getByRole('button').first().click();
  await page.getByRole('textbox', { name: 'Note' }).click();
  await page.keyboard.press('End');
  // From the key's own time to the first task after the frame that shows it.
  await page.evaluate(() => {
    const delays: number[] = [];
    Object.assign(window, { delays });
    const { port1, port2 } = new MessageChannel();
    const waiting: number[] = [];
    port1.onmessage = () => {
      for (const pressedAt of waiting.splice(0)) delays.push(performance.now() - pressedAt);
    };
    addEventListener(
      'keydown',
      (event) => {
        waiting.push(event.timeStamp);
        requestAnimationFrame(() => port2.postMessage(undefined));
      },
      { capture: true },
    );
  });
  return page;
}

/** Types the text; returns the delay of every key. */
async function typeOnce(page: Page): Promise<number[]> {
  await page.bringToFront();
  await page.keyboard.type(TEXT, { delay: BETWEEN_KEYS_MS });
  await page.waitForTimeout(1_000);
  return page.evaluate(() => (window as unknown as { delays: number[] }).delays.splice(0));
}

it(`typing a note with ${MOMENTS} moments in the review against one`, async () => {
  const [full, empty] = [await openFilledReview(MOMENTS), await openFilledReview(1)];
  const series = { full: [] as number[], empty: [] as number[] };
  try {
    const pages = { full: await openNote(full), empty: await openNote(empty) };
    // The first run of each warms the page and is not counted.
    for (let run = 0; run <= RUNS; run += 1) {
      for (const name of ['empty', 'full'] as const) {
        const delays = await typeOnce(pages[name]);
        if (run > 0) series[name].push(...delays);
      }
    }
  } finally {
    await full.close();
    await empty.close();
  }
  const what = `Typing a note, key to the frame that shows it: ${MOMENTS} moments in the review / one`;
  await reportRows('typing', [
    compareSeries({ order: 5, what }, series.full, series.empty),
    compareSeries({ order: 6, what: 'The same, 95th percentiles' }, series.full, series.empty, 0.95),
  ]);
});
