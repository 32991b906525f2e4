import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call } from '../helpers/page-api';
import { START_TIMEOUT_MILLISECONDS } from '../helpers/start-timeout';
import { idOf, marking } from './review-entries';
import { type OpenTransport, transports } from './transports';

const FRAMEWORK = { id: 'agreements-and-partnering', edition: '1' };

describe.each(transports)('the course over sessions over $name', ({ start }) => {
  let open: OpenTransport;
  beforeAll(async () => {
    open = await start();
    await call(open, 'profile', 'save', { person: { name: 'Tara', role: 'trainee', credential: '' } });
  }, START_TIMEOUT_MILLISECONDS);
  afterAll(() => open?.close());

  it('holds one’s own submitted reviews under one edition, of corrected ones the correction', async () => {
    const { sessionId } = await call(open, 'sessions', 'openSample');
    const course = () => call(open, 'progress', 'sessions', FRAMEWORK);
    const { reviewId } = await call(open, 'reviews', 'start', { sessionId, framework: FRAMEWORK });
    await call(open, 'reviews', 'append', {
      reviewId,
      entries: [marking(1, { indicators: ['SA.1'], quote: 'I want a yes.' })],
    });
    expect(await course()).toEqual([]);

    await call(open, 'reviews', 'submit', { reviewId });
    const [first, ...others] = await course();
    expect(others).toEqual([]);
    expect(first).toMatchObject({ sessionId, reviewId, title: 'One breath before the yes', canPlay: true });
    expect(Object.values(first?.content.moments ?? {})).toMatchObject([
      { id: idOf(1), quote: 'I want a yes.', indicators: ['SA.1'] },
    ]);
    // What she wrote to herself is no figure.
    expect(first?.content).not.toHaveProperty('feedback');

    const { reviewId: correctionId } = await call(open, 'reviews', 'revise', { reviewId });
    expect((await course()).map((each) => each.reviewId)).toEqual([reviewId]);
    await call(open, 'reviews', 'submit', { reviewId: correctionId });
    expect((await course()).map((each) => each.reviewId)).toEqual([correctionId]);

    expect(await call(open, 'progress', 'sessions', { id: 'role-shifts', edition: '1' })).toEqual([]);
    expect(await call(open, 'progress', 'sessions', { ...FRAMEWORK, edition: '2' })).toEqual([]);
    await expect(call(open, 'progress', 'sessions', { id: 'No id', edition: '1' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
  });

  it('leaves out sessions in the trash', async () => {
    const { sessionId } = await call(open, 'sessions', 'openSample');
    await call(open, 'sessions', 'moveToTrash', { sessionId });
    expect(await call(open, 'progress', 'sessions', FRAMEWORK)).toEqual([]);
  });
});
