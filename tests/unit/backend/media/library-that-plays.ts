import { v7 } from 'uuid';
import { afterEach, expect } from 'vitest';
import type { ServerEvent } from '#shared/api-contract/library-contract';
import { type ImportJob, isSettled } from '#shared/model/import-job';
import type { FileSystem } from '../../../../electron/backend/library/file-system';
import { playbackLibraryOf, recordingStoreOf } from '../../../../electron/backend/library/library-doors';
import type { Ffmpeg } from '../../../../electron/backend/media/ffmpeg/ffmpeg';
import { createImports } from '../../../../electron/backend/media/imports/imports';
import { createPlaybackStore } from '../../../../electron/backend/media/serving/playback-store';
import { noFfmpeg } from '../../../helpers/system-ffmpeg';
import { openLibrary } from '../library/test-library';

type OpenOptions = {
  access?: 'full' | 'reading';
  ffmpeg?: Pick<Ffmpeg, 'state' | 'program'>;
  disk?: FileSystem;
};

/** Opens libraries with what takes recordings in and plays them, and closes them after each test. */
export function librariesThatPlay() {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });
  return async (folder: string, { access = 'full', ffmpeg = noFfmpeg, disk }: OpenOptions = {}) => {
    const { library } = await openLibrary(folder, disk, undefined, access);
    const { fileSystem } = library;
    const events: ServerEvent[] = [];
    const imports = createImports({
      fileSystem,
      stagingFolder: library.layout.incoming,
      addsByPath: true,
      newId: v7,
      now: () => new Date(),
      log: { info() {}, error() {} },
      emit: (event) => events.push(event),
      sessions: recordingStoreOf(library),
      packages: { open: never, unlock: never, inspect: never, accept: never },
      ffmpeg,
    });
    const playback = createPlaybackStore({
      library: playbackLibraryOf(library),
      fileSystem,
      imports,
      ffmpeg,
    });
    let isOpen = true;
    const close = async () => {
      if (!isOpen) return;
      isOpen = false;
      await imports.close();
      await library.close();
    };
    closing.push(close);
    return { library, imports, playback, events, close };
  };
}

function never(): Promise<never> {
  return Promise.reject(new Error('This is no package'));
}

export type Opened = Awaited<ReturnType<ReturnType<typeof librariesThatPlay>>>;

/** Waits until an import is over or asks, and returns its job. */
export async function whenAnswered({ imports }: Opened, importId: string): Promise<ImportJob> {
  const find = () => imports.list().find(({ id }) => id === importId);
  await expect
    .poll(() => find(), { timeout: 30_000 })
    .toSatisfy((job?: ImportJob) => job !== undefined && (isSettled(job) || job.phase === 'unplayable'));
  const job = find();
  if (!job) throw new Error('The import is gone');
  return job;
}

/** Adds a recording that is taken in without a question. */
export async function add(opened: Opened, file: string, storage: 'copied' | 'linked' = 'copied') {
  const { importId } = opened.imports.beginFromPath({ path: file, storage });
  const job = await whenAnswered(opened, importId);
  if (job.phase !== 'done') throw new Error(`It was not added: ${JSON.stringify(job)}`);
  return job.sessionId;
}

/** Waits until what a session is played from was made. */
export async function whenPrepared({ playback }: Opened, sessionId: string) {
  await expect
    .poll(async () => (await playback.prepare(sessionId, false)).state, { timeout: 30_000 })
    .not.toBe('preparing');
  return playback.prepare(sessionId, false);
}
