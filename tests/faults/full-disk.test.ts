import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { editContentOf, reviewContentOf } from '#shared/history/edit-content';
import { applyEntry, type EditState, EMPTY_HISTORY, type JournalEntry } from '#shared/history/review-history';
import type { ExportJob } from '#shared/model/export-job';
import { EMPTY_CONTENT } from '#shared/model/review';
import { marking } from '../contract/review-entries';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { projectFolder } from '../helpers/ensure-built';
import { call, upload } from '../helpers/page-api';
import { mountSmallDisk, type SmallDisk } from '../helpers/small-disk';

const DISK_MEGABYTES = 8;
const FRAMEWORK = { id: 'agreements-and-partnering', edition: '1' };
const START: EditState = { content: editContentOf(EMPTY_CONTENT), history: EMPTY_HISTORY, lastSeq: 0 };

let disk: SmallDisk | undefined;
let program: BuiltProgram | undefined;

beforeEach(async (context) => {
  const mounted = await mountSmallDisk(DISK_MEGABYTES);
  if ('impossible' in mounted) {
    console.log(`Skipped “${context.task.name}”: ${mounted.impossible}.`);
    context.skip(mounted.impossible);
  } else disk = mounted;
});
afterEach(async () => {
  await program?.kill();
  await disk?.remove();
  disk = undefined;
  program = undefined;
});

/** Starts the program, or starts it again, on a library of the small disk. */
async function startProgram(): Promise<{ program: BuiltProgram; disk: SmallDisk; libraryFolder: string }> {
  if (!disk) throw new Error('There is no small disk');
  const libraryFolder = join(disk.path, 'library');
  program = await startBuiltProgram({ libraryFolder });
  return { program, disk, libraryFolder };
}

async function addSpeech(started: BuiltProgram): Promise<string> {
  const bytes = new Uint8Array(await readFile(join(projectFolder, 'tests/fixtures/media/speech.opus')));
  const job = await upload(started, bytes, 'Small.opus');
  if (job.phase !== 'done') throw new Error(`The recording was not added: ${JSON.stringify(job)}`);
  return job.sessionId;
}

async function expectOnly(started: BuiltProgram, libraryFolder: string, sessionId: string): Promise<void> {
  // Again where the upload's early end closes the connection that this request was given.
  const sessions = await vi.waitFor(() => call(started, 'sessions', 'list'), { timeout: 5_000 });
  expect(sessions.map(({ id }) => id)).toEqual([sessionId]);
  expect(await readdir(join(libraryFolder, 'sessions'))).toEqual([sessionId]);
  expect(await readdir(join(libraryFolder, 'incoming'))).toEqual([]);
}

/** What an import says when it has failed. */
function failureOf(started: BuiltProgram, importId: string): Promise<string> {
  return vi.waitFor(
    async () => {
      const job = (await call(started, 'imports', 'list')).find(({ id }) => id === importId);
      if (job?.phase !== 'failed') throw new Error(`The import has not failed: ${JSON.stringify(job)}`);
      return job.message;
    },
    { timeout: 10_000, interval: 50 },
  );
}

it('a recording that is larger than the disk is refused in words, and nothing of it is stored', async () => {
  const { program, libraryFolder } = await startProgram();
  const sessionId = await addSpeech(program);
  const size = (DISK_MEGABYTES + 1) * 2 ** 20;
  const { importId } = await call(program, 'imports', 'beginUpload', {
    fileName: 'Long.wav',
    sizeBytes: size,
  });
  const response = await program
    .fetch(`/uploads/${importId}`, { method: 'PUT', body: new Uint8Array(size) })
    .catch(() => undefined);
  await response?.arrayBuffer();
  expect(await failureOf(program, importId)).toMatch(
    /^The disk is full: “Long\.wav” needs 9\.4 MB, \d.* are free\. Nothing was stored; free some space, then add it again\.$/,
  );
  await expectOnly(program, libraryFolder, sessionId);
});

