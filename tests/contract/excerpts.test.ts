import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { momentSchema } from '#shared/model/moment';
import { projectFolder } from '../helpers/ensure-built';
import { call, fetchExport, takeIn, upload } from '../helpers/page-api';
import { START_TIMEOUT_MILLISECONDS } from '../helpers/start-timeout';
import { type OpenTransport, transports } from './transports';

const FRAMEWORK = { id: 'agreements-and-partnering', edition: '1' };

describe.each(transports)('a recording shared in parts over $name', ({ start }) => {
  let trainee: OpenTransport;
  let mentor: OpenTransport;
  let sessionId: string;

  beforeAll(async () => {
    trainee = await start();
    mentor = await start();
    await call(trainee, 'profile', 'save', { person: { name: 'Tara', role: 'trainee', credential: '' } });
    await call(mentor, 'profile', 'save', { person: { name: 'Mina', role: 'mentor', credential: 'PCC' } });
    const bytes = new Uint8Array(await readFile(join(projectFolder, 'tests/fixtures/media/beeps.m4a')));
    const job = await upload(trainee, bytes, 'beeps.m4a');
    if (job.phase !== 'done') throw new Error(JSON.stringify(job));
    ({ sessionId } = job);
    await call(trainee, 'sessions', 'update', {
      sessionId,
      details: {
        consent: { status: 'given', how: 'written', uses: ['self-review', 'mentor'], note: '' },
      },
    });
  }, START_TIMEOUT_MILLISECONDS);
  afterAll(async () => {
    await trainee?.close();
    await mentor?.close();
  });

  it('comes with those parts, handed out by number with ranges, and with nothing else', async () => {
    const { reviewId } = await call(trainee, 'reviews', 'start', { sessionId, framework: FRAMEWORK });
    const at = new Date().toISOString();
    const moments = [1_500, 4_200].map((startMs) =>
      momentSchema.parse({
        id: v7(),
        kind: 'partnering',
        polarity: 'shown',
        startMs,
        endMs: startMs + 700,
        createdAt: at,
      }),
    );
    const changes = moments.map((moment) => ({
      collection: 'moments' as const,
      key: moment.id,
      after: moment,
    }));
    await call(trainee, 'reviews', 'append', {
      reviewId,
      entries: [{ type: 'edit', seq: 1, step: { id: v7(), label: 'Mark', at, changes } }],
    });
    const { exportId } = await call(trainee, 'packages', 'share', {
      sessionId,
      purpose: 'mentor',
      framework: FRAMEWORK,
      recording: { include: 'excerpts', momentIds: moments.map(({ id }) => id), paddingMs: 200 },
      message: '',
      replaceNames: false,
      protection: { type: 'none' },
      today: at.slice(0, 10),
    });
    expect(await takeIn(mentor, await fetchExport(trainee, exportId))).toBe(sessionId);

    const { recording } = await call(mentor, 'sessions', 'get', { sessionId });
    expect(recording.storage).toBe('excerpts');
    const stretches = (recording.excerpts ?? []).map(({ startMs, endMs }) => [startMs, endMs]);
    expect(stretches).toEqual([
      [1_300, 2_400],
      [4_000, 5_100],
    ]);
    for (const [index, excerpt] of (recording.excerpts ?? []).entries()) {
      const path = `/media/${sessionId}/${index + 1}`;
      const whole = await mentor.fetch(path);
      expect([whole.status, whole.headers.get('Content-Type')]).toEqual([200, 'audio/mp4']);
      const bytes = Buffer.from(await whole.arrayBuffer());
      expect(bytes.byteLength).toBe(excerpt.sizeBytes);
      const part = await mentor.fetch(path, { headers: { Range: 'bytes=100-199' } });
      expect(part.status).toBe(206);
      expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(100, 200));
    }
    for (const path of [`/media/${sessionId}`, `/media/${sessionId}/3`, `/media/${sessionId}/0`]) {
      const response = await mentor.fetch(path);
      expect(response.status, path).toBe(404);
      await response.arrayBuffer();
    }
  });
});
