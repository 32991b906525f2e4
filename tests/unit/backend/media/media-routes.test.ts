import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import { beforeEach, describe, expect, it } from 'vitest';
import { encodePeaks } from '#shared/formats/peaks-file';
import type { Excerpt, Recording } from '#shared/model/recording';
import { OutsideFiles } from '../../../../electron/backend/library/outside-files';
import { mountMediaRoutes } from '../../../../electron/backend/media/serving/media-routes';
import { createPeaksStore } from '../../../../electron/backend/media/serving/peaks-store';
import { UserError } from '../../../../electron/backend/user-error';
import { temporaryFolders } from './temporary-folder';

const temporaryFolder = temporaryFolders();
const SESSION = '01990000-0000-7000-8000-000000000001';
const ABSENT = '01990000-0000-7000-8000-000000000002';
const GONE = '01990000-0000-7000-8000-000000000003';
const content = Buffer.from(Array.from({ length: 1_000 }, (_, index) => index % 256));
const sha256 = createHash('sha256').update(content).digest('hex');
const EXCERPT: Excerpt = {
  startMs: 100,
  endMs: 400,
  leadMs: 12.5,
  mimeType: 'audio/webm',
  extension: 'webm',
  sizeBytes: 300,
  sha256: 'e'.repeat(64),
};
const peaks = encodePeaks({
  columnsPerSecond: 100,
  values: Int16Array.from([-5, 5, -32_768, 32_767]),
  slices: Uint8Array.of(2),
});

let app: Hono;
let folder: string;
let received: string[];

beforeEach(async () => {
  folder = await temporaryFolder();
  received = [];
  const path = join(folder, 'recording.mp3');
  await writeFile(path, content);
  const excerptPath = join(folder, 'excerpt.webm');
  await writeFile(excerptPath, content.subarray(0, 300));
  const recording: Recording = {
    container: 'mp3',
    mimeType: 'audio/mpeg',
    durationMs: 1_000,
    tracks: [{ type: 'audio', codec: 'mp3', playable: true }],
    storage: 'linked',
    originalName: 'Ana.mp3',
    sizeBytes: content.byteLength,
    sha256,
  };
  app = new Hono();
  let ids = 0;
  mountMediaRoutes(app, {
    locateRecording: async (sessionId) => {
      if (sessionId === GONE)
        throw new UserError('not-found', 'This session is not in the library any more.');
      return sessionId === SESSION ? { path, recording } : undefined;
    },
    locatePlayed: async (sessionId) =>
      sessionId === SESSION
        ? { path, contentType: recording.mimeType, version: sha256, expectedSizeBytes: recording.sizeBytes }
        : undefined,
    locateExcerpt: async (sessionId, number) =>
      sessionId === SESSION && number === 2 ? { path: excerptPath, excerpt: EXCERPT, recording } : undefined,
    outside: new OutsideFiles(),
    peaks: createPeaksStore(
      async (sessionId, line) =>
        sessionId === SESSION ? join(folder, 'cache', `peaks-${line}.bin`) : undefined,
      () => String(ids++),
    ),
    backendPeaks: { respond: async () => new Response(null, { status: 204 }) },
    uploads: {
      receive: async (importId, request) => {
        received.push(`${importId} ${await request.text()}`);
        return new Response(null, { status: 204 });
      },
    },
    exports: { respond: async (exportId) => new Response(exportId) },
  });
});

describe('the route of a recording', () => {
  it('has its type and the hash of its bytes as ETag', async () => {
    const response = await app.request(`/media/${SESSION}`);
    expect([response.status, response.headers.get('Content-Type'), response.headers.get('ETag')]).toEqual([
      200,
      'audio/mpeg',
      `"${sha256}"`,
    ]);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(content);
  });

  it('answers ranges and HEAD', async () => {
    const part = await app.request(`/media/${SESSION}`, { headers: { Range: 'bytes=-10' } });
    expect([part.status, part.headers.get('Content-Range')]).toEqual([206, 'bytes 990-999/1000']);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(content.subarray(990));
    const head = await app.request(`/media/${SESSION}`, { method: 'HEAD' });
    expect([head.status, head.headers.get('Content-Length'), await head.text()]).toEqual([200, '1000', '']);
  });

  it.each([
    [`/media/${ABSENT}`, 'The recording of this session was not shared.'],
    [`/media/${GONE}`, 'This session is not in the library any more.'],
    ['/media/..%2f..%2fetc%2fpasswd', 'There is nothing here.'],
    ['/media/1', 'There is nothing here.'],
    ['/media/', 'There is nothing here.'],
    [`/media/${SESSION}/more`, 'There is nothing here.'],
  ])('%s is 404', async (path, message) => {
    const response = await app.request(path);
    expect([response.status, await response.text()]).toEqual([404, `${message}\n`]);
  });

  it('does not hand out a linked file that has changed', async () => {
    await appendFile(join(folder, 'recording.mp3'), 'more');
    const response = await app.request(`/media/${SESSION}`);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('“Ana.mp3” is not what it was when it was added');
  });

  it('cannot be written', async () => {
    expect((await app.request(`/media/${SESSION}`, { method: 'PUT', body: 'x' })).status).toBe(404);
    expect(await readFile(join(folder, 'recording.mp3'))).toEqual(content);
  });
});

