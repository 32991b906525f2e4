import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ExportJob } from '#shared/model/export-job';
import { attachmentHeader, exportFileName } from '../../../../electron/backend/exchange/export-name';
import {
  createExports,
  type Exports,
  type ExportTarget,
} from '../../../../electron/backend/exchange/exports';
import { temporaryFolders } from '../media/temporary-folder';
import { idOf } from './sample-contents';

const temporaryFolder = temporaryFolders();
let folder: string;
let exports: Exports;
let told: ExportJob[];
let nowMs: number;

beforeEach(async () => {
  folder = join(await temporaryFolder(), 'outgoing');
  await mkdir(folder);
  await writeFile(join(folder, 'leftover'), 'x');
  let ids = 0;
  told = [];
  nowMs = Date.parse('2026-11-22T10:00:00Z');
  exports = await createExports({
    folder,
    newId: () => idOf(ids++),
    now: () => new Date(nowMs),
    log: { info() {}, error() {} },
    emit: (event) => event.type === 'export' && told.push(event.job),
  });
});

afterEach(async () => {
  vi.useRealTimers();
  await exports.close();
});

async function writeHello({ targetPath, temporaryPath }: ExportTarget): Promise<number> {
  await writeFile(temporaryPath, 'hello');
  await rename(temporaryPath, targetPath);
  return 5;
}

/** Writes a part and then waits until it is stopped. */
async function writeForEver({ temporaryPath, signal }: ExportTarget): Promise<number> {
  await writeFile(temporaryPath, 'hel');
  signal.throwIfAborted();
  await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  return 3;
}

async function finish(exportId: string): Promise<ExportJob> {
  return vi.waitUntil(() => exports.list().find(({ id, phase }) => id === exportId && phase !== 'writing'), {
    interval: 5,
    timeout: 20_000,
  });
}

const get = (exportId: string) => exports.respond(exportId, new Request('http://host/'));

