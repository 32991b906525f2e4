import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { CheckJob, CheckReport } from '#shared/model/library-check';
import { CheckJobs } from '../../../../electron/backend/care/check-jobs';
import { checkLibrary } from '../../../../electron/backend/care/check-library';
import { nodeFileSystem } from '../../../../electron/backend/library/file-system';
import { LibraryLayout } from '../../../../electron/backend/library/layout';
import type { Library } from '../../../../electron/backend/library/library';
import { idOf, RECORDING, sampleReview, sampleSession } from '../exchange/sample-contents';
import { openLibrary, plantSession, sessionNumber } from '../library/test-library';
import { temporaryFolders } from '../media/temporary-folder';
import { textsBesideIndex } from './backup-library';

// Every write is synced to the disk, which may be busy with other tests.
vi.setConfig({ testTimeout: 60_000 });
const makeFolder = temporaryFolders();

async function makeLibrary() {
  const folder = await makeFolder();
  const { recording } = sampleSession();
  await plantSession(folder, sessionNumber(1, { recording }), [sampleReview()]);
  await plantSession(folder, sessionNumber(2));
  const layout = new LibraryLayout(folder);
  await writeFile(join(layout.session(idOf(1)).recording, 'recording.mp3'), RECORDING);
  const { library } = await openLibrary(folder);
  await library.profile.save({ name: 'Tara', role: 'trainee', credential: '' });
  const { name } = await library.backups.make('daily');
  return { folder, layout, library, backup: library.backups.layout.backup(name) };
}

function check({ layout }: Pick<Library, 'layout'>): Promise<CheckReport> {
  const { signal } = new AbortController();
  return checkLibrary({
    fileSystem: nodeFileSystem,
    layout,
    now: () => new Date(),
    signal,
    onProgress: () => {},
  });
}

async function findings(library: Library): Promise<string[]> {
  return (await check(library)).findings.map(({ kind, message }) => `${kind}: ${message}`);
}

describe('the check of a library', () => {
  it('finds nothing in one that is whole, says what it read, and changes nothing', async () => {
    const { folder, library } = await makeLibrary();
    const before = await textsBesideIndex(folder);
    expect(await check(library)).toMatchObject({
      sessions: 2,
      reviews: 1,
      recordings: 1,
      backups: 1,
      findings: [],
    });
    expect(await textsBesideIndex(folder)).toEqual(before);
    await library.close();
  });

  it('names what is damaged, missing or not as it was', async () => {
    const { layout, library, backup } = await makeLibrary();
    const review = layout.session(idOf(1)).review(idOf(2));
    await writeFile(review, (await readFile(review, 'utf8')).replace(/"startMs":\d+/, '"startMs":1'));
    await writeFile(layout.session(idOf(2)).document, '{"schemaVersion":');
    const recording = join(layout.session(idOf(1)).recording, 'recording.mp3');
    await writeFile(
      recording,
      RECORDING.map((byte, at) => (at === 1_000 ? byte ^ 1 : byte)),
    );
    await rm(join(backup, 'sessions', idOf(1), 'session.json'));
    await writeFile(join(layout.session(idOf(1)).root, 'homework.doc'), 'x');
    await writeFile(`${layout.profile}.1-2.tmp`, '{');
    const found = await findings(library);
    expect(found).toHaveLength(6);
    for (const expected of [
      /^problem: The review of “Session 1” by .+ was changed after it was submitted/,
      /^problem: The file of a session, .+session\.json, is damaged/,
      /^problem: The recording of “Session 1” is not what it was when it was added/,
      /^problem: In the backup “.+” one file is missing or damaged/,
      /^remark: In the folder of “Session 1” lies “homework\.doc”, which is not of Concordance/,
      /^remark: In the library’s folder lies what a cut-off save left behind: “profile\.json/,
    ]) {
      expect(found).toContainEqual(expect.stringMatching(expected));
    }
    await rm(recording);
    expect(await findings(library)).toContainEqual(
      expect.stringMatching(/^problem: The recording of “Session 1” is missing/),
    );
    await library.close();
  });

  it('runs one at a time, tells how far it is, and can be cancelled', async () => {
    const { layout, library } = await makeLibrary();
    const told: CheckJob[] = [];
    const jobs = new CheckJobs({
      fileSystem: nodeFileSystem,
      layout,
      now: () => new Date(),
      log: { info: () => {}, error: () => {} },
      emit: (job) => told.push(job),
    });
    expect(jobs.current).toBeNull();
    jobs.start();
    expect(() => jobs.start()).toThrow('already');
    await jobs.cancel();
    expect(jobs.current).toEqual({ phase: 'cancelled' });
    jobs.start();
    await vi.waitFor(() => expect(jobs.current?.phase).toBe('done'), { timeout: 10_000 });
    expect(told.map(({ phase }) => phase)).toEqual(
      expect.arrayContaining(['running', 'cancelled', 'running', 'done']),
    );
    await library.close();
  });
});
