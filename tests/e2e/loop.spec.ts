import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { formatTimeCode } from '#shared/formats/time-code';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { projectFolder } from '../helpers/ensure-built';
import { asWave, KNOWN_RATE_HZ, KnownSound, makeKnownSound } from '../helpers/known-sound';
import { SoundTap } from '../helpers/sound-tap';
import { WorkspacePage } from './page-models/workspace-page';
import { call, upload } from './program-api';

/** What is looped: long enough to find a place in it, short enough to hear many borders. */
const [START_MS, END_MS] = [2_300, 3_150];
const ROUNDS = 5;

/** Within the two seconds of the film. */
const FILM_LOOP = { startMs: 300, endMs: 1_500 };

/** Longer silences, and longer stretches that are missing or heard twice, are heard as a gap. */
const ALLOWED_MS = 5;

/** Beyond this one sees that picture and sound are apart. */
const APART_MS = 200;

/** Of such a pitch that the stretch ends where the tone is at its farthest from its beginning. */
const TONE_HZ = 990;

function makeTone(seconds: number): Float32Array {
  return Float32Array.from(
    { length: seconds * KNOWN_RATE_HZ },
    (_, index) => 0.5 * Math.sin((2 * Math.PI * TONE_HZ * index) / KNOWN_RATE_HZ),
  );
}

/** Opens a recording and loops a moment of it. */
async function loop(
  page: Page,
  program: BuiltProgram,
  bytes: Uint8Array<ArrayBuffer>,
  name: string,
  stretch = { startMs: START_MS, endMs: END_MS },
) {
  const job = await upload(program, bytes, name);
  if (job?.phase !== 'done') throw new Error(`It was not added: ${JSON.stringify(job)}`);
  const { sessionId } = job;
  const framework = { id: 'agreements-and-partnering', edition: '1' };
  const { reviewId } = await call<{ reviewId: string }>(program, 'reviews.start', { sessionId, framework });
  await page.goto(`${program.origin}/#/session/${sessionId}/review/${reviewId}`);
  const workspace = new WorkspacePage(page);
  await workspace.isOpen();
  await workspace.press('m');
  await workspace.end.fill(formatTimeCode(stretch.endMs, 'milliseconds'));
  await workspace.end.press('Enter');
  await workspace.start.fill(formatTimeCode(stretch.startMs, 'milliseconds'));
  await workspace.start.press('Enter');
  await workspace.leaveText();
  await workspace.press('Backslash');
  await expect(page.getByText(/^Looping/)).toBeVisible();
  return workspace;
}

/** What is heard once the loop has begun, for so many rounds. */
async function hearRounds(tap: SoundTap, speed: number): Promise<Float32Array> {
  await tap.clear();
  await expect.poll(async () => (await tap.take()).some((sample) => Math.abs(sample) > 0.05)).toBe(true);
  await tap.clear();
  const needed = ((ROUNDS * (END_MS - START_MS)) / speed / 1_000) * KNOWN_RATE_HZ;
  await expect.poll(() => tap.heardFrames(), { intervals: [250] }).toBeGreaterThan(needed);
  return tap.take();
}

