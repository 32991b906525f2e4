import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { attachmentHeader, exportFileName } from '../../../../electron/backend/exchange/export-name';
import { createExports, type Exports } from '../../../../electron/backend/exchange/exports';
import { temporaryFolders } from '../media/temporary-folder';
import { idOf } from './sample-contents';

const temporaryFolder = temporaryFolders();
let folder: string;
let exports: Exports;

beforeEach(async () => {
  folder = join(await temporaryFolder(), 'outgoing');
  await mkdir(folder);
  await writeFile(join(folder, 'leftover'), 'x');
  let ids = 0;
  exports = await createExports({ folder, newId: () => idOf(ids++), log: { info() {}, error() {} } });
});

afterEach(async () => {
  vi.useRealTimers();
  await exports.close();
});

async function writeHello(targetPath: string, temporaryPath: string): Promise<number> {
  await writeFile(temporaryPath, 'hello');
  await rename(temporaryPath, targetPath);
  return 5;
}

const get = (exportId: string) => exports.respond(exportId, new Request('http://host/'));

describe('finished exports', () => {
  it('start without leftovers', async () => {
    expect(await readdir(folder)).toEqual([]);
  });

  it('are handed out as attachments under their name', async () => {
    const made = await exports.create('Ana’s 3rd “session”.concordance', writeHello);
    expect(made).toEqual({ exportId: idOf(0), fileName: 'Ana’s 3rd “session”.concordance', sizeBytes: 5 });
    const response = await get(made.exportId);
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Disposition')).toBe(
      'attachment; filename="Ana_s 3rd _session_.concordance"; ' +
        "filename*=UTF-8''Ana%E2%80%99s%203rd%20%E2%80%9Csession%E2%80%9D.concordance",
    );
    expect(response.headers.get('Cache-Control')).toBe('private, no-store');
    expect(await response.text()).toBe('hello');
    expect(exports.find(made.exportId)).toEqual({
      path: join(folder, idOf(0)),
      fileName: made.fileName,
      sizeBytes: 5,
    });
  });

  it('are gone after an hour', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { exportId } = await exports.create('a.concordance', writeHello);
    vi.advanceTimersByTime(59 * 60_000);
    expect(exports.find(exportId)).toBeDefined();
    vi.advanceTimersByTime(2 * 60_000);
    expect(exports.find(exportId)).toBeUndefined();
    expect((await get(exportId)).status).toBe(404);
    vi.useRealTimers();
    await expect.poll(() => existsSync(join(folder, exportId))).toBe(false);
  });

  it('of an unknown id are not there', async () => {
    const response = await get(idOf(9));
    expect([response.status, await response.text()]).toEqual([
      404,
      'This export is not kept any more. Share again to make a new one.\n',
    ]);
  });

  it('say when the disk is full', async () => {
    const making = exports.create('a.concordance', async () => {
      throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
    });
    await expect(making).rejects.toThrow('The disk is full: “a.concordance” could not be written.');
  });

  it('are removed at the end', async () => {
    await exports.create('a.concordance', writeHello);
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
