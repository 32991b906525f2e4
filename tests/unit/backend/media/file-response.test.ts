import { type FileHandle, mkdir, open, readdir, readlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  playerPauseMs,
  respondWithFile,
  type ServedFile,
  streamFile,
} from '../../../../electron/backend/media/serving/file-response';
import { temporaryFolders } from './temporary-folder';

const temporaryFolder = temporaryFolders();
const content = Uint8Array.from({ length: 1_000_000 }, (_, index) => (index * 7 + (index >> 8)) % 256);

let file: ServedFile;

beforeEach(async () => {
  const path = join(await temporaryFolder(), 'recording');
  await writeFile(path, content);
  file = { path, contentType: 'audio/mpeg', version: 'abc' };
});

async function ask(headers: Record<string, string> = {}, method = 'GET', served = file): Promise<Response> {
  const response = await respondWithFile(new Request('http://host/media/1', { method, headers }), served);
  if (!response) throw new Error('the file was not found');
  return response;
}

async function bytesOf(response: Response): Promise<Buffer> {
  return Buffer.from(await response.arrayBuffer());
}

function headersOf(response: Response): Record<string, string> {
  return Object.fromEntries(response.headers);
}

describe('a file response', () => {
  it('holds the whole file and says that ranges are served', async () => {
    const response = await ask();
    expect(response.status).toBe(200);
    expect(headersOf(response)).toEqual({
      'accept-ranges': 'bytes',
      'cache-control': 'no-cache',
      'content-length': '1000000',
      'content-type': 'audio/mpeg',
      etag: '"abc"',
      'x-content-type-options': 'nosniff',
    });
    expect((await bytesOf(response)).equals(content)).toBe(true);
  });

  it.each([
    ['bytes=0-', 0, 1_000_000],
    ['bytes=0-0', 0, 1],
    ['bytes=300000-700000', 300_000, 700_001],
    ['bytes=999999-', 999_999, 1_000_000],
    ['bytes=-5', 999_995, 1_000_000],
    ['bytes=-2000000', 0, 1_000_000],
    ['bytes=10-5000000', 10, 1_000_000],
  ])('holds the part that %s asks for', async (range, startByte, endByte) => {
    const response = await ask({ Range: range });
    expect(response.status).toBe(206);
    expect(response.headers.get('Content-Range')).toBe(`bytes ${startByte}-${endByte - 1}/1000000`);
    expect(response.headers.get('Content-Length')).toBe(String(endByte - startByte));
    expect((await bytesOf(response)).equals(content.subarray(startByte, endByte))).toBe(true);
  });

  it.each(['bytes=1000000-', 'bytes=-0'])('refuses %s with 416 and the size', async (range) => {
    const response = await ask({ Range: range });
    expect(response.status).toBe(416);
    expect(response.headers.get('Content-Range')).toBe('bytes */1000000');
    expect(await response.text()).toBe('');
  });

  it.each(['bytes=0-1,4-5', 'bytes=x', 'bytes=9-2'])('holds the whole file for %s', async (range) => {
    const response = await ask({ Range: range });
    expect(response.status).toBe(200);
    expect((await bytesOf(response)).byteLength).toBe(1_000_000);
  });

  it('to HEAD has the length and no body, and ignores a range', async () => {
    const response = await ask({ Range: 'bytes=0-9' }, 'HEAD');
    expect([response.status, response.headers.get('Content-Length')]).toEqual([200, '1000000']);
    expect(response.body).toBeNull();
  });

  it.each([['"abc"'], ['W/"abc"'], ['"x", "abc"'], ['*']])('is 304 for If-None-Match %s', async (known) => {
    const response = await ask({ 'If-None-Match': known, Range: 'bytes=0-9' });
    expect(response.status).toBe(304);
    expect(response.headers.get('ETag')).toBe('"abc"');
    expect(response.body).toBeNull();
  });

  it('is sent when If-None-Match names another version', async () => {
    expect((await ask({ 'If-None-Match': '"abd"' })).status).toBe(200);
  });

  it.each([
    ['"abc"', 206],
    ['"other"', 200],
    ['W/"abc"', 200],
    ['Sun, 22 Nov 2026 18:00:00 GMT', 200],
  ])('to If-Range %s is %d', async (ifRange, status) => {
    expect((await ask({ Range: 'bytes=0-9', 'If-Range': ifRange })).status).toBe(status);
  });

  it('with a failed If-Range is whole even where the range could not be satisfied', async () => {
    expect((await ask({ Range: 'bytes=5000000-', 'If-Range': '"other"' })).status).toBe(200);
  });

  it('to another method is 405', async () => {
    const response = await ask({}, 'POST');
    expect([response.status, response.headers.get('Allow')]).toEqual([405, 'GET, HEAD']);
  });

  it('has an ETag that changes with the file when no version is given', async () => {
    const unversioned = { path: file.path, contentType: 'text/plain' };
    const before = (await ask({}, 'HEAD', unversioned)).headers.get('ETag');
    await truncate(file.path, 10);
    const after = (await ask({}, 'HEAD', unversioned)).headers.get('ETag');
    expect(before).toMatch(/^"[a-z0-9-]+"$/);
    expect(after).not.toBe(before);
  });

  it('of an empty file is empty', async () => {
    await truncate(file.path, 0);
    const response = await ask();
    expect([response.status, response.headers.get('Content-Length')]).toEqual([200, '0']);
    expect(await response.text()).toBe('');
    expect((await ask({ Range: 'bytes=0-' })).status).toBe(416);
  });

  it('is absent for a missing file, a folder, and a file of another size than is known', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'sub'));
    const request = new Request('http://host/');
    expect(await respondWithFile(request, { ...file, path: join(folder, 'none') })).toBeUndefined();
    expect(await respondWithFile(request, { ...file, path: join(folder, 'sub') })).toBeUndefined();
    expect(await respondWithFile(request, { ...file, path: join(file.path, 'below') })).toBeUndefined();
    expect(await respondWithFile(request, { ...file, expectedSizeBytes: 999 })).toBeUndefined();
  });
});

