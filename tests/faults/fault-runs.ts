import { randomInt } from 'node:crypto';
import { cp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Library } from '../../electron/backend/library/library';
import { type Fault, makeFaultyFileSystem } from '../helpers/faulty-file-system';
import { makeTemporaryFolder } from '../helpers/temporary-folder';
import { pathsOf } from '../unit/backend/care/backup-library';
import { openLibrary } from '../unit/backend/library/test-library';

/** Something that is done to a library, and cut off at every one of its operations. */
export type Act = {
  /** Puts files into a new library's folder and opens it once, where that is needed. */
  prepare(folder: string): Promise<void>;
  /** Rejects when it is refused. What it acknowledges must be there afterwards. */
  act(library: Library): Promise<void>;
  /**
   * Of how many of its operations one is tried, from another one on each time, since each takes long; every one where
   * it is not given, and with `ALL_FAULTS=1`.
   */
  oneOf?: number;
  /** What counts, in a form that can be compared; everything else may differ. */
  observe?(library: Library): Promise<unknown>;
};

export type Figures = { operations: number; runs: number; old: number; new: number; losses: number };

/**
 * Does an act once with each of its operations failing, and once with the process dying there, on a copy of the same
 * library; then opens the library again.
 *
 * @throws Error that names the operation, when the library afterwards holds neither the old state nor the new
 */
export async function runWithFaults(
  { prepare, act, oneOf = 1, observe = observeAll }: Act,
  way: Fault['way'],
): Promise<Figures> {
  const template = await makeTemporaryFolder('faults');
  const runs = await makeTemporaryFolder('fault-runs');
  try {
    await prepare(template.path);
    const states = { old: '', new: '' };
    const first = await once(template.path, join(runs.path, 'first'), { act, observe }, undefined);
    states.old = first.before;
    states.new = first.after;
    const figures: Figures = { operations: first.operations.length, runs: 0, old: 0, new: 0, losses: 0 };
    const stride = process.env.ALL_FAULTS === '1' ? 1 : oneOf;
    for (let at = randomInt(stride); at < first.operations.length; at += stride) {
      const folder = join(runs.path, String(at));
      const { isAcknowledged, after } = await once(template.path, folder, { act, observe }, { at, way });
      const where = `operation ${at} (${first.operations[at]}) ${way}`;
      figures.runs += 1;
      if (after === states.new) figures.new += 1;
      else if (after === states.old) {
        figures.old += 1;
        if (isAcknowledged && states.old !== states.new) {
          figures.losses += 1;
          throw new Error(`It was acknowledged and is lost when ${where}`);
        }
      } else {
        throw new Error(`Neither the old nor the new when ${where}:\n${after}\n\nold:\n${states.old}`);
      }
      await rm(folder, { recursive: true, force: true });
    }
    return figures;
  } finally {
    await template.remove();
    await runs.remove();
  }
}

async function once(
  template: string,
  folder: string,
  { act, observe }: Required<Pick<Act, 'act' | 'observe'>>,
  fault: Fault | undefined,
): Promise<{ isAcknowledged: boolean; before: string; after: string; operations: string[] }> {
  await cp(template, folder, { recursive: true });
  const counting = makeFaultyFileSystem();
  const opened = await openLibrary(folder, counting.fileSystem);
  const before = JSON.stringify(await observe(opened.library), null, 1);
  const start = counting.operations.length;
  if (fault) counting.arm({ ...fault, at: start + fault.at });
  const isAcknowledged = await act(opened.library).then(
    () => true,
    (error: unknown) => {
      if (fault) return false;
      throw error;
    },
  );
  const operations = counting.operations.slice(start);
  // One that died closes nothing; its lock names a process that is gone, which the lock's own tests are about.
  if (fault?.way !== 'dies') await opened.library.close().catch(() => {});
  await rm(opened.library.layout.lock, { force: true });
  const { library } = await openLibrary(folder);
  const after = JSON.stringify(await observe(library), null, 1);
  await library.close();
  return { isAcknowledged, before, after, operations };
}

/** Every session with its reviews, its recording's bytes and its list, the trash, the profile and every backup. */
export async function observeAll(library: Library): Promise<unknown> {
  const sessions: unknown[] = [];
  for (const { id, reviews } of library.index.list()) {
    const session = await library.sessions.get(id);
    const path = await library.sessions.locateRecording(session);
    const contents: unknown[] = [];
    for (const review of reviews) {
      const read = await library.reviews.read(review);
      contents.push({ status: read.review.status, content: read.review.content, seal: read.seal });
    }
    sessions.push({
      title: session.title,
      consent: session.consent,
      recording: session.recording,
      bytes: path === undefined ? 0 : (await readFile(path)).byteLength,
      reviews: contents,
    });
  }
  const backups = await library.backups.list();
  for (const backup of backups) await pathsOf(library.backups, backup.name);
  return {
    sessions: sessions.sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))),
    trash: (await library.index.readTrash()).map(({ session }) => session.title),
    profile: library.profile.current?.person.name,
    backups: backups.filter((backup) => backup.state === 'complete').map(({ reason }) => reason),
    incoming: (await readdir(library.layout.incoming)).length,
    leftBehind: (await readdir(library.layout.root)).filter((name) => name === 'restoring'),
  };
}
