import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { v7 as newId } from 'uuid';
import type { Change } from '#shared/history/review-change';
import type { ExportJob } from '#shared/model/export-job';
import { type Moment, momentSchema } from '#shared/model/moment';
import { hasVideo } from '#shared/model/recording';
import type { SessionDocument } from '#shared/model/session';
import { expectAccessible } from '../helpers/accessible';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { projectFolder } from '../helpers/ensure-built';
import { listen } from '../helpers/listening';
import { makeTemporaryFolder } from '../helpers/temporary-folder';
import { LibraryPage } from './page-models/library-page';
import { SessionPage } from './page-models/session-page';
import { PackageDialog, ShareDialog } from './page-models/share-dialogs';
import { WorkspacePage } from './page-models/workspace-page';
import { ask, call, upload } from './program-api';

const FRAMEWORK = { id: 'agreements-and-partnering', edition: '1' };

async function consent(program: BuiltProgram, sessionId: string) {
  await call(program, 'sessions.update', {
    sessionId,
    details: { consent: { status: 'given', how: 'written', uses: ['self-review', 'mentor'], note: '' } },
  });
}

/** Marks moments in a draft and returns their ids. */
async function mark(
  program: BuiltProgram,
  sessionId: string,
  marks: [kind: string, startMs: number, endMs: number, facts?: Partial<Moment>][],
): Promise<string[]> {
  const { reviewId } = await call<{ reviewId: string }>(program, 'reviews.start', {
    sessionId,
    framework: FRAMEWORK,
  });
  const at = new Date().toISOString();
  const moments = marks.map(([kind, startMs, endMs, facts]) =>
    momentSchema.parse({ id: newId(), kind, polarity: 'shown', startMs, endMs, createdAt: at, ...facts }),
  );
  const changes: Change[] = moments.map((moment) => ({
    collection: 'moments',
    key: moment.id,
    after: moment,
  }));
  await call(program, 'reviews.append', {
    reviewId,
    entries: [{ type: 'edit', seq: 1, step: { id: newId(), label: 'Mark', at, changes } }],
  });
  return moments.map(({ id }) => id);
}

/** Where the tone begins in each excerpt that is sound alone, by its decoded samples, in milliseconds of the whole. */
async function decodeTones(page: Page, { id, recording }: SessionDocument): Promise<number[]> {
  return page.evaluate(
    async ([sessionId, excerpts]) =>
      Promise.all(
        excerpts.map(async ({ startMs, leadMs }, index) => {
          const bytes = await (await fetch(`/media/${sessionId}/${index + 1}`)).arrayBuffer();
          const sound = await new OfflineAudioContext(1, 1, 48_000).decodeAudioData(bytes);
          const onset = sound.getChannelData(0).findIndex((sample) => Math.abs(sample) > 0.15);
          return (onset / 48_000) * 1_000 - leadMs + startMs;
        }),
      ),
    [id, recording.excerpts ?? []] as const,
  );
}

/**
 * Where the tone begins in what an element plays of each excerpt, in milliseconds of the whole: decoding alone leaves out
 * what a file with a picture holds before its sound.
 */
async function hearTones(page: Page, { id, recording }: SessionDocument): Promise<number[]> {
  const origins = (recording.excerpts ?? []).map(({ startMs, leadMs }) => startMs - leadMs);
  const heard = await listen(
    page,
    origins.map((originMs, index) => ({
      url: `/media/${id}/${index + 1}`,
      fromMs: (TONES_MS[index] ?? 0) - LISTEN_BEFORE_MS - originMs,
      forMs: 600,
    })),
  );
  return heard.map(({ startMs, sampleRateHz, samples }, index) => {
    const onset = samples.findIndex((sample) => Math.abs(sample) > 0.1);
    return onset === -1 ? Number.NaN : startMs + (onset / sampleRateHz) * 1_000 + (origins[index] ?? 0);
  });
}

/** How long before a tone the listening begins. */
const LISTEN_BEFORE_MS = 180;
const TONES_MS = [1_700, 4_600];

