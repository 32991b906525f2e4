import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { it } from 'vitest';
import type { Review } from '#shared/model/review';
import { reviewDocumentSchema } from '#shared/model/review-document';
import { type SessionDocument, sessionDocumentSchema } from '#shared/model/session';
import { libraryDocumentSchema, unpackIndex } from '../../electron/backend/library/index-document';
import { startBuiltProgram } from '../helpers/built-program';
import { call } from '../helpers/page-api';
import { makeTemporaryFolder } from '../helpers/temporary-folder';
import { DRAFT } from '../unit/backend/library/review-files';
import { plantSession, readJson, sessionNumber } from '../unit/backend/library/test-library';
import { someMoments } from './filled-review';
import { compareSeries, reportRows } from './report';

const SESSIONS = 5_000;
/** In each session’s one review; a session that was worked on has more. */
const MOMENTS = 20;
const RUNS = 8;

/**
 * What a program without an index would do: read and check the document of each session and those of its reviews, of
 * which the list says who wrote them and whether they are submitted.
 */
async function readEverySession(libraryFolder: string, withReviews: boolean): Promise<void> {
  const folder = join(libraryFolder, 'sessions');
  const names = await readdir(folder);
  await Promise.all(names.map((name) => readSession(join(folder, name), withReviews)));
}

async function readSession(folder: string, withReviews: boolean): Promise<void> {
  sessionDocumentSchema.parse(await readJson(join(folder, 'session.json')));
  if (!withReviews) return;
  for (const name of await readdir(join(folder, 'reviews'))) {
    reviewDocumentSchema.parse(await readJson(join(folder, 'reviews', name)));
  }
}

/** A review as a session has at least one: short, its own author’s. */
function reviewOf(session: SessionDocument, number: number): Review {
  const content = { ...DRAFT.content, moments: someMoments(MOMENTS) };
  const id = `01990000-0000-7000-9000-${String(number).padStart(12, '0')}`;
  return { ...DRAFT, id, sessionId: session.id, content };
}

async function timed(task: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await task();
  return performance.now() - startedAt;
}

it(`the list of ${SESSIONS} sessions against reading every session's file`, async () => {
  const folder = await makeTemporaryFolder('bench');
  for (let number = 1; number <= SESSIONS; number += 1) {
    const session = sessionNumber(number, { title: `Session ${number}` });
    await plantSession(folder.path, session, [reviewOf(session, number)]);
  }
  const indexPath = join(folder.path, 'library.json');
  const program = await startBuiltProgram({ libraryFolder: folder.path });
  const series = {
    list: [] as number[],
    files: [] as number[],
    documents: [] as number[],
    index: [] as number[],
    checked: [] as number[],
  };
  try {
    for (let run = 0; run <= RUNS; run += 1) {
      const ms = {
        list: await timed(() => call(program, 'sessions', 'list')),
        files: await timed(() => readEverySession(folder.path, true)),
        documents: await timed(() => readEverySession(folder.path, false)),
        index: await timed(() => readJson(indexPath)),
        checked: await timed(async () => unpackIndex(libraryDocumentSchema.parse(await readJson(indexPath)))),
      };
      if (run === 0) continue;
      for (const name of ['list', 'files', 'documents', 'index', 'checked'] as const)
        series[name].push(ms[name]);
    }
  } finally {
    await program.stop();
    await folder.remove();
  }
  await reportRows('list', [
    compareSeries(
      {
        order: 2.5,
        what: `Reading the index of ${SESSIONS} sessions / reading and checking every session’s file and its review of ${MOMENTS} moments`,
      },
      series.index,
      series.files,
    ),
    compareSeries(
      { order: 2.55, what: 'The same / reading and checking the sessions’ own documents alone' },
      series.index,
      series.documents,
    ),
    compareSeries(
      {
        order: 2.57,
        what: 'Reading that index and checking every row of it, as a start does / the sessions’ own documents alone',
      },
      series.checked,
      series.documents,
    ),
    compareSeries(
      {
        order: 2.6,
        what: 'The same list, asked over loopback and parsed by the page / with the files of the reviews',
      },
      series.list,
      series.files,
    ),
  ]);
});
