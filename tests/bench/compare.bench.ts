import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, it } from 'vitest';
import { chromiumLaunchOptions } from '../helpers/chromium';
import { type PlantedGroup, plantGroup, REVIEWERS } from './group-of-ten';
import { compareSeries, reportRows } from './report';

/** Planting so many takes minutes; `BENCH=full` takes them. */
const MOST = 10_000;
const IS_FULL = process.env.BENCH === 'full';
const MANY = 2_000;
const FEW = 20;
const OPENINGS = 5;
/** The first turns of the wheel warm the page. */
const WARMING = 5;
const TURNS = 45;

type Frames = { zoomed: number[]; scrolled: number[] };

let browser: Browser;
beforeAll(async () => {
  const options = chromiumLaunchOptions();
  // Frames as fast as they are made: at 60 a second all that takes under 16 ms would look alike.
  const args = [...(options.args ?? []), '--disable-frame-rate-limit', '--disable-gpu-vsync'];
  browser = await chromium.launch({ ...options, args });
});
afterAll(() => browser?.close());

async function openPage({ program }: PlantedGroup): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1_440, height: 900 } })).newPage();
  page.setDefaultTimeout(0);
  await page.goto(await program.newAddress());
  await page.getByRole('grid', { name: 'Sessions' }).waitFor();
  return page;
}

/** Milliseconds from the choice to compare to the frame in which lanes and list stand. */
async function measureOpening(page: Page, { sessionId }: PlantedGroup): Promise<number> {
  await page.evaluate(() => {
    location.hash = '#/';
  });
  await page.getByRole('grid', { name: 'Sessions' }).waitFor();
  return page.evaluate(async (hash) => {
    const startedAt = performance.now();
    location.hash = hash;
    await new Promise<void>((resolve) => {
      const look = () => {
        const lanes = document.querySelector('canvas[role="img"]');
        if (lanes && document.querySelector('[role="option"]')) requestAnimationFrame(() => resolve());
        else requestAnimationFrame(look);
      };
      look();
    });
    return performance.now() - startedAt;
  }, `#/session/${sessionId}/compare`);
}

/** From each turn of the wheel over the lanes to the first task after the frame that shows it. */
async function measureWheel(page: Page): Promise<Frames> {
  const lanes = page.getByRole('img', { name: /moments of \d+ reviewers/ });
  await lanes.scrollIntoViewIfNeeded();
  return page.evaluate(
    async ({ turns, warming }) => {
      const canvas = document.querySelector('canvas[role="img"]') as HTMLCanvasElement;
      const { left, top, width } = canvas.getBoundingClientRect();

      async function turn(facts: WheelEventInit): Promise<number> {
        const startedAt = performance.now();
        const at = { clientX: left + width / 2, clientY: top + 20 };
        canvas.dispatchEvent(new WheelEvent('wheel', { ...at, ...facts, bubbles: true, cancelable: true }));
        await new Promise<void>((resolve) => {
          requestAnimationFrame(() => {
            // What the page draws for it may be asked for in this frame, and drawn in the next.
            requestAnimationFrame(() => {
              const { port1, port2 } = new MessageChannel();
              port1.onmessage = () => resolve();
              port2.postMessage(undefined);
            });
          });
        });
        return performance.now() - startedAt;
      }

      const zoomed: number[] = [];
      for (let step = 0; step < turns; step += 1) {
        const deltaY = Math.floor(step / 9) % 2 === 0 ? -70 : 70;
        zoomed.push(await turn({ deltaY, ctrlKey: true }));
      }
      // To where single moments can be told apart, and along there.
      for (let step = 0; step < 12; step += 1) await turn({ deltaY: -100, ctrlKey: true });
      const scrolled: number[] = [];
      for (let step = 0; step < turns; step += 1) scrolled.push(await turn({ deltaX: 40 }));
      return { zoomed: zoomed.slice(warming), scrolled: scrolled.slice(warming) };
    },
    { turns: TURNS, warming: WARMING },
  );
}

type Side = { moments: number; group: PlantedGroup; page: Page; openings: number[]; frames: Frames };

async function sitDown(moments: number): Promise<Side> {
  const group = await plantGroup(moments);
  return {
    moments,
    group,
    page: await openPage(group),
    openings: [],
    frames: { zoomed: [], scrolled: [] },
  };
}

it(`${REVIEWERS} reviewers side by side, with many moments each against ${FEW}`, async () => {
  const few = await sitDown(FEW);
  const crowds = [await sitDown(MANY), ...(IS_FULL ? [await sitDown(MOST)] : [])];
  const sides = [few, ...crowds];
  try {
    // The first of each is not counted.
    for (let run = 0; run <= OPENINGS; run += 1) {
      for (const { page, group, openings } of sides) {
        await page.bringToFront();
        const ms = await measureOpening(page, group);
        if (run > 0) openings.push(ms);
      }
    }
    for (const side of sides) {
      await side.page.bringToFront();
      // What is computed beside the page takes the processor from the frames.
      await side.page
        .getByRole('region', { name: 'How far you agree' })
        .getByText(/marked in common/)
        .waitFor();
      side.frames = await measureWheel(side.page);
    }
  } finally {
    for (const { group } of sides) await group.close();
  }
  await reportRows(
    'compare',
    crowds.flatMap(({ moments, openings, frames }, place) => {
      const each = `${moments.toLocaleString('en')} moments each / ${FEW} each`;
      const order = 35 + place * 3;
      return [
        compareSeries(
          { order, what: `Opening ${REVIEWERS} reviews side by side, to timeline and list: ${each}` },
          openings,
          few.openings,
        ),
        compareSeries(
          { order: order + 1, what: `Scrolling their timeline, 99th percentile of two frames: ${each}` },
          frames.scrolled,
          few.frames.scrolled,
          0.99,
        ),
        compareSeries(
          { order: order + 2, what: `Zooming it, 99th percentile of two frames: ${each}` },
          frames.zoomed,
          few.frames.zoomed,
          0.99,
        ),
      ];
    }),
  );
});
