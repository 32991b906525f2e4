import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeIndicator } from '#shared/frameworks/edit-draft';
import { type Framework, frameworkSchema } from '#shared/model/framework';
import { call, fetchExport } from '../helpers/page-api';
import { START_TIMEOUT_MILLISECONDS } from '../helpers/start-timeout';
import { FRAMEWORK } from '../unit/scoring/contents';
import { marking } from './review-entries';
import { type OpenTransport, transports } from './transports';

const { id, edition } = FRAMEWORK;

function importText(open: OpenTransport, text: string, fileName = 'mine.json') {
  return call(open, 'frameworks', 'importFile', { fileName, text });
}

async function exported(
  open: OpenTransport,
  reference: Pick<Framework, 'id' | 'edition'>,
  format: 'json' | 'codebook',
) {
  const { exportId } = await call(open, 'frameworks', 'export', { ...reference, format });
  return Buffer.from(await fetchExport(open, exportId)).toString('utf8');
}

describe.each(transports)('frameworks over $name', ({ start }) => {
  let open: OpenTransport;
  beforeAll(async () => {
    open = await start();
    await call(open, 'profile', 'save', { person: { name: 'Tara', role: 'trainee', credential: '' } });
  }, START_TIMEOUT_MILLISECONDS);
  afterAll(() => open?.close());

  it('are listed with what tells them apart', async () => {
    const list = await call(open, 'frameworks', 'list');
    expect(list).toHaveLength(9);
    expect(list.find((each) => each.id === 'core-competencies' && each.edition === '2025')).toMatchObject({
      language: 'en',
      builtIn: true,
      indicators: 68,
      selfCheckLines: 0,
      crosswalksTo: expect.arrayContaining([{ id: 'core-competencies', edition: '2019' }]),
    });
    expect(
      list.filter((each) => each.selfCheckLines > 0).map((each) => [each.id, each.selfCheckLines]),
    ).toEqual([['ethics-and-role-self-check', 14]]);
    expect(list.every(({ sourceNote }) => /endorsed by any credentialing body/.test(sourceNote))).toBe(true);
  });

  it.each(['json', 'codebook'] as const)('go out as %s and come in again as they were', async (format) => {
    const before = await call(open, 'frameworks', 'list');
    for (const reference of before) {
      const framework = await call(open, 'frameworks', 'get', reference);
      const text = await exported(open, reference, format);
      if (format === 'json') expect(frameworkSchema.parse(JSON.parse(text))).toEqual(framework);
      // The same content under the same name changes nothing; any other would be refused.
      expect(await importText(open, text, `x.${format === 'json' ? 'json' : 'qdc'}`)).toEqual(reference);
    }
    expect(await call(open, 'frameworks', 'list')).toEqual(before);
  });

  it('of one’s own are deleted while no review uses them', async () => {
    await importText(open, JSON.stringify(FRAMEWORK));
    expect(await call(open, 'frameworks', 'get', { id, edition })).toEqual(FRAMEWORK);
    await call(open, 'frameworks', 'remove', { id, edition });
    await expect(call(open, 'frameworks', 'get', { id, edition })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    // Its name is free for another content then.
    await importText(open, JSON.stringify({ ...FRAMEWORK, title: 'Another' }));
    await call(open, 'frameworks', 'remove', { id, edition });
    await expect(call(open, 'frameworks', 'remove', { id, edition })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('stay where a review needs them, also one in the trash, and where they ship with the program', async () => {
    await importText(open, JSON.stringify(FRAMEWORK));
    const { sessionId } = await call(open, 'sessions', 'openSample');
    const { reviewId } = await call(open, 'reviews', 'start', { sessionId, framework: { id, edition } });
    const refusal = {
      code: 'CONFLICT',
      message: expect.stringMatching(/^“A small framework” stays: a review/),
    };
    await expect(call(open, 'frameworks', 'remove', { id, edition })).rejects.toMatchObject(refusal);
    await call(open, 'sessions', 'moveToTrash', { sessionId });
    await expect(call(open, 'frameworks', 'remove', { id, edition })).rejects.toMatchObject(refusal);
    await call(open, 'sessions', 'restore', { sessionId });
    await call(open, 'reviews', 'discard', { reviewId });
    await call(open, 'frameworks', 'remove', { id, edition });
    await expect(
      call(open, 'frameworks', 'remove', { id: 'role-shifts', edition: '1' }),
    ).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('comes with Concordance'),
    });
  });

  it.each<[string, string, string]>([
    ['mine.qdc', 'code;name', 'it is not XML'],
    ['mine.qdc', '<!DOCTYPE x [<!ENTITY a "b">]><x/>', 'it declares a document type'],
    ['mine.json', '[1', 'it is not JSON'],
  ])('are refused with a reason: %s, %s', async (fileName, text, reason) => {
    await expect(importText(open, text, fileName)).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringMatching(
        new RegExp(`^“${fileName}” is not a .*${reason}.*Nothing was imported\\.$`),
      ),
    });
  });

  it('are written, refused with what is wrong, finished, and used in a review', async () => {
    const from = { id: 'role-shifts', edition: '1' };
    const { draftId } = await call(open, 'frameworkDrafts', 'start', { as: 'duplicate', framework: from });
    const { content } = await call(open, 'frameworkDrafts', 'get', { draftId });
    const place = { domain: 0, competency: 0, indicator: 0 };
    const odd = changeIndicator(content, place, { text: '' });
    await call(open, 'frameworkDrafts', 'save', { draftId, content: odd });
    await expect(call(open, 'frameworkDrafts', 'finish', { draftId })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringContaining('indicator RS.1: its text is empty'),
    });
    const mine = changeIndicator(content, place, { text: 'Says <b>what</b> it is' });
    await call(open, 'frameworkDrafts', 'save', { draftId, content: mine });
    expect(await call(open, 'frameworkDrafts', 'list')).toMatchObject([{ id: draftId, basedOn: from }]);
    const framework = await call(open, 'frameworkDrafts', 'finish', { draftId });
    expect(await call(open, 'frameworkDrafts', 'list')).toEqual([]);
    await expect(call(open, 'frameworkDrafts', 'get', { draftId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });

    const { sessionId } = await call(open, 'sessions', 'openSample');
    const reference = { id: framework.id, edition: framework.edition };
    const { reviewId } = await call(open, 'reviews', 'start', { sessionId, framework: reference });
    const { lastSeq } = await call(open, 'reviews', 'append', {
      reviewId,
      entries: [marking(1, { indicators: ['RS.1'] })],
    });
    expect(lastSeq).toBe(1);
    await expect(call(open, 'frameworks', 'remove', reference)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('that are begun can be discarded', async () => {
    const { draftId } = await call(open, 'frameworkDrafts', 'start', { as: 'new', title: 'Mine' });
    await call(open, 'frameworkDrafts', 'discard', { draftId });
    await expect(call(open, 'frameworkDrafts', 'discard', { draftId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('take over a draft along their crosswalk, as a new one', async () => {
    const { sessionId } = await call(open, 'sessions', 'openSample');
    const framework = { id: 'core-competencies', edition: '2019' };
    const other = { id: 'core-competencies', edition: '2025' };
    const { reviewId } = await call(open, 'reviews', 'start', { sessionId, framework });
    await call(open, 'reviews', 'append', {
      reviewId,
      entries: [marking(9, { indicators: ['5.3'] })].map((entry) => ({ ...entry, seq: 1 })),
    });
    const plan = await call(open, 'reviews', 'planMove', { reviewId, framework: other });
    expect(plan).toMatchObject({ carried: { moments: 1 }, report: { uncarried: [] } });
    const moved = await call(open, 'reviews', 'move', { reviewId, framework: other });
    const { review } = await call(open, 'reviews', 'open', moved);
    expect(Object.values(review.content.moments)).toMatchObject([{ indicators: ['5.04'] }]);
    await expect(call(open, 'reviews', 'move', { reviewId, framework: other })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    await expect(
      call(open, 'reviews', 'planMove', { reviewId, framework: { id: 'role-shifts', edition: '1' } }),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});
