import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { DrawnSliceReader, writeSliceList } from '#shared/formats/drawn-slices';
import { decodePeaks, PEAK_SLICE_COLUMNS, SliceState } from '#shared/formats/peaks-file';
import type { SessionDocument } from '#shared/model/session';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { projectFolder } from '../helpers/ensure-built';
import { hasFfmpeg, makeKnownRecordings } from '../helpers/known-recordings';
import { FOUND_LIKENESS, KNOWN_RATE_HZ, KnownSound, makeKnownSound } from '../helpers/known-sound';
import { type Listening, listen } from '../helpers/listening';
import { randomNumbers } from '../helpers/random-numbers';
import { makeTemporaryFolder } from '../helpers/temporary-folder';
import { ask, call, upload } from './program-api';

/** The full test takes half an hour and more, a kind alone some minutes: `CONCORDANCE_TRUTH=full`. */
const IS_FULL = process.env.CONCORDANCE_TRUTH === 'full';
const SECONDS = IS_FULL ? 600 : 20;
const SEEKS = IS_FULL ? 200 : 4;
/** Some kinds alone, to work on them or to run all of it in parts: `CONCORDANCE_TRUTH_KINDS=vorbis.ogg,m4a.m4a`. */
const KINDS = process.env.CONCORDANCE_TRUTH_KINDS?.split(',');
const LISTEN_MS = IS_FULL ? 500 : 450;

/** What one does not hear; a seek that lands elsewhere is hundreds of milliseconds off. */
const ALLOWED_MS = 30;

/** Files that are played at once: more would take the processor from each other. */
const AT_ONCE = IS_FULL ? 4 : 5;

/** What a full run found of a kind is kept here until the next, for `npm run bench` to show. */
const FOUND_FOLDER = join(projectFolder, 'test-results/truth');

async function keepFound(found: { name: string; seeks: number; medianMs: number; worstMs: number }) {
  if (!IS_FULL) return;
  await mkdir(FOUND_FOLDER, { recursive: true });
  await writeFile(join(FOUND_FOLDER, `${found.name}.json`), JSON.stringify(found));
}

/** How like the stored peaks of a session are to the sound, and by how much they come late, in columns of 10 ms. */
async function drawnPlace(
  page: Page,
  program: BuiltProgram,
  { id: sessionId }: SessionDocument,
  seconds: number,
) {
  const framework = { id: 'agreements-and-partnering', edition: '1' };
  const { reviewId } = await call<{ reviewId: string }>(program, 'reviews.start', { sessionId, framework });
  await page.goto(`${program.origin}/#/session/${sessionId}/review/${reviewId}`);
  const stored = async () => {
    const response = await program.fetch(`/peaks/${sessionId}`);
    return response.ok ? decodePeaks(new Uint8Array(await response.arrayBuffer())) : undefined;
  };
  await expect
    .poll(async () => (await stored())?.slices.every((state) => state === SliceState.drawn), {
      timeout: 60_000,
    })
    .toBe(true);
  const { values } = (await stored()) ?? { values: new Int16Array() };
  const samples = makeKnownSound(seconds);
  const perColumn = KNOWN_RATE_HZ / 100;
  const heights = Array.from({ length: seconds * 100 }, (_, column) =>
    samples
      .subarray(column * perColumn, (column + 1) * perColumn)
      .reduce((most, sample) => Math.max(most, Math.abs(sample)), 0),
  );
  let best = { latenessMs: Number.NaN, likeness: -1 };
  for (let late = -4; late <= 4; late += 1) {
    const drawn = heights.map((_, column) => {
      const at = (column + late) * 2;
      return Math.max(-(values[at] ?? 0), values[at + 1] ?? 0);
    });
    // Not at the very ends, where there is nothing beyond.
    const found = likeness(heights.slice(10, -20), drawn.slice(10, -20));
    if (found > best.likeness) best = { latenessMs: late * 10, likeness: found };
  }
  return best;
}

/** From -1 to 1. */
function likeness(one: readonly number[], other: readonly number[]): number {
  const mean = (series: readonly number[]) => series.reduce((sum, value) => sum + value, 0) / series.length;
  const [oneMean, otherMean] = [mean(one), mean(other)];
  const product = mean(one.map((value, index) => (value - oneMean) * ((other[index] ?? 0) - otherMean)));
  const spread = (series: readonly number[], middle: number) =>
    Math.sqrt(mean(series.map((value) => (value - middle) ** 2)));
  return product / (spread(one, oneMean) * spread(other, otherMean));
}