it('a disk that fills up while a recording comes in leaves nothing of it', async () => {
  const { program, disk, libraryFolder } = await startProgram();
  const sessionId = await addSpeech(program);
  const pieces = 24;
  const piece = new Uint8Array(128 * 1_024);
  const { importId } = await call(program, 'imports', 'beginUpload', {
    fileName: 'Half.wav',
    sizeBytes: pieces * piece.byteLength,
  });
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (sent === pieces / 2) await disk.leave(256 * 1_024);
      if (sent === pieces) return controller.close();
      sent += 1;
      controller.enqueue(piece);
    },
  });
  const request = { method: 'PUT', body, duplex: 'half' } as RequestInit;
  await program.fetch(`/uploads/${importId}`, request).catch(() => {});
  expect(await failureOf(program, importId)).toMatch(/^The disk is full: “Half\.wav” needs 3\.1 MB/);
  await expectOnly(program, libraryFolder, sessionId);
});

it.each(['kill -9', 'Ctrl+C'])(
  'a disk that fills up while moments are marked: what was saved is there after %s',
  async (ending) => {
    const first = await startProgram();
    await call(first.program, 'profile', 'save', {
      person: { name: 'Tara', role: 'trainee', credential: '' },
    });
    const sessionId = await addSpeech(first.program);
    const { reviewId } = await call(first.program, 'reviews', 'start', { sessionId, framework: FRAMEWORK });
    await first.disk.leave(400 * 1_024);

    let saved = START;
    let refusal: unknown;
    const next = (): JournalEntry =>
      marking(saved.lastSeq + 1, { note: `${saved.lastSeq} — “what for?” 🎧 `.repeat(120) });
    const append = async (program: BuiltProgram) => {
      const entry = next();
      await call(program, 'reviews', 'append', { reviewId, entries: [entry] });
      saved = applyEntry(saved, entry);
    };
    const asStored = (state: EditState) => ({ ...state, content: reviewContentOf(state.content) });
    const stored = async (program: BuiltProgram) => {
      const { review, history, lastSeq } = await call(program, 'reviews', 'open', { reviewId });
      return { content: review.content, history, lastSeq };
    };
    while (refusal === undefined && saved.lastSeq < 1_000) {
      await append(first.program).catch((error: unknown) => {
        refusal = error;
      });
    }
    expect(saved.lastSeq).toBeGreaterThan(10);
    const isFull = expect.objectContaining({
      code: 'INTERNAL_SERVER_ERROR',
      message: expect.stringMatching(/^The disk is full: .*what was saved before is safe\.$/),
    });
    expect(refusal).toEqual(isFull);
    await expect(append(first.program)).rejects.toEqual(isFull);
    expect(await stored(first.program)).toEqual(asStored(saved));

    if (ending === 'kill -9') await first.program.kill();
    else await first.program.stop();
    const second = await startProgram();
    const found = await stored(second.program);
    // The one that was refused may have reached the disk whole; nothing that was saved may be missing.
    expect([saved.lastSeq, saved.lastSeq + 1]).toContain(found.lastSeq);
    if (found.lastSeq > saved.lastSeq) saved = applyEntry(saved, next());
    expect(found).toEqual(asStored(saved));

    await second.disk.leave(4 * 2 ** 20);
    await append(second.program);
    await append(second.program);
    expect((await second.program.stop()).code).toBe(0);
    const third = await startProgram();
    expect(await stored(third.program)).toEqual(asStored(saved));
    console.log(`full disk, ${ending}: ${saved.lastSeq} edits acknowledged, none lost`);
  },
);

it('the trash can be emptied on a full disk', async () => {
  const { program, disk, libraryFolder } = await startProgram();
  const sessionId = await addSpeech(program);
  await call(program, 'sessions', 'moveToTrash', { sessionId });
  await disk.leave(0);
  expect((await call(program, 'sessions', 'emptyTrash')).deleted).toHaveLength(1);
  expect(await readdir(join(libraryFolder, 'trash'))).toEqual([]);
  expect(await disk.freeBytes()).toBeGreaterThan(0);
});

