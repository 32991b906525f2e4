import { spawn } from 'node:child_process';
import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, it, vi } from 'vitest';
import { emptyPeaks } from '#shared/formats/peaks-file';
import { walkStream } from '../../electron/backend/media/copying/bare-stream';
import { makeWorkingCopy } from '../../electron/backend/media/copying/working-copy-maker';
import { MP3_FRAMES } from '../../electron/backend/media/examining/mp3-frames';
import { Mp3Sketch } from '../../electron/backend/media/examining/mp3-sketch';
import { probeRecording } from '../../electron/backend/media/examining/probe';
import { inMediaThread } from '../../electron/backend/media/media-thread';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { LonePage } from '../helpers/lone-page';
import { drawPeaksInPage, measureProcesses } from '../helpers/media-page';
import { call } from '../helpers/page-api';
import { systemFfmpeg } from '../helpers/system-ffmpeg';
import { makeTemporaryFolder } from '../helpers/temporary-folder';
import { LONG_RECORDINGS, longRecording } from './long-recordings';
import { type BenchRow, quantileOf, reportRows } from './report';

const FRAMEWORK = { id: 'agreements-and-partnering', edition: '1' };

/** `BENCH=full` takes hours and measures every kind at three lengths; else two kinds of twenty minutes. */
const IS_FULL = process.env.BENCH === 'full';
const KINDS =
  process.env.BENCH_MEDIA_KINDS?.split(',') ?? (IS_FULL ? LONG_RECORDINGS : ['mp3-variable.mp3', 'm4a.m4a']);
const MINUTES = (process.env.BENCH_MEDIA_MINUTES ?? (IS_FULL ? '20,60,180' : '20')).split(',').map(Number);
const RUNS = Number(process.env.BENCH_MEDIA_RUNS ?? 3);

/** How soon the first columns of a waveform should be seen. */
const FIRST_COLUMNS_MS = 200;

/** Of all recordings here. */
const LONGEST_MS = Math.max(...MINUTES) * 60_000;

let program: BuiltProgram;
let page: LonePage;
let folder: Awaited<ReturnType<typeof makeTemporaryFolder>>;

beforeAll(async () => {
  folder = await makeTemporaryFolder('bench-media');
  program = await startBuiltProgram();
  await call(program, 'profile', 'save', { person: { name: 'Tara', role: 'trainee', credential: '' } });
  page = await LonePage.open({ width: 1_440, height: 900 });
  await page.goTo(await program.newAddress());
  await page.waitFor(`document.querySelector('h1')`);
});
afterAll(async () => {
  await page?.close();
  await program?.close();
  await folder?.remove();
});

