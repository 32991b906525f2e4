import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectFolder } from '../helpers/ensure-built';
import { call, fetchExport, takeIn, upload } from '../helpers/page-api';
import { readZip } from '../helpers/read-zip';
import { START_TIMEOUT_MILLISECONDS } from '../helpers/start-timeout';
import { idOf, marking } from './review-entries';
import { type OpenTransport, transports } from './transports';

const FRAMEWORK = { id: 'agreements-and-partnering', edition: '1' };
const UNPROTECTED = { replaceNames: false, protection: { type: 'none' } } as const;

/** One debrief, told step by step: each test goes on where the one before ended. */
describe.each(transports)('a debrief over the $name transport', ({ start }) => {
  let facilitator: OpenTransport;
  let reviewer: OpenTransport;
  let sessionId: string;
  let name: { sessionId: string; debriefId: string };

  beforeAll(async () => {
    [facilitator, reviewer] = await Promise.all([start(), start()]);
    await call(facilitator, 'profile', 'save', { person: { name: 'Fay', role: 'trainee', credential: '' } });
    await call(reviewer, 'profile', 'save', { person: { name: 'Mina', role: 'mentor', credential: 'PCC' } });
    const bytes = new Uint8Array(await readFile(join(projectFolder, 'tests/fixtures/media/speech.opus')));
    const job = await upload(facilitator, bytes, 'Ana 3.opus');
    if (job.phase !== 'done') throw new Error(`The recording was not added: ${JSON.stringify(job)}`);
    sessionId = job.sessionId;
    await call(facilitator, 'sessions', 'update', {
      sessionId,
      details: { consent: { status: 'given', how: 'written', uses: ['group', 'mentor'], note: '' } },
    });
    const shared = await call(facilitator, 'packages', 'share', {
      sessionId,
      purpose: 'group',
      framework: FRAMEWORK,
      recording: { include: 'none' },
      message: '',
      today: '2026-11-22',
      ...UNPROTECTED,
    });
    await takeIn(reviewer, await fetchExport(facilitator, shared.exportId));
    const reviewId = await review(reviewer, 'heard alone');
    const back = await call(reviewer, 'packages', 'sendBack', { reviewId, message: '', ...UNPROTECTED });
    await takeIn(facilitator, await fetchExport(reviewer, back.exportId));
  }, START_TIMEOUT_MILLISECONDS);
  afterAll(async () => {
    await facilitator?.close();
    await reviewer?.close();
  });

  async function review(by: OpenTransport, note: string): Promise<string> {
    const { reviewId } = await call(by, 'reviews', 'start', { sessionId, framework: FRAMEWORK });
    await call(by, 'reviews', 'append', { reviewId, entries: [marking(1, { note })] });
    await call(by, 'reviews', 'submit', { reviewId });
    return reviewId;
  }

  it('gathers, and tells nothing before everyone’s own view is in', async () => {
    name = await call(facilitator, 'debriefs', 'start', { sessionId, framework: FRAMEWORK });
    const gathered = await call(facilitator, 'debriefs', 'gather', name);
    expect(gathered).toMatchObject({ isSealed: true, obstacle: expect.stringMatching(/^Only one person/) });
    expect(JSON.stringify(gathered)).not.toContain('heard alone');
    await expect(call(facilitator, 'debriefs', 'begin', name)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(call(facilitator, 'debriefs', 'open', name)).rejects.toMatchObject({ code: 'CONFLICT' });
    await review(facilitator, 'her own');
    expect(await call(facilitator, 'debriefs', 'gather', { ...name, naming: 'aliases' })).toMatchObject({
      isSealed: false,
      debrief: { naming: 'aliases', participants: [{ counts: true }, { counts: true }] },
    });
  });

  it('begins, keeps what the group writes, and refuses what was changed elsewhere', async () => {
    await call(facilitator, 'debriefs', 'begin', name);
    const { debrief, steps, reviews } = await call(facilitator, 'debriefs', 'open', name);
    expect([steps.length, reviews.length]).toEqual([1, 2]);
    const content = { ...debrief.content, remarks: 'Mina and Fay were there.' };
    const saved = await call(facilitator, 'debriefs', 'save', {
      ...name,
      revision: debrief.revision,
      content,
    });
    expect(saved.revision).toBe(debrief.revision + 1);
    await expect(
      call(facilitator, 'debriefs', 'save', { ...name, revision: debrief.revision, content }),
    ).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(
      call(facilitator, 'debriefs', 'save', {
        ...name,
        revision: saved.revision,
        content: { ...content, totalMinutes: 0 },
      }),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    expect((await call(facilitator, 'debriefs', 'open', name)).debrief.content).toEqual(content);
  });

  it('ends in minutes without the names that aliases stand for, on the screen and as a Word file', async () => {
    const { blocks, title } = await call(facilitator, 'debriefs', 'minutes', {
      ...name,
      replaceNames: false,
    });
    expect(title).toBe('Minutes of a debrief, Ana 3');
    expect(JSON.stringify(blocks)).not.toContain('Mina');
    const { exportId } = await call(facilitator, 'debriefs', 'saveMinutes', { ...name, replaceNames: true });
    const files = await readZip(Buffer.from(await fetchExport(facilitator, exportId)));
    const document = files.get('word/document.xml')?.toString('utf8') ?? '';
    expect(document).toContain('Minutes of a debrief');
    expect(document).not.toContain('Mina');
    const { entries } = await call(facilitator, 'sessions', 'audit', { sessionId });
    expect(entries.at(-1)?.event).toMatchObject({ type: 'minutes-saved', namesReplaced: true });
  });

  it('is deleted, and the reviews stay', async () => {
    await call(facilitator, 'debriefs', 'remove', name);
    expect(await call(facilitator, 'debriefs', 'list', { sessionId })).toEqual([]);
    expect(await call(facilitator, 'reviews', 'listForSession', { sessionId })).toHaveLength(2);
    await expect(
      call(facilitator, 'debriefs', 'open', { sessionId, debriefId: idOf(0) }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