test('every sound of an excerpt lies where it was in the whole, in every format', async ({ browser }) => {
  test.setTimeout(240_000);
  const [trainee, mentor] = await Promise.all([startBuiltProgram(), startBuiltProgram()]);
  await call(trainee, 'profile.save', { person: { name: 'Ana Lindt', role: 'trainee', credential: '' } });
  await call(mentor, 'profile.save', { person: { name: 'Robin Vale', role: 'mentor', credential: '' } });
  // The recorder is a script of the test's own.
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  await page.goto(await mentor.newAddress());
  // A packet of each, in milliseconds; what comes out of an element is timed by frames of the screen.
  for (const [file, allowedMs] of [
    ['beeps.mp3', 36],
    ['beeps.m4a', 64],
    ['beeps.opus', 20],
    ['beeps.ogg', 64],
    ['beeps.flac', 2],
    ['beeps.webm', 20],
    ['beeps.mp4', 64 + 40],
    ['beeps-picture.webm', 20 + 40],
  ] as const) {
    const bytes = new Uint8Array(await readFile(join(projectFolder, 'tests/fixtures/media', file)));
    const added = await upload(trainee, bytes, file);
    if (added?.phase !== 'done') throw new Error(`${file} was not added: ${JSON.stringify(added)}`);
    const { sessionId } = added;
    await consent(trainee, sessionId);
    const momentIds = await mark(trainee, sessionId, [
      ['partnering', 1_500, 2_200],
      ['closing', 4_200, 5_000],
    ]);
    const { exportId } = await call<{ exportId: string }>(trainee, 'packages.share', {
      sessionId,
      purpose: 'mentor',
      framework: FRAMEWORK,
      recording: { include: 'excerpts', momentIds, paddingMs: 0 },
      message: '',
      replaceNames: false,
      protection: { type: 'none' },
      today: new Date().toISOString().slice(0, 10),
    });
    await expect
      .poll(
        async () =>
          (await ask<ExportJob[]>(trainee, 'exports.list')).find(({ id }) => id === exportId)?.phase,
      )
      .toBe('done');
    const packed = new Uint8Array(await (await trainee.fetch(`/exports/${exportId}`)).arrayBuffer());
    const offered = await upload(mentor, packed, 'parts.concordance');
    await call(mentor, 'imports.acceptPackage', { confirmed: false, importId: offered?.id });
    const session = await ask<SessionDocument>(mentor, 'sessions.get', { sessionId });
    const heard = hasVideo(session.recording)
      ? await hearTones(page, session)
      : await decodeTones(page, session);
    const errors = heard.map((ms, index) => Math.round((ms - (TONES_MS[index] ?? 0)) * 10) / 10);
    console.log(`${file}: the tones are heard ${errors.join(' and ')} ms from where they are`);
    for (const error of errors) {
      expect.soft(Math.abs(error), `${file}: ${errors}`).toBeLessThanOrEqual(allowedMs);
    }
    expect((await mentor.fetch(`/media/${sessionId}`)).status).toBe(404);
    expect((await mentor.fetch(`/media/${sessionId}/3`)).status).toBe(404);
  }
  await context.close();
  await Promise.all([trainee.close(), mentor.close()]);
});