for (const minutes of MINUTES) {
  for (const kind of KINDS) {
    it(`${kind}, ${minutes} minutes`, { timeout: 7_200_000 }, async () => {
      const path = await longRecording(kind, minutes);
      const decodings: Usage[] = [];
      const series = {
        examine: [] as number[],
        copy: [] as number[],
        sketch: [] as number[],
        peaks: [] as number[],
        firstMs: [] as number[],
        firstSinceOpenedMs: [] as number[],
        processor: [] as number[],
        byOne: [] as number[],
        byTwo: [] as number[],
      };
      let [longestFrameMs, extraBytes, screenBytes, ffmpegBytes] = [0, 0, 0, 0];
      for (let run = 0; run < RUNS; run += 1) {
        // In turns, so that what else the machine does falls on both sides.
        const decoding = await decodeWithFfmpeg(path);
        decodings.push(decoding);
        const { examineMs, copyMs, byOne, byTwo } = await prepare(path);
        series.byOne.push(byOne.ms / decoding.ms);
        series.byTwo.push(byTwo.ms / decoding.ms);
        ffmpegBytes = Math.max(ffmpegBytes, byTwo.extraBytes);
        series.examine.push(examineMs / decoding.ms);
        if (kind.endsWith('.mp3')) series.sketch.push((await sketch(path)) / decoding.ms);
        if (copyMs !== undefined) series.copy.push(copyMs / decoding.ms);
        const session = await addSession(path, kind);
        const drawn = await drawPeaksInPage(page, program, session);
        await call(program, 'sessions', 'moveToTrash', { sessionId: session.sessionId });
        await call(program, 'sessions', 'emptyTrash');
        series.peaks.push(drawn.wholeMs / decoding.ms);
        series.firstMs.push(drawn.firstColumnsMs);
        series.firstSinceOpenedMs.push(drawn.firstColumnsSinceOpenedMs);
        series.processor.push(drawn.processorSeconds / decoding.processorSeconds);
        longestFrameMs = Math.max(longestFrameMs, drawn.longestFrameMs);
        extraBytes = Math.max(extraBytes, drawn.extraBytes);
        screenBytes = Math.max(screenBytes, drawn.screenBytes);
      }
      const f = quantileOf(
        decodings.map(({ ms }) => ms),
        0.5,
      );
      const order = 100 + MINUTES.indexOf(minutes) * 100 + KINDS.indexOf(kind) * 5;
      const row = (place: number, what: string, ratios: readonly number[]): BenchRow => ({
        order: order + place,
        what: `${kind}, ${minutes} min: ${what}`,
        count: ratios.length,
        measured: `${(quantileOf(ratios, 0.5) * (f / 1_000)).toFixed(2)} s`,
        against: `F ${(f / 1_000).toFixed(2)} s`,
        ratio: `${quantileOf(ratios, 0.5).toFixed(2)} ×`,
      });
      const firstMs = quantileOf(series.firstMs, 0.5);
      const firstRow: BenchRow = {
        order: order + 2.5,
        what: `${kind}, ${minutes} min: first columns after the screen stands (${quantileOf(series.firstSinceOpenedMs, 0.5).toFixed(0)} ms after opening the session) / the most it should take`,
        count: series.firstMs.length,
        measured: `${firstMs.toFixed(0)} ms`,
        against: `${FIRST_COLUMNS_MS} ms`,
        ratio: `${(firstMs / FIRST_COLUMNS_MS).toFixed(2)} ×`,
      };
      const peaksNote = `peaks; processor ${quantileOf(series.processor, 0.5).toFixed(1)} × that of F, longest frame ${longestFrameMs.toFixed(0)} ms, extra memory ${inMegabytes(extraBytes)}, of the screen alone ${inMegabytes(screenBytes)}`;
      await reportRows(`media-${minutes}-${kind}`, [
        row(0, 'examine', series.examine),
        ...(series.copy.length > 0 ? [row(1, 'working copy', series.copy)] : []),
        ...(series.sketch.length > 0
          ? [row(1.5, 'picture of the whole length, before anything is decoded', series.sketch)]
          : []),
        row(2, peaksNote, series.peaks),
        firstRow,
        row(3, 'peaks by ffmpeg, one process', series.byOne),
        row(4, `the same, two; extra memory ${inMegabytes(ffmpegBytes)}`, series.byTwo),
      ]);
    });
  }
}

function inMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

type Usage = { ms: number; processorSeconds: number };

/** F: how long ffmpeg takes to decode all of the sound, to nowhere. */
async function decodeWithFfmpeg(path: string): Promise<Usage> {
  const startedAt = performance.now();
  const words = ['-hide_banner', '-benchmark', '-i', path, '-map', '0:a:0', '-vn', '-f', 'null', '-'];
  const child = spawn('ffmpeg', words, { stdio: ['ignore', 'ignore', 'pipe'] });
  let told = '';
  child.stderr.on('data', (data) => {
    told += data;
  });
  await new Promise((resolve) => child.on('close', resolve));
  const [, user = '0', system = '0'] = /utime=([\d.]+)s stime=([\d.]+)s/.exec(told) ?? [];
  return { ms: performance.now() - startedAt, processorSeconds: Number(user) + Number(system) };
}

