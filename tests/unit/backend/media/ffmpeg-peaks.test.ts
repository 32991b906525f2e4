import { readFileSync } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DrawnSliceReader, writeSliceList } from '#shared/formats/drawn-slices';
import { emptyPeaks, PEAK_SLICE_COLUMNS } from '#shared/formats/peaks-file';
import type { Recording } from '#shared/model/recording';
import { createBackendPeaks } from '../../../../electron/backend/media/drawing/backend-peaks';
import { drawPeaksWithFfmpeg } from '../../../../electron/backend/media/drawing/draw-with-ffmpeg';
import { createFfmpeg } from '../../../../electron/backend/media/ffmpeg/ffmpeg';
import { openSound } from '../../../../renderer/media/sound/sound-slicer';
import { randomNumbers } from '../../../helpers/random-numbers';
import { fakeFfmpeg, ffmpeg, NO_FFMPEG, systemFfmpeg } from '../../../helpers/system-ffmpeg';
import { serveSound } from '../../renderer/sound/serve-sound';
import { temporaryFolders } from './temporary-folder';

const temporaryFolder = temporaryFolders();
afterEach(() => vi.unstubAllGlobals());

/** Asked for its version once. */
const system = createFfmpeg({ isAllowed: () => true });

const log = { info: () => {}, error: () => {} };

/** The engine over one file, as if it were what is played for a session. */
async function engineFor(
  path: string,
  durationMs: number,
  { program, isAllowed = true, ...options }: { program?: string; isAllowed?: boolean; stallMs?: number } = {},
) {
  const recording = { storage: 'copied', durationMs } as Recording;
  return createBackendPeaks({
    ffmpeg: program ? createFfmpeg({ isAllowed: () => isAllowed, places: () => [program] }) : system,
    getRecording: async () => recording,
    locatePlayed: async () => ({ path, contentType: 'audio/wav', version: '1' }),
    log,
    ...options,
  });
}

/** The same without a thread, which takes a second to start. */
async function draw(path: string, durationMs: number, slices: readonly number[], streams = 2) {
  const drawn = new Map<number, Int16Array>();
  const task = {
    ...{ path, sizeBytes: (await stat(path)).size, readCount: new Int32Array(new SharedArrayBuffer(4)) },
    ...{ program: systemFfmpeg ?? '', soundTrack: 0, cutSeconds: 0, limitMs: 60_000 },
    ...{ slices, streams, columns: emptyPeaks(durationMs).values.length / 2 },
  };
  await drawPeaksWithFfmpeg(task, {
    onSlice: ({ slice, values }) => drawn.set(slice, values),
    onProcess: () => {},
  });
  return drawn;
}

function ask(engine: Awaited<ReturnType<typeof engineFor>>, slices: readonly number[], signal?: AbortSignal) {
  const url = `http://host/peaks/1/drawing?slices=${writeSliceList(slices)}`;
  return engine.respond('1', new Request(url, { ...(signal && { signal }) }));
}

async function slicesIn(response: Response): Promise<Map<number, Int16Array>> {
  const reader = new DrawnSliceReader();
  const bytes = new Uint8Array(await response.arrayBuffer());
  return new Map(reader.push(bytes).map(({ slice, values }) => [slice, values]));
}

/** The same slices by the engine of the page, which reads a WAV without a decoder. */
async function drawnByPage(path: string, durationMs: number, slice: number): Promise<Int16Array> {
  const sound = await openSound(serveSound(await readFile(path)));
  if (!sound || !('columns' in sound)) throw new Error('It is not read without a decoder');
  const columns = Math.min(
    PEAK_SLICE_COLUMNS,
    emptyPeaks(durationMs).values.length / 2 - slice * PEAK_SLICE_COLUMNS,
  );
  return sound.columns({ fromSeconds: slice * 20, columns, columnsPerSecond: 100 });
}

