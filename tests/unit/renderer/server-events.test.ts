import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import type { LibraryStatus } from '#shared/api-contract/library-contract';
import type { ImportJob } from '#shared/model/import-job';
import { queryKeys } from '../../../renderer/app/queries/query-keys';
import { applyServerEvent } from '../../../renderer/app/server-events';

const FIRST = '01999999-0000-7000-8000-000000000001';
const SECOND = '01999999-0000-7000-8000-000000000002';

function examining(id: string): ImportJob {
  return { id, fileName: 'talk.mp4', sizeBytes: 10, phase: 'examining' };
}

test('a job that is new is added, a job that is known is replaced in its place', () => {
  const client = new QueryClient();
  applyServerEvent(client, { type: 'import', job: examining(FIRST) });
  applyServerEvent(client, { type: 'import', job: examining(SECOND) });
  const done: ImportJob = {
    id: FIRST,
    fileName: 'talk.mp4',
    sizeBytes: 10,
    phase: 'done',
    sessionId: SECOND,
  };
  applyServerEvent(client, { type: 'import', job: done });
  expect(client.getQueryData(queryKeys.imports)).toEqual([done, examining(SECOND)]);
});

test('a change of sessions leaves a review that is being edited alone', () => {
  const client = new QueryClient();
  const stale = [queryKeys.sessionList, queryKeys.session(FIRST), queryKeys.reviewsOf(FIRST)];
  const kept = [queryKeys.openedReview(SECOND), queryKeys.frameworks];
  for (const key of [...stale, ...kept]) client.setQueryData(key, []);
  applyServerEvent(client, { type: 'sessions-changed' });
  for (const key of stale) expect(client.getQueryState(key)?.isInvalidated).toBe(true);
  for (const key of kept) expect(client.getQueryState(key)?.isInvalidated).toBe(false);
});

test('a change while a list is asked for the first time is not missed', async () => {
  const client = new QueryClient();
  const answers: ((sessions: string[]) => void)[] = [];
  const queryFn = () => new Promise<string[]>((resolve) => answers.push(resolve));
  const observer = new QueryObserver(client, { queryKey: queryKeys.sessionList, queryFn });
  const stop = observer.subscribe(() => {});
  applyServerEvent(client, { type: 'sessions-changed' });
  expect(answers).toHaveLength(1);
  answers[0]?.(['as it was before']);
  await expect.poll(() => answers.length).toBe(2);
  answers[1]?.(['as it is now']);
  await expect.poll(() => client.getQueryData(queryKeys.sessionList)).toEqual(['as it is now']);
  expect(answers).toHaveLength(2);
  stop();
});

test('a notice joins those that are shown', () => {
  const client = new QueryClient();
  const status: LibraryStatus = {
    folder: '/library',
    version: '1',
    access: { mode: 'full' },
    addsByPath: false,
    notices: [],
  };
  client.setQueryData(queryKeys.status, status);
  const notice = { id: FIRST, at: '2026-11-22T10:00:00.000Z', message: 'A document was recovered.' };
  applyServerEvent(client, { type: 'notice', notice });
  expect(client.getQueryData(queryKeys.status)).toEqual({ ...status, notices: [notice] });
});
