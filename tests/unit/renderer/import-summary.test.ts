import { expect, test } from 'vitest';
import type { ImportJob } from '#shared/model/import-job';
import {
  announceJob,
  isWorthSaying,
  summarizeImports,
  urgentFirst,
} from '../../../renderer/app/import-summary';

const sessionId = '01999999-0000-7000-8000-0000000000ff';
let lastId = 0;

type Phase = Exclude<ImportJob['phase'], 'package'>;

const STATES = {
  receiving: { receivedBytes: 1, bytesPerSecond: 0 },
  examining: {},
  preparing: { makes: 'sound', done: 0.5 },
  prepared: { makes: 'positions', sessionId },
  duplicate: { existing: [{ sessionId, title: 'The garden room' }] },
  unplayable: { message: 'It is AIFF audio, which cannot be played here.' },
  locked: { opensWith: 'passphrase' },
  done: { sessionId },
  failed: { message: 'The disk is full.' },
  cancelled: {},
} satisfies Record<Phase, object>;

function job(phase: Phase, more: object = {}): ImportJob {
  lastId += 1;
  const id = `01999999-0000-7000-8000-${String(lastId).padStart(12, '0')}`;
  return { id, fileName: `talk-${lastId}.mp3`, sizeBytes: 10, phase, ...STATES[phase], ...more } as ImportJob;
}

function told(jobs: readonly ImportJob[], waiting = 0): string {
  return summarizeImports(jobs, waiting)
    .map(({ words }) => words)
    .join(' · ');
}

test.each<[string, readonly ImportJob[], number]>([
  ['Adding 1 file', [job('receiving')], 0],
  ['Adding 1 file', [], 1],
  ['Adding 1 file', [job('preparing')], 0],
  ['0 of 10 files added', [job('receiving'), job('examining')], 8],
  ['2 of 5 files added', [job('done'), job('done'), job('receiving')], 2],
  ['5 files added', Array.from({ length: 5 }, () => job('done')), 0],
  ['1 file added', [job('done')], 0],
  ['1 file needs an answer', [job('duplicate')], 0],
  ['3 files need an answer', [job('duplicate'), job('unplayable'), job('locked')], 0],
  [
    '1 of 3 files added · 1 needs an answer · 1 with a problem',
    [job('done'), job('unplayable'), job('failed')],
    0,
  ],
  ['1 file with a problem', [job('locked', { opensWith: 'key', reason: 'It is for Mina.' })], 0],
  ['1 file added · 1 with a note', [job('done', { warning: 'Its picture cannot be shown.' })], 0],
  ['Preparing 1 recording', [job('preparing', { sessionId }), job('prepared')], 0],
  ['2 recordings prepared', [job('prepared'), job('prepared')], 0],
  ['Adding 1 file · Preparing 1 recording', [job('receiving'), job('preparing', { sessionId })], 0],
  ['', [job('cancelled')], 0],
])('sums up “%s”', (words, jobs, waiting) => {
  expect(told(jobs, waiting)).toBe(words);
});

test('marks what waits for an answer and what went wrong', () => {
  expect(summarizeImports([job('done'), job('duplicate'), job('failed')], 0).map(({ tone }) => tone)).toEqual(
    ['calm', 'attention', 'failure'],
  );
});

test('puts those that ask or failed first, and keeps the order of the others', () => {
  const [first, second, asking, failed] = [job('done'), job('receiving'), job('duplicate'), job('failed')];
  expect(urgentFirst([first, second, asking, failed])).toEqual([asking, failed, first, second]);
});

test('says of several files only those that ask, failed or came with a note', () => {
  const said = (['receiving', 'done', 'duplicate', 'failed'] as const).filter((phase) =>
    isWorthSaying(job(phase)),
  );
  expect(said).toEqual(['duplicate', 'failed']);
  expect(announceJob(job('failed', { fileName: 'a.mp3' }))).toBe('a.mp3: The disk is full.');
});