describe('the body of a file response', () => {
  function countingOpener() {
    const handles: FileHandle[] = [];
    const closed: FileHandle[] = [];
    return {
      handles,
      closed,
      open: async (path: string) => {
        const handle = await open(path, 'r');
        handles.push(handle);
        const close = handle.close.bind(handle);
        handle.close = async () => {
          await close();
          closed.push(handle);
        };
        return handle;
      },
    };
  }

  it('opens the file only when it is read', async () => {
    const opener = countingOpener();
    const stream = streamFile(file.path, 0, 1_000_000, { openFile: opener.open });
    await new Promise(setImmediate);
    expect(opener.handles).toHaveLength(0);
    await stream.cancel();
    expect(opener.handles).toHaveLength(0);
  });

  it('is read in small pieces, each only when it is wanted', async () => {
    const opener = countingOpener();
    const reader = streamFile(file.path, 0, 1_000_000, { openFile: opener.open }).getReader();
    const first = await reader.read();
    expect(first.value?.byteLength).toBe(262_144);
    expect(opener.handles).toHaveLength(1);
    await reader.cancel();
    expect(opener.closed).toHaveLength(1);
  });

  it.each([{}, { Range: 'bytes=0-' }, { Range: 'bytes=300000-' }])(
    'goes to a player at a measured pace: %o',
    async (headers: { Range?: string }) => {
      const startedAt = performance.now();
      const bytes = await bytesOf(await ask(headers, 'GET', { ...file, isPlayed: true }));
      // Three chunks or four; a timer may be early by the part of a millisecond.
      expect(performance.now() - startedAt).toBeGreaterThan(2 * 8 - 2);
      expect(bytes.equals(content.subarray(headers.Range === 'bytes=300000-' ? 300_000 : 0))).toBe(true);
    },
  );

  it.each([
    ['what is heard', 'audio/mp4', 'bytes=100000000-', 8],
    ['an MP4 from its start', 'audio/mp4', undefined, 8],
    ['tables at the end', 'video/mp4', 'bytes=132000000-', 0],
    ['the end of what has none there', 'audio/ogg', 'bytes=132000000-', 8],
    ['a part with an end', 'audio/ogg', 'bytes=0-99999', 0],
  ])('of %s goes to a player with the pauses that belong to it', (_what, contentType, asked, pauseMs) => {
    expect(playerPauseMs(contentType, asked, 134_000_000)).toBe(pauseMs);
  });

  it('reads nothing more when it is cancelled in a pause', async () => {
    const opener = countingOpener();
    const stream = streamFile(file.path, 0, 1_000_000, { openFile: opener.open, pauseMs: 20 });
    const reader = stream.getReader();
    await reader.read();
    const pending = reader.read();
    await reader.cancel();
    expect(await pending).toEqual({ done: true, value: undefined });
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect([opener.handles.length, opener.closed.length]).toEqual([1, 1]);
  });

  it('closes the file at its end', async () => {
    const opener = countingOpener();
    const bytes = await new Response(
      streamFile(file.path, 5, 600_000, { openFile: opener.open }),
    ).arrayBuffer();
    expect(bytes.byteLength).toBe(599_995);
    expect(opener.closed).toHaveLength(1);
  });

  it('closes the file when it is cancelled in the middle of a read', async () => {
    const opener = countingOpener();
    const reader = streamFile(file.path, 0, 1_000_000, { openFile: opener.open }).getReader();
    await reader.read();
    const pending = reader.read();
    await reader.cancel();
    await pending;
    expect(opener.closed).toHaveLength(1);
  });

  it('closes the file when it is cancelled while the file is opened', async () => {
    const opener = countingOpener();
    let letOpen = () => {};
    const reader = streamFile(file.path, 0, 1_000_000, {
      openFile: async (path) => {
        await new Promise<void>((resolve) => {
          letOpen = resolve;
        });
        return opener.open(path);
      },
    }).getReader();
    const pending = reader.read();
    await new Promise(setImmediate);
    await reader.cancel();
    letOpen();
    expect(await pending).toEqual({ done: true, value: undefined });
    await expect.poll(() => [opener.handles.length, opener.closed.length]).toEqual([1, 1]);
  });

  it('fails, and closes the file, when the file has become shorter than was promised', async () => {
    const opener = countingOpener();
    const stream = streamFile(file.path, 0, 1_000_000, { openFile: opener.open });
    await truncate(file.path, 500_000);
    await expect(new Response(stream).arrayBuffer()).rejects.toThrow('became shorter');
    expect(opener.closed).toHaveLength(1);
  });

  it('leaves no descriptor open after many readers that gave up', async () => {
    for (let round = 0; round < 50; round += 1) {
      const response = await ask({ Range: `bytes=${round * 1_000}-` });
      const reader = response.body?.getReader();
      await reader?.read();
      await reader?.cancel();
    }
    if (process.platform !== 'linux') return;
    const targets = await Promise.all(
      (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')),
    );
    expect(targets).not.toContain(file.path);
  });
});
