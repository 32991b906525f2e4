import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { decodePeaks, encodePeaks, PEAK_SLICE_COLUMNS, SliceState } from '#shared/formats/peaks-file';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { WorkspacePage } from './page-models/workspace-page';
import { ask, call, upload } from './program-api';

const COPIES = 1_776;

/** Of 576 samples at 16 kHz each. */
const FRAMES = 169;
const COPY_SECONDS = (FRAMES * 576) / 16_000;

/** When a tone of 0.08 s is heard in each copy, in seconds. */
const TONES = [0.5, 1.7, 3.1, 4.6];

/** Three hours of tones at known times, without any index: frames of an mp3 joined end to end. */
async function threeHours(): Promise<Uint8Array<ArrayBuffer>> {
  const one = await readFile(join(import.meta.dirname, '../fixtures/media/beeps.mp3'));
  return new Uint8Array(Buffer.concat(Array(COPIES).fill(one)));
}

async function storedPeaks(program: BuiltProgram, sessionId: string) {
  const response = await program.fetch(`/peaks/${sessionId}`);
  const peaks = response.ok ? decodePeaks(new Uint8Array(await response.arrayBuffer())) : undefined;
  if (!peaks) throw new Error('There are no peaks');
  return peaks;
}

async function drawnShare(program: BuiltProgram, sessionId: string): Promise<number> {
  const { slices } = await storedPeaks(program, sessionId);
  return slices.filter((state) => state === SliceState.drawn).length / slices.length;
}

test('a recording of three hours is pictured at once, marked while it is drawn, and goes on where it was left', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const program = await startBuiltProgram();
  try {
    await call(program, 'profile.save', { person: { name: 'Ana Lindt', role: 'trainee', credential: '' } });
    const job = await upload(program, await threeHours(), 'long.mp3');
    if (job?.phase !== 'done') throw new Error(`It was not added: ${JSON.stringify(job)}`);
    const { sessionId } = job;
    const { recording } = await ask<{ recording: { durationMs: number } }>(program, 'sessions.get', {
      sessionId,
    });
    expect(Math.abs(recording.durationMs - COPIES * COPY_SECONDS * 1_000)).toBeLessThan(200);

    // Before anything is decoded, all of it has a picture.
    const sketch = await storedPeaks(program, sessionId);
    expect(new Set(sketch.slices)).toEqual(new Set([SliceState.sketched]));
    expect(sketch.values.filter((value) => value !== 0).length).toBeGreaterThan(sketch.values.length / 20);

    const framework = { id: 'agreements-and-partnering', edition: '1' };
    const { reviewId } = await call<{ reviewId: string }>(program, 'reviews.start', { sessionId, framework });
    await page.goto(await program.newAddress());
    await page.goto(`${program.origin}/#/session/${sessionId}/review/${reviewId}`);
    const workspace = new WorkspacePage(page);
    await workspace.isOpen();
    await workspace.press('g');
    const field = page.getByRole('dialog', { name: 'Go to a time' }).getByRole('textbox', { name: 'Time' });
    await expect(field).toBeFocused();
    await page.keyboard.type('2:45:00');
    await page.keyboard.press('Enter');
    await expect(field).toBeHidden();
    await workspace.press('3');
    await expect(workspace.moments).toHaveCount(1);
    await workspace.saved.waitFor();

    await page.reload();
    await workspace.isOpen();
    await expect(workspace.moments).toHaveCount(1);
    await expect.poll(() => drawnShare(program, sessionId), { timeout: 120_000 }).toBe(1);
    const drawn = await storedPeaks(program, sessionId);
    const heightAt = (seconds: number) => drawn.values[Math.floor(seconds * 100) * 2 + 1] ?? 0;
    for (const copy of [0, 1, 700, 1_500, COPIES - 1]) {
      for (const tone of TONES) {
        const at = copy * COPY_SECONDS + tone;
        expect(heightAt(at + 0.04), `the tone at ${at} s`).toBeGreaterThan(8_000);
        expect(heightAt(at - 0.1), `before the tone at ${at} s`).toBeLessThan(1_000);
        expect(heightAt(at + 0.2), `after the tone at ${at} s`).toBeLessThan(1_000);
      }
    }

    // The most of it as a window that was closed leaves it; what is there already is not drawn again.
    const kept = Math.floor(drawn.slices.length * 0.9);
    drawn.slices.fill(SliceState.missing, kept);
    drawn.values.fill(0);
    await page.goto('about:blank');
    const body = encodePeaks(drawn);
    expect((await program.fetch(`/peaks/${sessionId}`, { method: 'PUT', body })).status).toBe(204);
    await page.goto(`${program.origin}/#/session/${sessionId}/review/${reviewId}`);
    await expect.poll(() => drawnShare(program, sessionId), { timeout: 120_000 }).toBe(1);
    const { values } = await storedPeaks(program, sessionId);
    const border = kept * PEAK_SLICE_COLUMNS * 2;
    expect(values.subarray(0, border).every((value) => value === 0)).toBe(true);
    expect(values.subarray(border).some((value) => value > 8_000)).toBe(true);
    // And it is seen: what was drawn last stands on the page beside what was there.
    await expect.poll(() => workspace.waveHeight(0.95)).toBeGreaterThan(0.2);
    expect(await workspace.waveHeight(0.5)).toBeLessThan(0.05);
  } finally {
    await program.close();
  }
});