describe('the route of an excerpt', () => {
  it('answers by number, with its own type and hash, and with ranges', async () => {
    const response = await app.request(`/media/${SESSION}/2`);
    expect([response.status, response.headers.get('Content-Type'), response.headers.get('ETag')]).toEqual([
      200,
      'audio/webm',
      `"${EXCERPT.sha256}"`,
    ]);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(content.subarray(0, 300));
    const part = await app.request(`/media/${SESSION}/2`, { headers: { Range: 'bytes=290-' } });
    expect([part.status, part.headers.get('Content-Range')]).toEqual([206, 'bytes 290-299/300']);
  });

  it.each<[path: string, message: string]>([
    [`/media/${SESSION}/1`, 'This part of the recording was not shared.'],
    [`/media/${ABSENT}/2`, 'This part of the recording was not shared.'],
    ...['0', '02', '-1', '2.0', '2e0', '1000', '..%2f2', '2/..', '%32x', 'excerpt-2.webm'].map(
      (number): [string, string] => [`/media/${SESSION}/${number}`, 'There is nothing here.'],
    ),
  ])('%s is 404', async (path, message) => {
    const response = await app.request(path);
    expect([response.status, await response.text()]).toEqual([404, `${message}\n`]);
  });

  it('does not hand out a file that has changed, and cannot be written', async () => {
    expect((await app.request(`/media/${SESSION}/2`, { method: 'PUT', body: 'x' })).status).toBe(404);
    await appendFile(join(folder, 'excerpt.webm'), 'more');
    expect((await app.request(`/media/${SESSION}/2`)).status).toBe(404);
  });
});

describe('the route of peaks', () => {
  const put = (body: BodyInit) => app.request(`/peaks/${SESSION}`, { method: 'PUT', body });

  it('keeps what was sent and hands it out', async () => {
    expect((await app.request(`/peaks/${SESSION}`)).status).toBe(404);
    expect((await put(peaks)).status).toBe(204);
    expect((await put(peaks)).status).toBe(204);
    const response = await app.request(`/peaks/${SESSION}`);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(peaks);
    expect(await readdir(join(folder, 'cache'))).toEqual(['peaks-played.bin']);
    // Of the original they are others, since it may lie on another time line.
    expect((await app.request(`/peaks/${SESSION}/original`)).status).toBe(404);
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['a text', 'peaks'],
    ['a torn file', peaks.slice(0, -1)],
    ['more than it says', Buffer.concat([peaks, peaks])],
  ])('refuses %s and keeps what was there', async (_name, body) => {
    expect((await put(body as BodyInit)).status).toBe(400);
    expect(existsSync(join(folder, 'cache'))).toBe(false);
  });

  it('refuses more than any recording has, without reading it all', async () => {
    let sentBytes = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sentBytes += 1_000_000;
        controller.enqueue(new Uint8Array(1_000_000));
      },
    });
    const request = new Request(`http://host/peaks/${SESSION}`, {
      method: 'PUT',
      body: endless,
      duplex: 'half',
    } as RequestInit);
    expect((await app.request(request)).status).toBe(413);
    expect(sentBytes).toBeLessThan(60_000_000);
  });

  it('of no session is 404', async () => {
    expect((await app.request(`/peaks/${ABSENT}`, { method: 'PUT', body: peaks })).status).toBe(404);
  });
});

describe('the routes of uploads and exports', () => {
  it('pass on the id and the request', async () => {
    expect((await app.request(`/uploads/${SESSION}`, { method: 'PUT', body: 'abc' })).status).toBe(204);
    expect(received).toEqual([`${SESSION} abc`]);
    expect(await (await app.request(`/exports/${SESSION}`)).text()).toBe(SESSION);
    expect((await app.request(`/uploads/${SESSION}`)).status).toBe(404);
    expect((await app.request('/uploads/x', { method: 'PUT', body: 'abc' })).status).toBe(404);
  });
});
