import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agreeOn } from '#shared/engagement/versions';
import { call } from '../helpers/page-api';
import { START_TIMEOUT_MILLISECONDS } from '../helpers/start-timeout';
import { idOf } from './review-entries';
import { type OpenTransport, transports } from './transports';

const ABOUT = { client: 'Juniper', coach: 'Robin', startedOn: '2026-09-01' };

describe.each(transports)('engagements over the $name transport', ({ start }) => {
  let open: OpenTransport;

  beforeAll(async () => {
    open = await start();
    await call(open, 'profile', 'save', { person: { name: 'Robin', role: 'trainee', credential: '' } });
  }, START_TIMEOUT_MILLISECONDS);
  afterAll(() => open?.close());

  it('are begun, saved as they grow, backed up, and deleted', async () => {
    const { engagementId } = await call(open, 'engagements', 'start', ABOUT);
    const { content } = await call(open, 'engagements', 'get', { engagementId });
    expect(content).toMatchObject({ ...ABOUT, goals: [], agreement: { versions: [] } });

    const current = { ...content.agreement.current, fees: '80 <b>a session</b>' };
    const agreement = agreeOn({ current, versions: [] }, '2026-09-02');
    const changed = { ...content, agreement, sessionIds: [idOf(7)] };
    expect(await call(open, 'engagements', 'save', { engagementId, content: changed })).toMatchObject({
      client: 'Juniper',
      sessions: 1,
    });
    expect((await call(open, 'engagements', 'get', { engagementId })).content).toEqual(changed);
    const file = join('engagements', `${engagementId}.json`);
    const stored = await readFile(join(open.libraryFolder, file), 'utf8');
    expect(JSON.parse(stored)).toMatchObject({ schemaVersion: 1, content: changed });

    const backup = await call(open, 'backups', 'make');
    expect(await readFile(join(open.libraryFolder, 'backups', backup.name, file), 'utf8')).toBe(stored);

    await call(open, 'engagements', 'remove', { engagementId });
    expect(await call(open, 'engagements', 'list')).toEqual([]);
    await expect(call(open, 'engagements', 'get', { engagementId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('that make no sense are refused, and change nothing', async () => {
    const { engagementId } = await call(open, 'engagements', 'start', { ...ABOUT, client: 'Ash' });
    const before = await call(open, 'engagements', 'get', { engagementId });
    for (const nonsense of [
      { client: '   ' },
      { startedOn: '2026-02-30' },
      { between: { ...before.content.between, current: { ...before.content.between.current, days: [8] } } },
    ]) {
      await expect(
        call(open, 'engagements', 'save', { engagementId, content: { ...before.content, ...nonsense } }),
      ).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    }
    expect(await call(open, 'engagements', 'get', { engagementId })).toEqual(before);
    await expect(
      call(open, 'engagements', 'save', { engagementId: idOf(0), content: before.content }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
