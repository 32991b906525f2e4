import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call } from '../helpers/page-api';
import { START_TIMEOUT_MILLISECONDS } from '../helpers/start-timeout';
import { idOf, marking } from './review-entries';
import { type OpenTransport, transports } from './transports';

const FRAMEWORK = { id: 'agreements-and-partnering', edition: '1' };

describe.each(transports)('wordings over the $name transport', ({ start }) => {
  let open: OpenTransport;
  let sessionId: string;

  beforeAll(async () => {
    open = await start();
    await call(open, 'profile', 'save', { person: { name: 'Tara', role: 'trainee', credential: '' } });
    ({ sessionId } = await call(open, 'sessions', 'openSample'));
  }, START_TIMEOUT_MILLISECONDS);
  afterAll(() => open?.close());

  it('are the quotes of one’s own reviews, kind by kind, until the client withdraws', async () => {
    const { reviewId } = await call(open, 'reviews', 'start', { sessionId, framework: FRAMEWORK });
    await call(open, 'reviews', 'append', {
      reviewId,
      entries: [
        marking(1, { kind: 'mini-contract', quote: 'May I share it?' }),
        marking(2, { kind: 'closing', quote: 'How would you like to finish?' }),
        marking(3, { kind: 'mini-contract', polarity: 'missed', quote: 'You should rest.' }),
      ],
    });
    await call(open, 'reviews', 'submit', { reviewId });
    expect(await call(open, 'phrases', 'list', { kind: 'mini-contract' })).toEqual([
      { text: 'May I share it?', at: '2026-11-22T18:00:00.000Z', momentId: idOf(1) },
    ]);
    await call(open, 'sessions', 'withdrawConsent', { sessionId });
    expect(await call(open, 'phrases', 'list', { kind: 'mini-contract' })).toEqual([]);
  });
});