/** Reads the picture of an mp3 from the heads of its frames. */
async function sketch(path: string): Promise<number> {
  const startedAt = performance.now();
  const readCount = new Int32Array(new SharedArrayBuffer(4));
  const file = { path, sizeBytes: (await stat(path)).size, readCount };
  const picture = new Mp3Sketch(LONGEST_MS, 0);
  await walkStream(file, MP3_FRAMES, { onFrame: (head, bytes, at) => picture.addFrame(head, bytes, at) });
  picture.encode();
  return performance.now() - startedAt;
}

type Prepared = { examineMs: number; copyMs: number | undefined; byOne: Drawn; byTwo: Drawn };

async function prepare(path: string): Promise<Prepared> {
  const startedAt = performance.now();
  const { probe } = await probeRecording(path, 'talk');
  const examineMs = performance.now() - startedAt;
  const playedFrom = probe.timing?.playedFrom;
  if (playedFrom?.type !== 'copy') {
    return { examineMs, copyMs: undefined, ...(await drawByFfmpeg(path, probe.durationMs)) };
  }
  const target = join(folder.path, 'copy');
  await mkdir(target);
  const recording = {
    originalName: 'talk',
    durationMs: probe.durationMs,
    sizeBytes: (await stat(path)).size,
  };
  const copiedAt = performance.now();
  await makeWorkingCopy({ path, recording }, playedFrom, {
    folder: target,
    targetPath: join(target, 'copy'),
  });
  const copyMs = performance.now() - copiedAt;
  const drawn = await drawByFfmpeg(join(target, 'copy'), probe.durationMs);
  await rm(target, { recursive: true });
  return { examineMs, copyMs, ...drawn };
}

type Drawn = { ms: number; extraBytes: number };

/** The other engine, from its start to its last slice; memory of this process and all below it, above what it was. */
async function drawByFfmpeg(path: string, durationMs: number): Promise<{ byOne: Drawn; byTwo: Drawn }> {
  const sizeBytes = (await stat(path)).size;
  const { values, slices } = emptyPeaks(durationMs);
  const draw = async (streams: number): Promise<Drawn> => {
    const before = (await measureProcesses(process.pid)).residentBytes;
    let most = before;
    const timer = setInterval(async () => {
      most = Math.max(most, (await measureProcesses(process.pid)).residentBytes);
    }, 250);
    const startedAt = performance.now();
    const { isWhole } = await inMediaThread('peaks', {
      ...{
        path,
        sizeBytes,
        readCount: new Int32Array(new SharedArrayBuffer(4)),
        program: systemFfmpeg ?? 'ffmpeg',
      },
      ...{ soundTrack: 0, cutSeconds: 0, limitMs: 3_600_000, streams },
      ...{ slices: [...slices.keys()], columns: values.length / 2 },
    });
    clearInterval(timer);
    if (!isWhole) throw new Error('ffmpeg did not draw all of it');
    return { ms: performance.now() - startedAt, extraBytes: most - before };
  };
  return { byOne: await draw(1), byTwo: await draw(2) };
}

async function addSession(path: string, fileName: string): Promise<{ sessionId: string; reviewId: string }> {
  const bytes = new Uint8Array(await readFile(path));
  const { importId } = await call(program, 'imports', 'beginUpload', {
    fileName,
    sizeBytes: bytes.byteLength,
  });
  await program.fetch(`/uploads/${importId}`, { method: 'PUT', body: bytes });
  const sessionId = await vi.waitUntil(
    async () => {
      const job = (await call(program, 'imports', 'list')).find(({ id }) => id === importId);
      if (job?.phase === 'failed') throw new Error(job.message);
      return job?.phase === 'done' ? job.sessionId : undefined;
    },
    { timeout: 1_800_000, interval: 200 },
  );
  const { reviewId } = await call(program, 'reviews', 'start', { sessionId, framework: FRAMEWORK });
  return { sessionId, reviewId };
}
