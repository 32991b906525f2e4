import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SliceState, sliceCount } from '#shared/formats/peaks-file';
import type { BuiltProgram } from './built-program';
import type { LonePage } from './lone-page';

export type DrawnPeaks = {
  /** From asking for the stored peaks to all of them being drawn and stored, in milliseconds. */
  wholeMs: number;
  /** Of the browser's processes meanwhile, in seconds. */
  processorSeconds: number;
  /** From the frame in which the session's screen stands to the first columns being drawn. */
  firstColumnsMs: number;
  /** The same from opening the session, the making of its screen included. */
  firstColumnsSinceOpenedMs: number;
  /** Between two frames of the page, from the first columns on. */
  longestFrameMs: number;
  /** Memory of the browser's processes above what it was before the session was opened. */
  extraBytes: number;
  /** The same when the peaks were there before: what of it is the screen. */
  screenBytes: number;
};

/** Opens a session's review and waits until its waveform is drawn and stored. Linux only. */
export async function drawPeaksInPage(
  page: LonePage,
  program: BuiltProgram,
  { sessionId, reviewId }: { sessionId: string; reviewId: string },
): Promise<DrawnPeaks> {
  await showSessions(page, program);
  const before = await measureProcesses(page.processId);
  let most = 0;
  // Seldom, since looking at every process takes the processor from what is measured.
  const timer = setInterval(async () => {
    most = Math.max(most, (await measureProcesses(page.processId)).residentBytes);
  }, 500);
  try {
    await page.evaluate(WATCH);
    await page.evaluate(
      `seen.openedMs = performance.now(); location.hash = '#/session/${sessionId}/review/${reviewId}'`,
    );
    await page.waitFor('seen.askedAt > 0');
    await whenStored(program, sessionId);
    const storedAt = Date.now();
    const after = await measureProcesses(page.processId);
    const seen = await page.evaluate<{
      askedAt: number;
      openedMs: number;
      standsMs: number;
      drawnMs: number;
      longestFrameMs: number;
    }>('seen');
    clearInterval(timer);
    return {
      wholeMs: storedAt - seen.askedAt,
      firstColumnsMs: seen.drawnMs - seen.standsMs,
      firstColumnsSinceOpenedMs: seen.drawnMs - seen.openedMs,
      longestFrameMs: seen.longestFrameMs,
      processorSeconds: after.processorSeconds - before.processorSeconds,
      extraBytes: most - before.residentBytes,
      screenBytes: await screenBytes(page, program, { sessionId, reviewId }),
    };
  } finally {
    clearInterval(timer);
  }
}

/** In a new document. */
async function showSessions(page: LonePage, { origin }: BuiltProgram): Promise<void> {
  await page.goTo('about:blank');
  await page.goTo(`${origin}/`);
  await page.waitFor(`document.querySelector('[role="grid"]')`);
  // The process of the document before ends a little later, and would be counted until then.
  await new Promise((resolve) => setTimeout(resolve, 2_000));
}

/** Notes when the stored peaks are asked for, when screen and first columns are seen, and the frames from then on. */
const WATCH = `(() => {
  // wavesurfer.js draws within shadow roots.
  const isDrawn = () =>
    [...document.querySelectorAll('*')].some(({ shadowRoot }) =>
      [...(shadowRoot?.querySelectorAll('canvas') ?? [])].some((canvas) => {
        if (canvas.width === 0 || canvas.height === 0) return false;
        const row = canvas.getContext('2d')?.getImageData(0, canvas.height >> 1, canvas.width, 1).data;
        return row?.some((value) => value > 0);
      }),
    );
  const seen = { askedAt: 0, openedMs: 0, standsMs: 0, drawnMs: 0, longestFrameMs: 0 };
  window.seen = seen;
  // The browser's own list of what was loaded has a request once its answer is whole.
  const load = window.fetch;
  window.fetch = (...words) => {
    if (seen.askedAt === 0 && String(words[0]).includes('/peaks/')) {
      seen.askedAt = performance.timeOrigin + performance.now();
    }
    return load(...words);
  };
  let last = 0;
  requestAnimationFrame(function watch() {
    const now = performance.now();
    if (seen.drawnMs > 0) seen.longestFrameMs = Math.max(seen.longestFrameMs, now - last);
    if (seen.standsMs === 0 && document.querySelector('section[aria-label="Timeline"]')) seen.standsMs = now;
    if (seen.standsMs > 0 && seen.drawnMs === 0 && isDrawn()) seen.drawnMs = performance.now();
    last = now;
    requestAnimationFrame(watch);
  });
})()`;

/** What the same screen takes when its peaks are there already. */
async function screenBytes(
  page: LonePage,
  program: BuiltProgram,
  { sessionId, reviewId }: { sessionId: string; reviewId: string },
): Promise<number> {
  await showSessions(page, program);
  const before = await measureProcesses(page.processId);
  await page.evaluate(`location.hash = '#/session/${sessionId}/review/${reviewId}'`);
  let most = 0;
  for (let look = 0; look < 8; look += 1) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    most = Math.max(most, (await measureProcesses(page.processId)).residentBytes);
  }
  return most - before.residentBytes;
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
