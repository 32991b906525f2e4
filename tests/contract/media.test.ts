import { createHash } from 'node:crypto';
import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { encodePeaks } from '#shared/formats/peaks-file';
import { type ImportJob, importJobSchema } from '#shared/model/import-job';
import { projectFolder } from '../helpers/ensure-built';
import { systemFfmpeg } from '../helpers/system-ffmpeg';
import { idOf, marking } from './review-entries';
import { type OpenTransport, transports } from './transports';

const fixtures = join(projectFolder, 'tests/fixtures/media');
const UNKNOWN_ID = '01990000-0000-7000-8000-000000000000';

describe.each(transports)('media over the $name transport', (transport) => {
  let open: OpenTransport;
  let recording: Buffer;
  let sessionId: string;

  beforeAll(async () => {
    open = await transport.start();
    recording = await readFile(join(fixtures, 'talk.mp4'));
    sessionId = sessionOf(await addRecording(recording, 'talk.mp4'));
  });

  afterAll(() => open?.close());

  async function begin(fileName: string, sizeBytes: number): Promise<string> {
    const response = await open.fetch('/api/imports.beginUpload', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ fileName, sizeBytes }),
    });
    expect(response.status).toBe(200);
    return z.object({ importId: z.string() }).parse(await dataOf(response)).importId;
  }

  async function jobOf(importId: string): Promise<ImportJob> {
    const jobs = z.array(importJobSchema).parse(await dataOf(await open.fetch('/api/imports.list')));
    const job = jobs.find(({ id }) => id === importId);
    if (!job) throw new Error('the import is not in the list');
    return job;
  }

  async function settled(importId: string): Promise<ImportJob> {
    return vi.waitUntil(
      async () => {
        const job = await jobOf(importId);
        return job.phase === 'receiving' || job.phase === 'examining' ? undefined : job;
      },
      { timeout: 20_000, interval: 50 },
    );
  }

  async function addRecording(bytes: Buffer, fileName: string): Promise<ImportJob> {
    const importId = await begin(fileName, bytes.byteLength);
    const response = await open.fetch(`/uploads/${importId}`, { method: 'PUT', body: new Uint8Array(bytes) });
    expect(response.status).toBe(204);
    return settled(importId);
  }

  /** Asks the api for a change. */
  async function change(path: string, input: unknown): Promise<unknown> {
    const response = await open.fetch(`/api/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(input),
    });
    expect(response.status, await response.clone().text()).toBe(200);
    return dataOf(response);
  }

  function getMedia(headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
    return open.fetch(`/media/${sessionId}`, { method, headers });
  }

  it('sends the whole recording with its type, its length and a strong ETag', async () => {
    const response = await getMedia();
    const etag = `"${createHash('sha256').update(recording).digest('hex')}"`;
    expect([
      response.status,
      ...['Content-Type', 'Content-Length', 'Accept-Ranges', 'ETag', 'X-Content-Type-Options'].map((name) =>
        response.headers.get(name),
      ),
    ]).toEqual([200, 'video/mp4', String(recording.byteLength), 'bytes', etag, 'nosniff']);
    expect(Buffer.from(await response.arrayBuffer()).equals(recording)).toBe(true);
  });

  it.each([
    ['bytes=0-', 0, undefined],
    ['bytes=0-0', 0, 1],
    ['bytes=100-199', 100, 200],
    ['bytes=-1', -1, undefined],
    ['bytes=-500', -500, undefined],
    ['bytes=5000-999999999', 5_000, undefined],
    ['bytes=-999999999', 0, undefined],
  ])('answers %s with 206 and those bytes', async (range, start, end) => {
    const expected = recording.subarray(start, end);
    const first = start < 0 ? recording.byteLength + start : start;
    const response = await getMedia({ Range: range });
    expect(response.status).toBe(206);
    expect(response.headers.get('Content-Length')).toBe(String(expected.byteLength));
    expect(response.headers.get('Content-Range')).toBe(
      `bytes ${first}-${first + expected.byteLength - 1}/${recording.byteLength}`,
    );
    expect(Buffer.from(await response.arrayBuffer()).equals(expected)).toBe(true);
  });

  it.each(['bytes=0-1,5-6', 'bytes=9-2', 'bytes=x-', 'items=0-5'])(
    'sends the whole for %s',
    async (range) => {
      const response = await getMedia({ Range: range });
      expect([response.status, (await response.arrayBuffer()).byteLength]).toEqual([
        200,
        recording.byteLength,
      ]);
    },
  );

  it('answers 416 with the size for a range beyond the end', async () => {
    for (const range of [`bytes=${recording.byteLength}-`, 'bytes=-0']) {
      const response = await getMedia({ Range: range });
      expect([response.status, response.headers.get('Content-Range')]).toEqual([
        416,
        `bytes */${recording.byteLength}`,
      ]);
      await response.arrayBuffer();
    }
  });

  it('answers HEAD with the length and without a body', async () => {
    const response = await getMedia({}, 'HEAD');
    expect([response.status, response.headers.get('Content-Length')]).toEqual([
      200,
      String(recording.byteLength),
    ]);
    expect((await response.arrayBuffer()).byteLength).toBe(0);
  });

  it('answers 304 to the ETag it gave, and a part only while it holds', async () => {
    const etag = (await getMedia({}, 'HEAD')).headers.get('ETag') ?? '';
    expect((await getMedia({ 'If-None-Match': etag })).status).toBe(304);
    for (const [ifRange, status] of [
      [etag, 206],
      ['"another"', 200],
    ] as const) {
      const response = await getMedia({ Range: 'bytes=0-9', 'If-Range': ifRange });
      await response.arrayBuffer();
      expect(response.status).toBe(status);
    }
  });

  it('serves many readers at once, also when some give up', async () => {
    const lengths = await Promise.all(
      Array.from({ length: 12 }, async (_, index) => {
        const response = await getMedia({ Range: `bytes=${index * 100}-` });
        if (index % 3 === 0) {
          await response.body?.cancel();
          return undefined;
        }
        return (await response.arrayBuffer()).byteLength + index * 100;
      }),
    );
    expect(new Set(lengths)).toEqual(new Set([undefined, recording.byteLength]));
  });

  it.each(['/media/', '/media/1', `/media/${UNKNOWN_ID}`, '/media/..%2f..%2fprofile.json'])(
    '%s is 404',
    async (path) => {
      const response = await open.fetch(path);
      expect(response.status).toBe(404);
      await response.arrayBuffer();
    },
  );

  it('keeps peaks and hands them out', async () => {
    const path = `/peaks/${sessionId}`;
    expect((await open.fetch(path)).status).toBe(404);
    expect((await open.fetch(path, { method: 'PUT', body: 'not peaks' })).status).toBe(400);
    const peaks = encodePeaks({
      columnsPerSecond: 100,
      values: Int16Array.from([-5, 5, -9, 9]),
      slices: Uint8Array.of(2),
    });
    expect((await open.fetch(path, { method: 'PUT', body: peaks })).status).toBe(204);
    expect(new Uint8Array(await (await open.fetch(path)).arrayBuffer())).toEqual(peaks);
  });

  it('says of a recording that vanishes or changes while it is open what it is, and the review goes on', async () => {
    const bytes = await readFile(join(fixtures, 'beeps.m4a'));
    const openId = sessionOf(await addRecording(bytes, 'Talk with Ana.m4a'));
    const folder = join(open.libraryFolder, 'sessions', openId, 'recording');
    const [fileName = ''] = await readdir(folder);
    const [path, awayPath] = [join(folder, fileName), join(open.libraryFolder, 'away')];
    const part = async () => {
      const response = await open.fetch(`/media/${openId}`, { headers: { Range: 'bytes=1000-1999' } });
      return { status: response.status, text: await response.text() };
    };
    const missing = { status: 404, text: expect.stringMatching(/“Talk with Ana\.m4a” .*missing/) };
    const whole = { status: 206, text: new TextDecoder().decode(bytes.subarray(1_000, 2_000)) };
    await change('profile.save', { person: { name: 'Tara', role: 'trainee', credential: '' } });
    const { reviewId } = z.object({ reviewId: z.string() }).parse(
      await change('reviews.start', {
        sessionId: openId,
        framework: { id: 'agreements-and-partnering', edition: '1' },
      }),
    );
    expect(await part()).toEqual(whole);

    await rename(path, awayPath);
    expect(await part()).toEqual(missing);
    await change('reviews.append', { reviewId, entries: [marking(1)] });

    await writeFile(path, bytes.subarray(0, 5_000));
    expect(await part()).toEqual(missing);
    await change('reviews.append', { reviewId, entries: [marking(2)] });

    await rename(awayPath, path);
    expect(await part()).toEqual(whole);
    const query = encodeURIComponent(JSON.stringify({ reviewId }));
    const review = JSON.stringify(await dataOf(await open.fetch(`/api/reviews.open?input=${query}`)));
    expect(review).toContain(idOf(1));
    expect(review).toContain(idOf(2));
  });

  it('refuses what it cannot play, and keeps nothing of it', async () => {
    const job = await addRecording(await readFile(join(fixtures, 'alac.m4a')), 'alac.m4a');
    // Where an ffmpeg is on this machine, a copy is offered once it is allowed.
    expect(job).toMatchObject({
      phase: systemFfmpeg ? 'unplayable' : 'failed',
      message: expect.stringContaining('Apple Lossless (ALAC)'),
    });
    const post = (path: string) =>
      open.fetch(`/api/${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ importId: job.id }),
      });
    const asked = await post('imports.makePlayable');
    expect([asked.status, await asked.text()]).toEqual([
      409,
      expect.stringContaining('allow it in the settings'),
    ]);
    expect((await post('imports.dismiss')).status).toBe(200);
    expect(await readdir(join(open.libraryFolder, 'incoming'))).toEqual([]);
  });

  it('cancels an upload whose page goes away, and keeps nothing of it', async () => {
    const leaving = new AbortController();
    const importId = await begin('long.wav', 50_000_000);
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        controller.enqueue(new Uint8Array(64_000));
        await new Promise((resolve) => setTimeout(resolve, 20));
      },
    });
    const uploading = open.fetch(`/uploads/${importId}`, { method: 'PUT', body, signal: leaving.signal });
    // Whether it ends with an answer or with an error is the transport's affair.
    const ended = uploading.then(
      () => {},
      () => {},
    );
    await expect.poll(async () => await readdir(join(open.libraryFolder, 'incoming'))).toContain(importId);
    leaving.abort();
    await ended;
    expect((await settled(importId)).phase).toBe('cancelled');
    expect(await readdir(join(open.libraryFolder, 'incoming'))).toEqual([]);
  });
});

async function dataOf(response: Response): Promise<unknown> {
  return z.object({ result: z.object({ data: z.unknown() }) }).parse(await response.json()).result.data;
}

function sessionOf(job: ImportJob): string {
  if (job.phase !== 'done') throw new Error(`the recording was not added: ${JSON.stringify(job)}`);
  return job.sessionId;
}
