import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { it } from 'vitest';
import { sessionDocumentSchema } from '#shared/model/session';
import { startBuiltProgram } from '../helpers/built-program';
import { call } from '../helpers/page-api';
import { makeTemporaryFolder } from '../helpers/temporary-folder';
import { plantSession, sessionNumber } from '../unit/backend/library/test-library';
import { compareSeries, reportRows } from './report';

const SESSIONS = 5_000;
const RUNS = 8;

/** What a program without an index would do: read and check the document of each session. */
async function readEverySession(libraryFolder: string): Promise<number> {
  const folder = join(libraryFolder, 'sessions');
  const names = await readdir(folder);
  const sessions = await Promise.all(
    names.map(async (name) =>
      sessionDocumentSchema.parse(JSON.parse(await readFile(join(folder, name, 'session.json'), 'utf8'))),
    ),
  );
  return sessions.length;
}

async function timed(task: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await task();
  return performance.now() - startedAt;
}

it(`the list of ${SESSIONS} sessions against reading every session's file`, async () => {
  const folder = await makeTemporaryFolder('bench');
  for (let number = 1; number <= SESSIONS; number += 1) {
    await plantSession(folder.path, sessionNumber(number, { title: `Session ${number}` }));
  }
  const program = await startBuiltProgram({ libraryFolder: folder.path });
  const series = { list: [] as number[], files: [] as number[], index: [] as number[] };
  try {
    for (let run = 0; run <= RUNS; run += 1) {
      const ms = {
        list: await timed(() => call(program, 'sessions', 'list')),
        files: await timed(() => readEverySession(folder.path)),
        index: await timed(async () => JSON.parse(await readFile(join(folder.path, 'library.json'), 'utf8'))),
      };
      if (run === 0) continue;
      for (const name of ['list', 'files', 'index'] as const) series[name].push(ms[name]);
    }
  } finally {
    await program.stop();
    await folder.remove();
  }
  await reportRows('list', [
    compareSeries(
      {
        order: 2.5,
        what: `Reading the index of ${SESSIONS} sessions / reading and checking every session’s file`,
      },
      series.index,
      series.files,
    ),
    compareSeries(
      { order: 2.6, what: 'The same list, asked over loopback and parsed by the page / the same' },
      series.list,
      series.files,
    ),
  ]);
});