/** Draws every session's peaks a second time, with ffmpeg, and compares them with those of the page. */
async function expectSamePeaksByFfmpeg(
  program: BuiltProgram,
  sessions: readonly { name: string; session: SessionDocument }[],
) {
  await call(program, 'profile.save', {
    person: { name: 'Ana Lindt', role: 'trainee', credential: '' },
    preferences: { usesFfmpeg: true },
  });
  for (const { name, session } of sessions) {
    // Plain WAV is drawn by neither: tests/unit/backend/media/draw-wave.test.ts compares it with what the page draws.
    if (name === 'wav.wav') continue;
    const stored = await program.fetch(`/peaks/${session.id}`);
    const byPage = decodePeaks(new Uint8Array(await stored.arrayBuffer()));
    const slices = writeSliceList([...(byPage?.slices.keys() ?? [])]);
    const response = await program.fetch(`/peaks/${session.id}/drawing?slices=${slices}`);
    expect.soft(response.status, name).toBe(200);
    const drawn = new DrawnSliceReader().push(new Uint8Array(await response.arrayBuffer()));
    expect.soft(drawn.length, `${name}: all is drawn`).toBe(byPage?.slices.length);
    const byFfmpeg = new Int16Array(byPage?.values.length ?? 0);
    for (const { slice, values } of drawn) byFfmpeg.set(values, slice * PEAK_SLICE_COLUMNS * 2);
    const distances = [...byFfmpeg].map((value, at) => Math.abs(value - (byPage?.values[at] ?? 0)));
    const differing = distances.filter((distance) => distance > 1).length;
    console.log(
      `${name.padEnd(28)} both engines: ${differing} of ${distances.length} values differ by more than 1, at most by ${Math.max(...distances)}`,
    );
    if (/webm|vorbis|opus/.test(name)) {
      // WebM's times are whole milliseconds, by which the page lies beside them; and Opus has another decoder there.
      expect.soft(likeness([...byFfmpeg], [...(byPage?.values ?? [])]), name).toBeGreaterThan(0.95);
      continue;
    }
    // A first packet is decoded in one way or the other, and a decoder that begins in the middle finds its step.
    const slicesDrawn = byPage?.slices.length ?? 0;
    expect.soft(differing, `${name}: the same by both engines`).toBeLessThanOrEqual(4 + slicesDrawn);
  }
}

test('what is heard after a seek is what was recorded at that time, in every format', async ({ browser }) => {
  test.skip(!(await hasFfmpeg()), 'ffmpeg, which makes the recordings of this test, is not on this system');
  test.setTimeout(IS_FULL ? 3_600_000 : 240_000);
  const folder = await makeTemporaryFolder('known-sound');
  const program = await startBuiltProgram();
  const random = randomNumbers(20_261_123);
  try {
    const names = await makeKnownRecordings(folder.path, SECONDS, KINDS);
    await call(program, 'profile.save', { person: { name: 'Ana Lindt', role: 'trainee', credential: '' } });
    const sessions: { name: string; session: SessionDocument }[] = [];
    for (const name of names) {
      const bytes = new Uint8Array(await readFile(join(folder.path, name)));
      const job = await upload(program, bytes, name);
      if (job?.phase !== 'done') throw new Error(`${name} was not added: ${JSON.stringify(job)}`);
      const session = await ask<SessionDocument>(program, 'sessions.get', { sessionId: job.sessionId });
      expect
        .soft(Math.abs(session.recording.durationMs - SECONDS * 1_000), `${name}: length`)
        .toBeLessThan(80);
      sessions.push({ name, session });
    }
    // The recorder is a script of the test's own.
    const context = await browser.newContext({ bypassCSP: true });
    const page = await context.newPage();
    await page.goto(await program.newAddress());
    const sound = new KnownSound(makeKnownSound(SECONDS));
    for (let from = 0; from < sessions.length; from += AT_ONCE) {
      const group = sessions.slice(from, from + AT_ONCE);
      const listenings = group.flatMap(({ session }) =>
        Array.from(
          { length: SEEKS },
          (): Listening => ({
            url: `/media/${session.id}`,
            fromMs: Math.floor(300 + random() * (SECONDS * 1_000 - 1_300)),
            forMs: LISTEN_MS,
          }),
        ),
      );
      const heard = await listen(page, listenings, KNOWN_RATE_HZ);
      for (const [index, { name, session }] of group.entries()) {
        const places = heard.slice(index * SEEKS, (index + 1) * SEEKS).map(({ startMs, samples }) => {
          const { seconds, likeness } = sound.find(samples, startMs / 1_000);
          return { errorMs: seconds * 1_000 - startMs, likeness };
        });
        const errors = places.map(({ errorMs }) => Math.abs(errorMs)).sort((one, other) => one - other);
        const median = errors[Math.floor(errors.length / 2)] ?? Number.NaN;
        const worst = errors.at(-1) ?? Number.NaN;
        await keepFound({ name, seeks: errors.length, medianMs: median, worstMs: worst });
        const from = session.recording.timing?.playedFrom;
        console.log(
          `${name.padEnd(28)} ${from?.type === 'copy' ? 'copy    ' : 'original'} median ${median.toFixed(1)} ms, worst ${worst.toFixed(1)} ms of ${errors.length} seeks`,
        );
        expect
          .soft(Math.min(...places.map(({ likeness }) => likeness)), `${name}: the sound is found`)
          .toBeGreaterThan(FOUND_LIKENESS);
        expect
          .soft(worst, `${name}: ${errors.map((error) => error.toFixed(1))}`)
          .toBeLessThanOrEqual(ALLOWED_MS);
      }
    }
    for (const { name, session } of sessions) {
      const { latenessMs, likeness } = await drawnPlace(page, program, session, SECONDS);
      console.log(`${name.padEnd(28)} waveform likeness ${likeness.toFixed(3)}, ${latenessMs} ms late`);
      expect.soft(likeness, `${name}: the waveform is that of the sound`).toBeGreaterThan(0.85);
      expect.soft(Math.abs(latenessMs), `${name}: the waveform is at its time`).toBeLessThanOrEqual(10);
    }
    await expectSamePeaksByFfmpeg(program, sessions);
    await context.close();
  } finally {
    await program.close();
    await folder.remove();
  }
});
