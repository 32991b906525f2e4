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

type Start = {
  /** Milliseconds from starting the host to the first frame in which the library can be used. */
  usable: number;
  /** The same to the frame with the last row of the whole list; that of the first where there is none. */
  whole: number;
};

async function measureStart(libraryFolder: string, firstSign: string, lastRow?: string): Promise<Start> {
  const startedAt = Date.now();
  const program = await startBuiltProgram({ libraryFolder });
  const page = await (await browser.newContext()).newPage();
  try {
    // Asks in every frame, in the page itself, so that no way to the browser and back is measured.
    await page.addInitScript(
      ([first, last]) => {
        const at: { usable?: number; whole?: number } = {};
        Object.assign(window, { seenAt: at });
        const look = () => {
          const now = performance.timeOrigin + performance.now();
          if (at.usable === undefined && document.querySelector(first ?? '')) {
            at.usable = now;
            // To the end of the list, whose rows are drawn once they are there.
            document.querySelector('[role="grid"]')?.scrollTo({ top: 1e9 });
          }
          if (at.usable !== undefined && (!last || document.querySelector(last))) at.whole = now;
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      },
      [firstSign, lastRow],
    );
    await page.goto(await program.newAddress());
    const seen = await page.waitForFunction(
      () => {
        const { seenAt } = window as unknown as { seenAt?: Start };
        return seenAt?.whole === undefined ? undefined : seenAt;
      },
      undefined,
      { polling: 50 },
    );
    const { usable, whole } = (await seen.jsonValue()) as Start;
    return { usable: usable - startedAt, whole: whole - startedAt };
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
  const lastRow = `[role="row"][aria-rowindex="${SESSIONS + 1}"]`;
  const series = {
    full: [] as number[],
    whole: [] as number[],
    rebuilt: [] as number[],
    empty: [] as number[],
  };
  // The first of each warms the disk's cache and is not counted.
  for (let run = 0; run <= RUNS; run += 1) {
    const none = await measureStart(empty, invitation);
    const all = await measureStart(full, rowsOfGrid, lastRow);
    await rm(join(full, 'library.json'));
    await rm(join(full, 'library.json.bak'), { force: true });
    const anew = await measureStart(full, rowsOfGrid, lastRow);
    if (run === 0) continue;
    series.empty.push(none.usable);
    series.full.push(all.usable);
    series.whole.push(all.whole);
    series.rebuilt.push(anew.usable);
  }
  await reportRows('start', [
    compareSeries(
      { order: 1, what: `Start of the browser host to a usable library: ${SESSIONS} sessions / none` },
      series.full,
      series.empty,
    ),
    compareSeries(
      {
        order: 1.5,
        what: 'The same until all of them are there, compared with their folders / none',
      },
      series.whole,
      series.empty,
    ),
    compareSeries(
      {
        order: 2,
        what: `Start to a usable library when the index is missing and built anew from ${SESSIONS} folders / none`,
      },
      series.rebuilt,
      series.empty,
    ),
  ]);
});
