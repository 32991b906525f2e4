import { rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call } from '../helpers/page-api';
import { type OpenTransport, transports } from './transports';

const LISTENING = { positionMs: 61_250, speed: 1.2, boostDb: 6, isEven: true, pausesFromMs: 3_000 };

describe.each(transports)('how a session was listened to over the $name transport', ({ start }) => {
  let open: OpenTransport;
  let sessionId: string;
  let path: string;

  beforeAll(async () => {
    open = await start();
    await call(open, 'profile', 'save', { person: { name: 'Tara', role: 'trainee', credential: '' } });
    sessionId = (await call(open, 'sessions', 'openSample')).sessionId;
    path = join(open.libraryFolder, 'sessions', sessionId, 'cache', 'listening.json');
  });
  afterAll(() => open?.close());

  it('is unknown before, kept, and found again', async () => {
    expect(await call(open, 'recordings', 'listening', { sessionId })).toBeNull();
    await call(open, 'recordings', 'saveListening', { sessionId, listening: LISTENING });
    expect(await call(open, 'recordings', 'listening', { sessionId })).toEqual(LISTENING);
  });

  it('is forgotten without a word where its file is lost or damaged, and kept again', async () => {
    for (const text of [
      '',
      '{"positionMs":',
      '{"positionMs":-1}',
      JSON.stringify({ ...LISTENING, speed: 40 }),
    ]) {
      await writeFile(path, text);
      expect(await call(open, 'recordings', 'listening', { sessionId })).toBeNull();
    }
    await rm(dirname(path), { recursive: true });
    await call(open, 'recordings', 'saveListening', { sessionId, listening: LISTENING });
    expect(await call(open, 'recordings', 'listening', { sessionId })).toEqual(LISTENING);
  });

  it('refuses what no player does, and sessions that are not there', async () => {
    for (const listening of [
      { ...LISTENING, speed: 3 },
      { ...LISTENING, boostDb: 60 },
      { ...LISTENING, positionMs: 0.5 },
    ]) {
      await expect(call(open, 'recordings', 'saveListening', { sessionId, listening })).rejects.toMatchObject(
        {
          code: 'BAD_REQUEST',
        },
      );
    }
    await expect(
      call(open, 'recordings', 'listening', { sessionId: '01990000-0000-7000-8000-000000000000' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
