import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, it } from 'vitest';
import { chromiumLaunchOptions } from '../helpers/chromium';
import { makeTemporaryFolder } from '../helpers/temporary-folder';
import { compareSeries, reportRows } from './report';
import type { TimelineBench } from './timeline-page/page';

const STEPS = 60;
/** wavesurfer needs minutes for the overview of more, and grows with the square; `BENCH=full` takes the longer of these. */
const OVERVIEW_REGIONS = process.env.BENCH === 'full' ? 5_000 : 2_000;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

let browser: Browser;
let page: Page;
let close: () => Promise<void>;

beforeAll(async () => {
  const folder = await makeTemporaryFolder('timeline-page');
  const root = resolve(import.meta.dirname, 'timeline-page');
  await build({
    root,
    logLevel: 'error',
    plugins: [react()],
    resolve: { alias: { '#shared': resolve(import.meta.dirname, '../../shared') } },
    build: { outDir: folder.path, emptyOutDir: true },
  });
  const server = createServer(async (request, response) => {
    const name = request.url === '/' ? 'index.html' : (request.url ?? '').slice(1);
    response.setHeader('content-type', TYPES[extname(name)] ?? 'application/octet-stream');
    response.end(await readFile(join(folder.path, name)).catch(() => ''));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const options = chromiumLaunchOptions();
  // Frames as fast as they are made: at 60 a second all that takes under 16 ms would look alike.
  const args = [...(options.args ?? []), '--disable-frame-rate-limit', '--disable-gpu-vsync'];
  browser = await chromium.launch({ ...options, args });
  page = await browser.newPage({ viewport: { width: 1_440, height: 900 } });
  page.setDefaultTimeout(0);
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  close = async () => {
    await browser.close();
    server.close();
    await folder.remove();
  };
});
afterAll(() => close?.());

function run<Name extends keyof TimelineBench>(
  name: Name,
  ...given: Parameters<TimelineBench[Name]>
): Promise<Awaited<ReturnType<TimelineBench[Name]>>> {
  return page.evaluate(
    ([called, words]) => {
      const { bench } = window as unknown as { bench: Record<string, (...of: unknown[]) => unknown> };
      return bench[called as string]?.(...(words as unknown[]));
    },
    [name, given] as const,
  ) as Promise<Awaited<ReturnType<TimelineBench[Name]>>>;
}

async function measureOurs(count: number) {
  const opened = [];
  for (let time = 0; time < 5; time += 1) {
    opened.push(await run('openTimeline', count));
    await run('closeTimeline');
  }
  await run('openTimeline', count);
  const scrolled = (await run('scrollTimeline', STEPS)).slice(5);
  const zoomed = (await run('zoomTimeline', STEPS)).slice(5);
  await run('closeTimeline');
  return { opened: opened.slice(1), scrolled, zoomed };
}

it('the timeline against wavesurfer’s regions, over three hours', async () => {
  // The first of all warms the page.
  await measureOurs(1_000);
  const thousand = await measureOurs(1_000);
  const tenThousand = await measureOurs(10_000);
  const fiftyThousand = await measureOurs(50_000);
  await run('openRegions', 10_000, false);
  const regionsScrolled = (await run('scrollRegions', STEPS)).slice(5);
  await run('closeRegions');
  const regionsOverview = [await run('openRegions', OVERVIEW_REGIONS, true)];
  await run('closeRegions');

  const ofRegions = OVERVIEW_REGIONS.toLocaleString('en');
  await reportRows('timeline', [
    compareSeries(
      { order: 30, what: 'Scrolling 10,000 moments of 180 min / wavesurfer’s regions' },
      tenThousand.scrolled,
      regionsScrolled,
    ),
    compareSeries(
      { order: 30.5, what: 'The same, 99th percentiles' },
      tenThousand.scrolled,
      regionsScrolled,
      0.99,
    ),
    compareSeries(
      {
        order: 31,
        what: `Overview of 10,000 moments of 180 min, until it is seen / ${ofRegions} of wavesurfer’s regions`,
      },
      tenThousand.opened,
      regionsOverview,
    ),
    compareSeries(
      { order: 32, what: 'Scrolling 50,000 moments / 1,000' },
      fiftyThousand.scrolled,
      thousand.scrolled,
    ),
    compareSeries(
      { order: 32.5, what: 'The same, 99th percentiles' },
      fiftyThousand.scrolled,
      thousand.scrolled,
      0.99,
    ),
    compareSeries(
      { order: 33, what: 'Zooming 50,000 moments / 1,000' },
      fiftyThousand.zoomed,
      thousand.zoomed,
    ),
    compareSeries(
      { order: 34, what: 'The same, 99th percentiles' },
      fiftyThousand.zoomed,
      thousand.zoomed,
      0.99,
    ),
  ]);
});
