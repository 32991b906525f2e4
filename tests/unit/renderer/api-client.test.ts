import { expect, test } from 'vitest';
import { createApiClient } from '../../../renderer/app/api-client';
import { ApiError, isUnreachable, UNREACHABLE_MESSAGE } from '../../../renderer/app/api-error';

function clientAnswering(status: number, body: unknown) {
  const asked: string[] = [];
  const api = createApiClient({
    url: 'http://localhost/api',
    fetch: async (input) => {
      asked.push(String(input));
      return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status });
    },
  });
  return { api, asked };
}

async function failureOf(call: Promise<unknown>): Promise<ApiError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error('The call succeeded');
}

test('calls a procedure by resource and name', async () => {
  const { api, asked } = clientAnswering(200, [{ result: { data: [] } }]);
  expect(await api.sessions.list()).toEqual([]);
  expect(new URL(asked[0] ?? '').pathname).toBe('/api/sessions.list');
});

test('says what the backend says of a refusal', async () => {
  const message = 'This session is not in the library any more.';
  const { api } = clientAnswering(404, [{ error: { message, code: -32004, data: { code: 'NOT_FOUND' } } }]);
  const failure = await failureOf(api.sessions.get({ sessionId: '01999999-0000-7000-8000-000000000001' }));
  expect(failure.message).toBe(message);
  expect(failure.code).toBe('NOT_FOUND');
});

test('refuses an answer of the wrong shape', async () => {
  const { api } = clientAnswering(200, [{ result: { data: [{ id: 7 }] } }]);
  expect((await failureOf(api.sessions.list())).code).toBe('BAD_REPLY');
});

test.each([
  ['nothing answers', () => Promise.reject(new TypeError('Failed to fetch'))],
  ['something else answers', async () => new Response('<h1>Bad gateway</h1>', { status: 502 })],
])('says that Concordance stopped when %s', async (_when, fetch) => {
  const api = createApiClient({ url: 'http://localhost/api', fetch });
  const failure = await failureOf(api.library.status());
  expect(isUnreachable(failure)).toBe(true);
  expect(failure.message).toBe(UNREACHABLE_MESSAGE);
});