/** The longest time in which next to nothing is heard, and how much louder than usual it is anywhere. */
function loudnessOf(samples: Float32Array): { longestSilenceMs: number; loudest: number } {
  const width = (KNOWN_RATE_HZ / 1_000) * 2;
  const levels: number[] = [];
  for (let at = 0; at + width <= samples.length; at += 2) {
    levels.push(
      Math.sqrt(samples.subarray(at, at + width).reduce((sum, value) => sum + value * value, 0) / width),
    );
  }
  const usual = levels.toSorted((one, other) => one - other)[Math.floor(levels.length / 2)] ?? 0;
  let [run, longest] = [0, 0];
  for (const level of levels) {
    run = level < usual * 0.25 ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  const stepMs = 2_000 / KNOWN_RATE_HZ;
  return { longestSilenceMs: longest > 0 ? longest * stepMs + 2 : 0, loudest: Math.max(...levels) / usual };
}

/** By how much what is heard is late, in milliseconds, in each piece whose place in the recording is found. */
function latenessOf(heard: Float32Array, known: Float32Array): number[] {
  const lengthMs = END_MS - START_MS;
  const frames = (ms: number) => (ms * KNOWN_RATE_HZ) / 1_000;
  const around = new KnownSound(known.subarray(frames(START_MS - 500), frames(END_MS + 500)));
  const [piece, step] = [frames(60), frames(20)];
  const lateness: number[] = [];
  let beginMs: number | undefined;
  for (let at = 0; at + piece <= heard.length; at += step) {
    const heardMs = (at * 1_000) / KNOWN_RATE_HZ;
    const { seconds, likeness } = around.find(heard.subarray(at, at + piece), 1);
    // One that lies across the border is nowhere in the recording.
    if (likeness < 0.9) continue;
    const placeMs = seconds * 1_000 - 500;
    beginMs ??= heardMs - placeMs;
    const sinceMs = heardMs - placeMs - beginMs;
    lateness.push(sinceMs - Math.round(sinceMs / lengthMs) * lengthMs);
  }
  return lateness;
}

/** The frequency of a tone, by how often it rises through zero. */
function frequencyOf(samples: Float32Array): number {
  let rises = 0;
  for (let at = 1; at < samples.length; at += 1) {
    if ((samples[at - 1] as number) < 0 && (samples[at] as number) >= 0) rises += 1;
  }
  return (rises * KNOWN_RATE_HZ) / samples.length;
}

/** How far the picture is from the sound that goes round, in the middle of many looks. */
async function apartMs(page: Page): Promise<number> {
  return page.evaluate(
    async ([startMs, lengthMs]) => {
      const { tapped } = (window as unknown as { soundTap: { tapped: Set<HTMLMediaElement> } }).soundTap;
      const sound = [...tapped].findLast(({ src }) => src.startsWith('blob:'));
      const picture = document.querySelector('video');
      if (!sound || !picture?.muted || picture.paused) throw new Error('The picture does not follow');
      const apart: number[] = [];
      for (let look = 0; look < 60; look += 1) {
        await new Promise((resolve) => setTimeout(resolve, 40));
        const soundMs = startMs + ((sound.currentTime * 1_000) % lengthMs);
        apart.push(Math.abs(picture.currentTime * 1_000 - soundMs));
      }
      return apart.sort((one, other) => one - other)[30] ?? Number.NaN;
    },
    [FILM_LOOP.startMs, FILM_LOOP.endMs - FILM_LOOP.startMs] as const,
  );
}

test('a loop has no gap that could be heard, at any speed, and is left where it is', async ({ browser }) => {
  test.setTimeout(180_000);
  const program = await startBuiltProgram();
  try {
    await call(program, 'profile.save', { person: { name: 'Ana Lindt', role: 'trainee', credential: '' } });
    const context = await browser.newContext({ bypassCSP: true });
    const page = await context.newPage();
    const tap = await SoundTap.install(page, KNOWN_RATE_HZ);
    await page.goto(await program.newAddress());

    const known = makeKnownSound(6);
    await loop(page, program, new Uint8Array(asWave(known)), 'known.wav');
    const heard = await hearRounds(tap, 1);
    const lateness = latenessOf(heard, known);
    const worst = Math.max(...lateness) - Math.min(...lateness);
    console.log(
      `loop of noise, ${lateness.length} places in ${ROUNDS} rounds: ${worst.toFixed(2)} ms missing or twice at most`,
    );
    expect.soft(lateness.length).toBeGreaterThan(150);
    expect.soft(worst).toBeLessThanOrEqual(ALLOWED_MS);

    const workspace = await loop(page, program, new Uint8Array(asWave(makeTone(6))), 'tone.wav');
    for (const [speed, key, presses] of [
      [1, 'BracketRight', 0],
      [2, 'BracketRight', 10],
      [0.5, 'BracketLeft', 15],
    ] as const) {
      for (let press = 0; press < presses; press += 1) await workspace.press(key);
      await expect(
        page.getByRole('button', { name: `Speed ${speed.toFixed(1)}; back to normal` }),
      ).toBeVisible();
      const tone = await hearRounds(tap, speed);
      const { longestSilenceMs, loudest } = loudnessOf(tone);
      const frequency = frequencyOf(tone);
      console.log(
        `loop of a tone at ${speed}×: silent for ${longestSilenceMs.toFixed(2)} ms at most, ${loudest.toFixed(2)}× as loud at most, ${frequency.toFixed(0)} Hz`,
      );
      expect.soft(longestSilenceMs, `at ${speed}×`).toBeLessThanOrEqual(ALLOWED_MS);
      expect.soft(loudest, `at ${speed}×`).toBeLessThan(1.5);
      expect.soft(Math.abs(frequency - TONE_HZ), `the pitch at ${speed}×`).toBeLessThan(30);
    }

    await workspace.press('Escape');
    await expect(page.getByText(/^Looping/)).toHaveCount(0);
    await expect.poll(async () => (await workspace.playback()).paused).toBe(false);
    expect((await workspace.playback()).ms).toBeGreaterThan(START_MS - 100);

    const film = await readFile(join(projectFolder, 'tests/fixtures/media/talk.webm'));
    await loop(page, program, new Uint8Array(film), 'talk.webm', FILM_LOOP);
    await hearRounds(tap, 1);
    expect(await apartMs(page)).toBeLessThan(APART_MS);
    await context.close();
  } finally {
    await program.close();
  }
});