describe('an export', () => {
  it('starts without leftovers', async () => {
    expect(await readdir(folder)).toEqual([]);
  });

  it('is handed out as an attachment under its name when it is done', async () => {
    const fileName = 'Ana’s 3rd “session”.concordance';
    const { exportId } = exports.begin(fileName, writeHello);
    expect(exports.find(exportId)).toBeUndefined();
    expect((await get(exportId)).status).toBe(404);
    expect(await finish(exportId)).toEqual({ id: exportId, fileName, phase: 'done', sizeBytes: 5 });
    const response = await get(exportId);
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Disposition')).toBe(
      'attachment; filename="Ana_s 3rd _session_.concordance"; ' +
        "filename*=UTF-8''Ana%E2%80%99s%203rd%20%E2%80%9Csession%E2%80%9D.concordance",
    );
    expect(response.headers.get('Cache-Control')).toBe('private, no-store');
    expect(await response.text()).toBe('hello');
    expect(exports.find(exportId)).toEqual({ path: join(folder, exportId), fileName, sizeBytes: 5 });
  });

  it('tells how far it is, at most five times a second, and also when the clock is set back', async () => {
    const { exportId } = exports.begin('a.concordance', async (target) => {
      for (let written = 1; written <= 100; written += 1) {
        nowMs += written === 50 ? -3_600_000 : 20;
        target.onProgress(written, 100);
      }
      return writeHello(target);
    });
    await finish(exportId);
    const progress = told.filter((job) => job.phase === 'writing').map((job) => job.writtenBytes);
    expect(progress.slice(0, 4)).toEqual([0, 1, 11, 21]);
    expect(progress).toContain(50);
    expect(progress.length).toBeLessThan(14);
    expect(told.at(-1)?.phase).toBe('done');
  });

  it('that is cancelled leaves nothing and says so', async () => {
    const { exportId } = exports.begin('a.concordance', writeForEver);
    await expect.poll(() => readdir(folder)).toEqual([`${exportId}.tmp`]);
    await expect(exports.dismiss(exportId)).rejects.toThrow('still being written');
    await exports.cancel(exportId);
    expect(await readdir(folder)).toEqual([]);
    expect(exports.list()).toEqual([{ id: exportId, fileName: 'a.concordance', phase: 'cancelled' }]);
    await exports.dismiss(exportId);
    expect(exports.list()).toEqual([]);
  });

  it('that is dismissed takes its file with it', async () => {
    const { exportId } = exports.begin('a.concordance', writeHello);
    await finish(exportId);
    await exports.cancel(exportId);
    expect(exports.find(exportId)).toBeDefined();
    await exports.dismiss(exportId);
    expect(await readdir(folder)).toEqual([]);
    await expect(exports.cancel(exportId)).rejects.toThrow('not kept any more');
  });

  it('is gone after an hour', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { exportId } = exports.begin('a.concordance', writeHello);
    while (!exports.find(exportId)) await new Promise(setImmediate);
    vi.advanceTimersByTime(59 * 60_000);
    expect(exports.find(exportId)).toBeDefined();
    vi.advanceTimersByTime(2 * 60_000);
    expect([exports.find(exportId), exports.list()]).toEqual([undefined, []]);
    expect((await get(exportId)).status).toBe(404);
    vi.useRealTimers();
    await expect.poll(() => existsSync(join(folder, exportId))).toBe(false);
  });

  it('of an unknown id is not there', async () => {
    const response = await get(idOf(9));
    expect([response.status, await response.text()]).toEqual([
      404,
      'This export is not kept any more. Share again to make a new one.\n',
    ]);
  });

  it.each([
    [{ code: 'ENOSPC' }, 'The disk is full: “a.concordance” could not be written.'],
    [{ code: 'EIO' }, '“a.concordance” could not be written because of an unexpected problem.'],
  ])('that fails says why and leaves nothing: %j', async (details, words) => {
    const { exportId } = exports.begin('a.concordance', async ({ temporaryPath }) => {
      await writeFile(temporaryPath, 'hel');
      throw Object.assign(new Error('it failed'), details);
    });
    const job = await finish(exportId);
    expect(job).toMatchObject({ phase: 'failed', message: expect.stringContaining(words) });
    expect(await readdir(folder)).toEqual([]);
  });

  it('is cancelled or removed at the end', async () => {
    const { exportId } = exports.begin('a.concordance', writeHello);
    exports.begin('b.concordance', writeForEver);
    await finish(exportId);
    await exports.close();
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('the file name of an export', () => {
  it.each([
    ['Ana, third session', 'Ana, third session.concordance'],
    ['a/b\\c: "d"? <e>|*', 'a-b-c- -d-- -e---.concordance'],
    ['..', 'session.concordance'],
    ['', 'session.concordance'],
    ['con', 'session con.concordance'],
    ['trailing. . ', 'trailing.concordance'],
    ['שיחה 🎧', 'שיחה 🎧.concordance'],
  ])('for %j is %j', (title, fileName) => {
    expect(exportFileName(title, '.concordance')).toBe(fileName);
  });

  it('fits every system, whatever the title', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ maxLength: 300 }), fc.string({ unit: 'grapheme', maxLength: 300 })),
        (title) => {
          const fileName = exportFileName(title, '.concordance');
          expect(Buffer.byteLength(fileName)).toBeLessThanOrEqual(255);
          expect(fileName).not.toMatch(/[<>:"/\\|?*]|^\.|^\s/);
          expect(() => new Headers({ 'Content-Disposition': attachmentHeader(fileName) })).not.toThrow();
        },
      ),
    );
  });
});

describe('the exports of a session whose client does not consent any more', () => {
  it('are stopped and removed, those of others are not', async () => {
    const written = exports.begin('written', writeHello, [idOf(70)]);
    const other = exports.begin('other', writeHello, [idOf(71)]);
    await finish(written.exportId);
    await finish(other.exportId);
    const writing = exports.begin('writing', writeForEver, [idOf(69), idOf(70)]);
    await exports.removeOf(idOf(70));
    expect(await readdir(folder)).toEqual([other.exportId]);
    expect(exports.list()).toMatchObject([
      { id: written.exportId, phase: 'failed', message: expect.stringContaining('does not consent') },
      { id: other.exportId, phase: 'done' },
      { id: writing.exportId, phase: 'cancelled' },
    ]);
    expect(exports.find(written.exportId)).toBeUndefined();
  });
});
