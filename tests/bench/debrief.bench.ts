import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, it } from 'vitest';
import type { BuiltProgram } from '../helpers/built-program';
import { chromiumLaunchOptions } from '../helpers/chromium';
import { call } from '../helpers/page-api';
import { FRAMEWORK, plantGroup, REVIEWERS } from './group-of-ten';
import { compareSeries, reportRows } from './report';

const MANY = 2_000;
const FEW = 20;
const OPENINGS = 7;
const STEPS = 18;
const TURNS = 40;
const DROPPED_MS = 50;

type Group = { program: BuiltProgram; address: string; close(): Promise<void> };
type Measured = { measuredFrames: number[]; longTasks: number[] };

type Paging = { frames: number[]; longTasks: number[] };

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch(chromiumLaunchOptions());
});
afterAll(() => browser?.close());

/** A debrief of ten that has begun, each with so many moments in an hour's recording. */
async function openGroup(moments: number): Promise<Group> {
  const { program, sessionId, close } = await plantGroup(moments);
  const name = await call(program, 'debriefs', 'start', { sessionId, framework: FRAMEWORK });
  await call(program, 'debriefs', 'gather', name);
  await call(program, 'debriefs', 'begin', name);
  // Long enough for every step that is gone through.
  const { debrief } = await call(program, 'debriefs', 'open', name);
  const content = { ...debrief.content, totalMinutes: 300 };
  await call(program, 'debriefs', 'save', { ...name, revision: debrief.revision, content });
  return { program, address: `#/session/${sessionId}/debrief/${name.debriefId}`, close };
}

async function openPage({ program }: Group): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1_440, height: 900 } })).newPage();
  await page.goto(await program.newAddress());
  await page.getByRole('grid', { name: 'Sessions' }).waitFor();
  return page;
}

/** Milliseconds from the choice to open it to the frame in which the agenda stands. */
async function measureOpening(page: Page, { address }: Group): Promise<number> {
  await page.evaluate(() => {
    location.hash = '#/';
  });
  await page.getByRole('grid', { name: 'Sessions' }).waitFor();
  return page.evaluate(async (hash) => {
    const startedAt = performance.now();
    location.hash = hash;
    await new Promise<void>((resolve) => {
      const look = () => {
        if (document.querySelector('[role="option"]')) requestAnimationFrame(() => resolve());
        else requestAnimationFrame(look);
      };
      look();
    });
    return performance.now() - startedAt;
  }, address);
}

/** The lengths of all frames while one goes through the steps, and through the agenda, by keys. */
async function measurePaging(page: Page): Promise<Paging> {
  await page.evaluate(() => {
    const measured = window as unknown as Measured;
    measured.measuredFrames = [];
    measured.longTasks = [];
    // What the page itself takes, whatever else the machine is doing.
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) measured.longTasks.push(duration);
    }).observe({ entryTypes: ['longtask'] });
    let last = performance.now();
    const count = (now: number) => {
      measured.measuredFrames.push(now - last);
      last = now;
      requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
  });
  for (let step = 0; step < STEPS; step += 1) {
    await page.keyboard.press('ArrowRight');
    if (step % 3 === 0) await page.keyboard.press('r');
    await page.waitForTimeout(80);
  }
  await page.keyboard.press('a');
  await page.getByRole('listbox', { name: 'Agenda' }).waitFor();
  for (let turn = 0; turn < TURNS; turn += 1) {
    await page.keyboard.press('PageDown');
    await page.waitForTimeout(80);
  }
  return page.evaluate(() => {
    const { measuredFrames, longTasks } = window as unknown as Measured;
    return { frames: measuredFrames.slice(2), longTasks };
  });
}

it(`a debrief of ${REVIEWERS} with ${MANY} moments each against one with ${FEW}`, async () => {
  const groups = { many: await openGroup(MANY), few: await openGroup(FEW) };
  const openings = { many: [] as number[], few: [] as number[] };
  const paging: Partial<Record<'many' | 'few', Paging>> = {};
  try {
    const pages = { many: await openPage(groups.many), few: await openPage(groups.few) };
    // The first of each is not counted.
    for (let run = 0; run <= OPENINGS; run += 1) {
      for (const name of ['few', 'many'] as const) {
        const ms = await measureOpening(pages[name], groups[name]);
        if (run > 0) openings[name].push(ms);
      }
    }
    for (const name of ['few', 'many'] as const) {
      await pages[name].bringToFront();
      paging[name] = await measurePaging(pages[name]);
    }
  } finally {
    await groups.many.close();
    await groups.few.close();
  }
  const { many, few } = paging;
  if (!many || !few) throw new Error('Nothing was measured');
  const tell = ({ frames, longTasks }: Paging) => {
    const dropped = frames.filter((ms) => ms > DROPPED_MS).length;
    return `${dropped} of ${frames.length}, ${longTasks.length} by the page`;
  };
  const what = `Opening a debrief of ${REVIEWERS} reviewers, to its agenda: ${MANY} moments each / ${FEW} each`;
  await reportRows('debrief', [
    compareSeries({ order: 20, what }, openings.many, openings.few),
    compareSeries(
      { order: 21, what: 'Paging through its steps and its agenda, 99th percentile of a frame: the same' },
      many.frames,
      few.frames,
      0.99,
    ),
    {
      order: 22,
      what: `Frames over ${DROPPED_MS} ms while paging, and how many for a task of the page that long: the same`,
      count: many.frames.length,
      measured: tell(many),
      against: tell(few),
      ratio: '–',
    },
  ]);
});
