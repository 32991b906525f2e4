import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, it } from 'vitest';
import { startBuiltProgram } from '../helpers/built-program';
import { chromiumLaunchOptions } from '../helpers/chromium';
import { call } from '../helpers/page-api';
import { makeTemporaryFolder } from '../helpers/temporary-folder';
import { plantSession, sessionNumber } from '../unit/backend/library/test-library';
import { compareSeries, reportRows } from './report';

const SESSIONS = 10_000;
const RUNS = 5;

let browser: Browser;
const libraries: { path: string; remove(): Promise<void> }[] = [];

beforeAll(async () => {
  browser = await chromium.launch(chromiumLaunchOptions());
});
afterAll(async () => {
  await browser?.close();
  for (const library of libraries) await library.remove();
});

/** A library that was opened before, by a person who said who she is. */
async function makeLibrary(sessions: number): Promise<string> {
  const folder = await makeTemporaryFolder('bench');
  libraries.push(folder);
  for (let number = 1; number <= sessions; number += 1) {
    const day = new Date(Date.UTC(2020, 0, number)).toISOString();
    const title = `Session ${number} of ${['Ana', 'Ben', 'Chris', 'Dana'][number % 4]}`;
    const facts = { title, date: day.slice(0, 10), addedAt: day, tags: [`group ${number % 20}`] };
    await plantSession(folder.path, sessionNumber(number, facts));
  }
  const program = await startBuiltProgram({ libraryFolder: folder.path });
  await call(program, 'profile', 'save', { person: { name: 'Tara', role: 'trainee', credential: '' } });
  await program.stop();
  return folder.path;
}

/** Milliseconds from starting the host to the first frame in which the library can be used. */
async function measureStart(libraryFolder: string, firstSign: string): Promise<number> {
  const startedAt = Date.now();
  const program = await startBuiltProgram({ libraryFolder });
  const page = await (await browser.newContext()).newPage();
  try {
    // Asks in every frame, in the page itself, so that no way to the browser and back is measured.
    await page.addInitScript((selector) => {
      const look = () => {
        if (document.querySelector(selector) === null) requestAnimationFrame(look);
        else Object.assign(window, { usableAt: performance.timeOrigin + performance.now() });
      };
      requestAnimationFrame(look);
    }, firstSign);
    await page.goto(await program.newAddress());
    await page.waitForFunction(() => 'usableAt' in window, undefined, { polling: 50 });
    const usableAt = await page.evaluate(() => (window as unknown as { usableAt: number }).usableAt);
    return usableAt - startedAt;
  } finally {
    await page.context().close();
    await program.stop();
  }
}

it(`start with ${SESSIONS} sessions against none`, async () => {
  const full = await makeLibrary(SESSIONS);
  const empty = await makeLibrary(0);
  const rowsOfGrid = '[role="grid"] [role="row"] a, [role="grid"] [role="row"][data-current]';
  const invitation = 'main h1';
  const series = { full: [] as number[], rebuilt: [] as number[], empty: [] as number[] };
  // The first of each warms the disk's cache and is not counted.
  for (let run = 0; run <= RUNS; run += 1) {
    const ms = {
      empty: await measureStart(empty, invitation),
      full: await measureStart(full, rowsOfGrid),
      rebuilt: 0,
    };
    await rm(join(full, 'library.json'));
    await rm(join(full, 'library.json.bak'), { force: true });
    ms.rebuilt = await measureStart(full, rowsOfGrid);
    if (run === 0) continue;
    for (const name of ['full', 'rebuilt', 'empty'] as const) series[name].push(ms[name]);
  }
  await reportRows('start', [
    compareSeries(
      { order: 1, what: `Start of the browser host to a usable library: ${SESSIONS} sessions / none` },
      series.full,
      series.empty,
    ),
    compareSeries(
      { order: 2, what: `The same when the index is missing and built anew from ${SESSIONS} folders / none` },
      series.rebuilt,
      series.empty,
    ),
  ]);
});