/** Noise of so many channels and seconds. */
async function makeWave(folder: string, rateHz: number, channels: number, seconds: number): Promise<string> {
  const path = join(folder, `${rateHz}-${channels}-${seconds}.wav`);
  const dataBytes = Math.round(rateHz * seconds) * channels * 2;
  const bytes = Buffer.alloc(44 + dataBytes);
  bytes.write('RIFF0000WAVEfmt ', 'latin1');
  bytes.writeUInt32LE(36 + dataBytes, 4);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(channels, 22);
  bytes.writeUInt32LE(rateHz, 24);
  bytes.writeUInt32LE(rateHz * channels * 2, 28);
  bytes.writeUInt16LE(channels * 2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(dataBytes, 40);
  const random = randomNumbers(rateHz + channels);
  const samples = new Int16Array(bytes.buffer, bytes.byteOffset + 44, dataBytes / 2);
  // Louder and softer, so that each column is like no other.
  for (let at = 0; at < samples.length; at += 1) samples[at] = (random() - 0.5) * (20_000 + (at % 30_000));
  await writeFile(path, bytes);
  return path;
}

describe.skipIf(!systemFfmpeg)(
  `peaks by ffmpeg${systemFfmpeg ? '' : `, ${NO_FFMPEG}`}`,
  { timeout: 120_000 },
  () => {
    it('are the columns of the page’s engine, whatever the rate, the channels and the slices', async () => {
      const folder = await temporaryFolder();
      const kinds = fc.record({
        rateHz: fc.constantFrom(8_000, 11_025, 22_050, 44_100, 48_000),
        channels: fc.constantFrom(1, 2, 6),
        tenths: fc.integer({ min: 3, max: 450 }),
        wanted: fc.array(fc.nat(2), { minLength: 1 }),
      });
      const property = fc.asyncProperty(kinds, async ({ rateHz, channels, tenths, wanted }) => {
        const path = await makeWave(folder, rateHz, channels, tenths / 10);
        const durationMs = tenths * 100;
        const count = emptyPeaks(durationMs).slices.length;
        const slices = [...new Set(wanted.map((slice) => slice % count))].sort((one, other) => one - other);
        const drawn = await draw(path, durationMs, slices);
        expect([...drawn.keys()].sort((one, other) => one - other)).toEqual(slices);
        for (const slice of slices) {
          const expected = await drawnByPage(path, durationMs, slice);
          const values = drawn.get(slice) ?? new Int16Array();
          expect(values.length).toBe(expected.length);
          const furthest = Math.max(...values.map((value, at) => Math.abs(value - (expected[at] ?? 0))));
          expect(furthest).toBeLessThanOrEqual(1);
        }
      });
      await fc.assert(property, { numRuns: 8 });
    });

    it('are the same by two processes as by one, but for a column where they meet', async () => {
      const folder = await temporaryFolder();
      const wave = await makeWave(folder, 8_000, 1, 310);
      for (const [name, ...words] of [
        ['talk.m4a', '-c:a', 'aac'],
        ['talk.opus', '-c:a', 'libopus', '-ar', '48000', '-b:a', '24k'],
      ] as const) {
        const path = join(folder, name);
        await ffmpeg('-i', wave, ...words, path);
        const all = await draw(path, 310_000, [...Array(16).keys()], 1);
        for (const slices of [[...Array(16).keys()], [7, 8, 9]]) {
          const some = await draw(path, 310_000, slices);
          const differing = slices.flatMap((slice) => {
            const [one, other] = [all.get(slice), some.get(slice)];
            expect(one?.length).toBe(other?.length);
            return [...(one ?? [])].filter((value, at) => Math.abs(value - (other?.[at] ?? 0)) > 1);
          });
          expect(differing.length, `${name} ${slices}`).toBeLessThanOrEqual(2);
        }
      }
    });

    it('of a sound that begins late and has a gap are at their time, with silence between', async () => {
      const folder = await temporaryFolder();
      const wave = await makeWave(folder, 48_000, 1, 12);
      for (const name of ['gap.webm', 'gap.m4a', 'gap.mkv']) {
        const path = join(folder, name);
        const codec = name.endsWith('.m4a') ? ['-c:a', 'aac'] : ['-c:a', 'libopus', '-b:a', '64k'];
        await ffmpeg('-i', wave, '-af', 'aselect=not(between(t\\,4\\,7))', ...codec, path);
        const drawn = (await draw(path, 12_000, [0])).get(0);
        const loudest = (from: number, to: number) =>
          Math.max(...[...(drawn?.slice(from * 200, to * 200) ?? [])].map(Math.abs));
        expect(loudest(0, 0.05), `${name} begins`).toBeGreaterThan(3_000);
        expect(loudest(3.5, 3.9), name).toBeGreaterThan(3_000);
        expect(loudest(4.2, 6.8), `${name} is silent`).toBeLessThan(400);
        expect(loudest(7.1, 7.4), name).toBeGreaterThan(3_000);
        expect(loudest(11.7, 11.9), `${name} ends`).toBeGreaterThan(3_000);
      }
    });

    it('of a file that is cut off are drawn as far as it goes, and the rest is left', async () => {
      const folder = await temporaryFolder();
      const whole = await readFile(await makeWave(folder, 8_000, 1, 60));
      const path = join(folder, 'cut.wav');
      await writeFile(path, whole.subarray(0, whole.byteLength / 2));
      const drawn = await slicesIn(await ask(await engineFor(path, 60_000), [0, 1, 2]));
      expect([...drawn.keys()]).toEqual([0]);
    });
  },
);

describe('an ffmpeg that', { timeout: 120_000 }, () => {
  it('the user does not allow is not run, not even to say its version', async () => {
    const folder = await temporaryFolder();
    const program = await fakeFfmpeg(folder, 'true');
    await writeFile(program, `#!/bin/sh\ntouch "${join(folder, 'was-run')}"\n`);
    const path = join(folder, 'talk.wav');
    await writeFile(path, 'sound');
    const engine = await engineFor(path, 1_000, { program, isAllowed: false });
    expect((await ask(engine, [0])).status).toBe(204);
    const resting = createFfmpeg({ isAllowed: () => false, places: () => [program] });
    expect(await resting.state()).toEqual({ state: 'resting', path: program });
    expect(await resting.program()).toBeUndefined();
    await expect(stat(join(folder, 'was-run'))).rejects.toThrow();
  });

  it('is not there, or is none, is not used', async () => {
    const folder = await temporaryFolder();
    const none = createFfmpeg({ isAllowed: () => true, places: () => [join(folder, 'ffmpeg')] });
    expect(await none.state()).toEqual({ state: 'missing' });
    await mkdir(join(folder, 'ffmpeg'));
    expect(await none.state()).toEqual({ state: 'missing' });
    const other = await fakeFfmpeg(await temporaryFolder(), '');
    await writeFile(other, '#!/bin/sh\necho "GNU bash, version 5"\n');
    const wrong = createFfmpeg({ isAllowed: () => true, places: () => [other] });
    expect(await wrong.state()).toEqual({ state: 'unusable', path: other });
    expect(await wrong.program()).toBeUndefined();
  });

  it('hangs is killed after its time, and leaves the drawing to the page', async () => {
    const folder = await temporaryFolder();
    const program = await fakeFfmpeg(folder, `echo $$ > "${join(folder, 'pid')}"\nexec sleep 600`);
    const engine = await slowEngine(folder, program, 6_000);
    const response = await ask(engine, [0, 1]);
    expect((await slicesIn(response)).size).toBe(0);
    await expectEnded(join(folder, 'pid'));
    // It is free for the next.
    const next = await ask(engine, [0]);
    expect(next.status).toBe(200);
    await Promise.all([engine.stop(), next.arrayBuffer().catch(() => {})]);
  });

  it('draws for nobody any more is killed', async () => {
    const folder = await temporaryFolder();
    const program = await fakeFfmpeg(folder, `echo $$ > "${join(folder, 'pid')}"\nexec sleep 600`);
    const engine = await slowEngine(folder, program, 120_000);
    const response = await ask(engine, [0, 1]);
    await vi.waitUntil(() => readFile(join(folder, 'pid'), 'utf8').catch(() => ''), { timeout: 60_000 });
    await response.body?.cancel();
    await expectEnded(join(folder, 'pid'));
  });

  it('fails, or gives what is no sound, leaves the drawing to the page', async () => {
    for (const script of [
      'exit 1',
      'echo hello',
      'head -c 100000 /dev/zero',
      'printf "RIFF0000WAVEdata0000"',
    ]) {
      const folder = await temporaryFolder();
      const engine = await slowEngine(folder, await fakeFfmpeg(folder, script), 5_000);
      expect((await slicesIn(await ask(engine, [0, 1]))).size, script).toBe(0);
    }
  });
});

async function slowEngine(folder: string, program: string, stallMs: number) {
  const path = join(folder, 'talk.wav');
  await writeFile(path, Buffer.alloc(1_000, 'RIFF0000WAVEfmt '));
  return engineFor(path, 40_000, { program, stallMs });
}

/** Waits until a process is gone whose number a file holds. */
async function expectEnded(pidFile: string): Promise<void> {
  const pid = Number(await readFile(pidFile, 'utf8'));
  expect(pid).toBeGreaterThan(0);
  await vi.waitUntil(() => !isRunning(pid), { timeout: 60_000 });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // One that was killed, and whose end nobody has looked at yet, is there by its number only.
    const isLinux = process.platform === 'linux';
    return !(isLinux && /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8')));
  } catch {
    return false;
  }
}