test('a session shared in parts is played at the mentor’s across what is not there', async ({
  page,
  browser,
}) => {
  const [trainee, mentor] = await Promise.all([startBuiltProgram(), startBuiltProgram()]);
  const folder = await makeTemporaryFolder('parts');
  const file = join(folder.path, 'parts.concordance');
  await call(trainee, 'profile.save', { person: { name: 'Ana Lindt', role: 'trainee', credential: '' } });
  await call(mentor, 'profile.save', { person: { name: 'Robin Vale', role: 'mentor', credential: '' } });
  const { sessionId } = await call<{ sessionId: string }>(trainee, 'sessions.openSample');
  await consent(trainee, sessionId);
  await mark(trainee, sessionId, [
    ['session-agreement', 60_000, 64_000, { indicators: ['SA.1'], quote: 'Is that the best use?' }],
    ['partnering', 74_000, 80_000, { note: 'linked to nothing' }],
    ['closing', 254_000, 260_000, { competencies: ['CL'], quote: 'How would you like to finish?' }],
  ]);

  await test.step('she shares only what is around the evidence', async () => {
    await page.goto(await trainee.newAddress());
    await page.goto(`${trainee.origin}/#/session/${sessionId}`);
    await new SessionPage(page).share.click();
    const dialog = new ShareDialog(page);
    await dialog.recording('Only around the evidence').check();
    await dialog.padding.fill('2');
    await expect(dialog.amount).toHaveText(/^3 parts: 28 s of 5 min, about /);
    await dialog.whichMoments.selectOption('Those I pick');
    await expect(dialog.amount).toHaveText('No moment is chosen yet.');
    await expect(dialog.save).toBeDisabled();
    await dialog.moment(/^1:14 Partnering/).check();
    await expect(dialog.amount).toHaveText(/^One part: 10 s of 5 min/);
    await dialog.whichMoments.selectOption('Those that are evidence');
    await expect(dialog.amount).toHaveText(/^2 parts: 18 s of 5 min/);
    await expectAccessible(page);
    await (await dialog.saveAsDownload()).saveAs(file);
  });

  const context = await browser.newContext();
  const desk = await context.newPage();
  const workspace = new WorkspacePage(desk);
  const status = desk.getByRole('region', { name: 'Playing' }).getByRole('status');
  const position = desk.getByTitle('Go to a time (G)');

  await test.step('the mentor sees that parts come, takes them in and starts a review', async () => {
    await desk.goto(await mentor.newAddress());
    await new LibraryPage(desk).add(file);
    const dialog = new PackageDialog(desk);
    await expect(dialog.dialog).toContainText('Parts of it: 18 s of 5 min');
    await dialog.accept.click();
    const session = new SessionPage(desk);
    await expect(session.recording).toContainText('Only the stretches that were shared with you');
    await session.startReview.click();
    await workspace.isOpen();
    await expect(desk.getByText('2 parts of this recording were shared: 18 s of 5 min.')).toBeVisible();
    await expect(position).toHaveText('0:58.0 / 4:51');
  });

  await test.step('playing goes over what is not there, and says so', async () => {
    await goTo(desk, '1:05');
    await workspace.press('Space');
    await expect(status).toHaveText('Passed over, not shared: 1:06–4:12');
    await expect(position).toHaveText(/^4:1[2-5]\.\d \/ 4:51$/);
    expect((await workspace.playback()).paused).toBe(false);
    await workspace.press('k');
  });

  await test.step('where nothing is, the playhead rests, and playing goes on at the next part', async () => {
    await goTo(desk, '2:00');
    await expect(status).toHaveText('Not shared: 1:06–4:12');
    await expect(position).toHaveText('2:00.0 / 4:51');
    await workspace.press('Space');
    await expect(position).toHaveText(/^4:1[2-5]\.\d \/ 4:51$/);
    await workspace.press('k');
  });

  await test.step('moments keep the times of the whole, and the last part ends it', async () => {
    await goTo(desk, '4:15');
    await workspace.press('m');
    await expect(workspace.start).toHaveValue('4:15.000');
    await workspace.leaveText();
    await workspace.press('Space');
    await expect(position).toHaveText('4:22.0 / 4:51', { timeout: 15_000 });
    await expect.poll(async () => (await workspace.playback()).paused).toBe(true);
  });

  await test.step('what came in parts is not passed on', async () => {
    await consent(mentor, sessionId);
    await desk.goto(`${mentor.origin}/#/session/${sessionId}`);
    const again = call(mentor, 'packages.share', {
      sessionId,
      purpose: 'mentor',
      framework: FRAMEWORK,
      recording: { include: 'whole' },
      message: '',
      replaceNames: false,
      protection: { type: 'none' },
      today: new Date().toISOString().slice(0, 10),
    });
    await expect(again).rejects.toThrow('Only parts of the recording');
  });

  await context.close();
  await Promise.all([trainee.close(), mentor.close()]);
  await folder.remove();
});

async function goTo(page: Page, time: string) {
  await page.keyboard.press('g');
  const field = page.getByRole('dialog', { name: 'Go to a time' }).getByRole('textbox', { name: 'Time' });
  await expect(field).toBeFocused();
  await page.keyboard.type(time);
  await page.keyboard.press('Enter');
  await expect(field).toBeHidden();
}
