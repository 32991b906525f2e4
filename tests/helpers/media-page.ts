import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { SliceState, sliceCount } from '#shared/formats/peaks-file';
import type { BuiltProgram } from './built-program';

export type DrawnPeaks = {
  /** From asking for the stored peaks to all of them being drawn and stored, in milliseconds. */
  wholeMs: number;
  /** Of the browser's processes meanwhile, in seconds. */
  processorSeconds: number;
  /** From asking for the stored peaks to the first columns being drawn. */
  firstColumnsMs: number;
  /** Between two frames of the page, from asking on. */
  longestFrameMs: number;
  /** Memory of the browser's processes above what it was before the session was opened. */
  extraBytes: number;
};

/** Opens a session's review in a fresh page and waits until its waveform is drawn and stored. Linux only. */
export async function drawPeaksInPage(
  context: BrowserContext,
  program: BuiltProgram,
  { sessionId, reviewId }: { sessionId: string; reviewId: string },
  browserProcess: number,
): Promise<DrawnPeaks> {
  const page = await context.newPage();
  let most = 0;
  // Seldom, since looking at every process takes the processor from what is measured.
  const timer = setInterval(async () => {
    most = Math.max(most, (await measureProcesses(browserProcess)).residentBytes);
  }, 500);
  try {
    await page.goto(`${program.origin}/`);
    await page.getByRole('grid', { name: 'Sessions' }).waitFor();
    const before = await measureProcesses(browserProcess);
    const asked = page.waitForRequest((request) => request.url().includes('/peaks/'));
    await page.goto(`${program.origin}/#/session/${sessionId}/review/${reviewId}`);
    await asked;
    const askedAt = performance.now();
    await page.evaluate(() => {
      const seen = { longestFrameMs: 0, firstColumnsMs: 0 };
      Object.assign(window, { seen });
      // wavesurfer.js draws within shadow roots.
      const isDrawn = () =>
        [...document.querySelectorAll('*')].some(({ shadowRoot }) =>
          [...(shadowRoot?.querySelectorAll('canvas') ?? [])].some((canvas) => {
            if (canvas.width === 0 || canvas.height === 0) return false;
            const row = canvas.getContext('2d')?.getImageData(0, canvas.height >> 1, canvas.width, 1).data;
            return row?.some((value) => value > 0);
          }),
        );
      let last = performance.now();
      requestAnimationFrame(function watch() {
        const now = performance.now();
        seen.longestFrameMs = Math.max(seen.longestFrameMs, now - last);
        if (seen.firstColumnsMs === 0 && isDrawn()) {
          const asked = performance.getEntriesByType('resource').find(({ name }) => name.includes('/peaks/'));
          seen.firstColumnsMs = performance.now() - (asked?.startTime ?? 0);
        }
        last = performance.now();
        requestAnimationFrame(watch);
      });
    });
    await whenStored(program, sessionId);
    const wholeMs = performance.now() - askedAt;
    const after = await measureProcesses(browserProcess);
    const seen = await page.evaluate(
      () => (window as unknown as { seen: { longestFrameMs: number; firstColumnsMs: number } }).seen,
    );
    return {
      wholeMs,
      ...seen,
      processorSeconds: after.processorSeconds - before.processorSeconds,
      extraBytes: most - before.residentBytes,
    };
  } finally {
    clearInterval(timer);
    await page.close();
  }
}

/** Looks at the states of the slices alone, on the disk: asking for the whole would take the processor from the page. */
async function whenStored({ libraryFolder }: BuiltProgram, sessionId: string): Promise<void> {
  const folder = join(libraryFolder, 'sessions', sessionId, 'cache');
  while (true) {
    const name = (await readdir(folder).catch(() => [])).find((each) => /^peaks-.*\.bin$/.test(each));
    if (name !== undefined && (await isWhole(join(folder, name)))) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function isWhole(path: string): Promise<boolean> {
  const file = await open(path).catch(() => undefined);
  if (!file) return false;
  try {
    const head = await file.read(Buffer.alloc(16), 0, 16, 0);
    const states = Buffer.alloc(sliceCount(head.buffer.readUInt32LE(8)));
    await file.read(states, 0, states.length, 16);
    return states.every((state) => state === SliceState.drawn);
  } finally {
    await file.close();
  }
}

/** Of a process and all below it: time on the processor, and memory in which no page of a file counts. */
export async function measureProcesses(
  root: number,
): Promise<{ processorSeconds: number; residentBytes: number }> {
  const parents = new Map<number, number>();
  const measured = new Map<number, { ticks: number; bytes: number }>();
  for (const name of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(name)) continue;
    const read = (file: string) => readFile(`/proc/${name}/${file}`, 'utf8').catch(() => '');
    const [stat, status] = await Promise.all([read('stat'), read('status')]);
    // Behind the name, which may hold anything: state, parent, and at 11 and 12 the time in ticks.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    parents.set(Number(name), Number(fields[1] ?? 0));
    const bytes = Number(/RssAnon:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1_024;
    measured.set(Number(name), { ticks: Number(fields[11] ?? 0) + Number(fields[12] ?? 0), bytes });
  }
  const sum = { processorSeconds: 0, residentBytes: 0 };
  for (const [id, { ticks, bytes }] of measured) {
    let ancestor: number | undefined = id;
    while (ancestor !== undefined && ancestor !== root) ancestor = parents.get(ancestor);
    if (ancestor !== root) continue;
    sum.processorSeconds += ticks / 100;
    sum.residentBytes += bytes;
  }
  return sum;
}