it('a package that does not fit is refused in words, and nothing of it is left', async () => {
  const { program, disk, libraryFolder } = await startProgram();
  await introduce(program);
  const { sessionId } = await call(program, 'sessions', 'openSample');
  await call(program, 'sessions', 'update', {
    sessionId,
    details: { consent: { status: 'given', how: 'written', uses: ['mentor'], note: '' } },
  });
  const recording = await recordingOf(program, sessionId);
  await disk.leave(recording.byteLength / 2);
  const failed = await settledShare(program, sessionId);
  expect(failed).toMatchObject({
    phase: 'failed',
    message: expect.stringMatching(/^The disk is full: .*your library is unchanged\.$/),
  });
  expect(await readdir(join(libraryFolder, 'outgoing'))).toEqual([]);
  expect(await recordingOf(program, sessionId)).toEqual(recording);
  await disk.leave(4 * 2 ** 20);
  expect(await settledShare(program, sessionId)).toMatchObject({ phase: 'done' });
});

it.each(['kill -9', 'Ctrl+C'])(
  'a review that cannot be submitted stays a draft with all that is in it, after %s too',
  async (ending) => {
    const first = await startProgram();
    await introduce(first.program);
    const sessionId = await addSpeech(first.program);
    const { reviewId } = await call(first.program, 'reviews', 'start', { sessionId, framework: FRAMEWORK });
    const entries = [1, 2, 3].map((seq) => marking(seq, { note: 'She asked — “what for?” '.repeat(200) }));
    await call(first.program, 'reviews', 'append', { reviewId, entries });
    const contentOf = async (program: BuiltProgram) =>
      (await call(program, 'reviews', 'open', { reviewId })).review.content;
    const written = await contentOf(first.program);
    await first.disk.leave(0);
    await expect(call(first.program, 'reviews', 'submit', { reviewId })).rejects.toMatchObject({
      message: expect.stringMatching(/^The disk is full: .*what was saved before is safe\.$/),
    });
    expect(await contentOf(first.program)).toEqual(written);
    await (ending === 'kill -9' ? first.program.kill() : first.program.stop());
    await first.disk.leave(2 * 2 ** 20);
    const second = await startProgram();
    const { review } = await call(second.program, 'reviews', 'open', { reviewId });
    expect(review.status).toBe('draft');
    expect(review.content).toEqual(written);
    expect((await call(second.program, 'reviews', 'submit', { reviewId })).content).toEqual(written);
  },
);

it('a backup that does not fit is refused in words; the library and the earlier backups are as they were', async () => {
  const { program, disk } = await startProgram();
  await introduce(program);
  await addSpeech(program);
  await call(program, 'backups', 'make');
  const before = await call(program, 'backups', 'list');
  const sessions = await call(program, 'sessions', 'list');
  await disk.leave(0);
  await expect(call(program, 'backups', 'make')).rejects.toMatchObject({
    message: expect.stringMatching(/disk is full/i),
  });
  expect(await call(program, 'backups', 'list')).toEqual(before);
  expect(await call(program, 'sessions', 'list')).toEqual(sessions);
  await disk.leave(2 * 2 ** 20);
  await call(program, 'backups', 'make');
});

async function introduce(program: BuiltProgram): Promise<void> {
  await call(program, 'profile', 'save', { person: { name: 'Tara', role: 'trainee', credential: '' } });
}

async function recordingOf(program: BuiltProgram, sessionId: string): Promise<Buffer> {
  const response = await program.fetch(`/media/${sessionId}`);
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

/** Shares a session with its recording and waits until the package is written or has failed. */
async function settledShare(program: BuiltProgram, sessionId: string): Promise<ExportJob> {
  const { exportId } = await call(program, 'packages', 'share', {
    sessionId,
    purpose: 'mentor',
    framework: FRAMEWORK,
    recording: { include: 'whole' },
    message: '',
    replaceNames: false,
    protection: { type: 'none' },
    today: new Date().toISOString().slice(0, 10),
  });
  return vi.waitFor(
    async () => {
      const job = (await call(program, 'exports', 'list')).find(({ id }) => id === exportId);
      if (!job || job.phase === 'writing')
        throw new Error(`The package is not settled: ${JSON.stringify(job)}`);
      return job;
    },
    { timeout: 20_000, interval: 50 },
  );
}
