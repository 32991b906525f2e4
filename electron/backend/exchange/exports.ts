import { join } from 'node:path';
import type { ServerEvent } from '#shared/api-contract/library-contract';
import type { ExportJob } from '#shared/model/export-job';
import type { Log } from '../backend';
import { type FileSystem, nodeFileSystem } from '../library/file-system';
import { expectWritable } from '../library/read-only-file-system';
import { isDiskFull } from '../media/imports/file-problem';
import { respondWithFile } from '../media/serving/file-response';
import { plainText } from '../media/serving/plain-response';
import { UserError } from '../user-error';
import { attachmentHeader } from './export-name';

/** How long a finished export waits to be saved, and an unfinished one to be read about. */
const LIFETIME_MS = 60 * 60 * 1_000;

/** Milliseconds between two reports of progress: five a second look continuous. */
const REPORT_INTERVAL_MS = 200;

export type ExportOptions = {
  /** On the library's disk; whatever lies in it is removed. */
  folder: string;
  fileSystem?: FileSystem;
  newId(): string;
  now(): Date;
  log: Log;
  emit(event: ServerEvent): void;
};

/** What the writer of an export is given. */
export type ExportTarget = {
  /** What the file is to be written with. */
  fileSystem: FileSystem;
  /** Where the file must appear, in one step, by way of `temporaryPath` beside it. */
  targetPath: string;
  temporaryPath: string;
  /** Aborts when the export is cancelled; then nothing may be left of it. */
  signal: AbortSignal;
  /** To be called as often as is convenient. */
  onProgress(writtenBytes: number, totalBytes: number): void;
};

export type Exports = {
  /** Starts an export, which goes on by itself: its job tells what becomes of it. */
  begin(
    fileName: string,
    write: (target: ExportTarget) => Promise<number>,
    /** The sessions whose words are in it. */
    sessionIds?: readonly string[],
  ): { exportId: string };
  /** Stops and removes every export of a session, since its client does not consent any more. */
  removeOf(sessionId: string): Promise<void>;
  list(): ExportJob[];
  /** Stops an export and removes what was written of it. Resolves when nothing is left, or when it was settled. */
  cancel(exportId: string): Promise<void>;
  /**
   * Takes a settled export off the list and removes its file.
   *
   * @throws UserError `conflict` while it is being written
   */
  dismiss(exportId: string): Promise<void>;
  /** Where a finished export lies, for the host that saves it by itself; `undefined` when its time is over. */
  find(exportId: string): { path: string; fileName: string; sizeBytes: number } | undefined;
  /** Answers GET and HEAD `/exports/<exportId>` with the file as an attachment. */
  respond(exportId: string, request: Request): Promise<Response>;
  /** Cancels what runs, waits for it, and removes every file. */
  close(): Promise<void>;
};

type Entry = {
  job: ExportJob;
  readonly sessionIds: readonly string[];
  readonly path: string;
  readonly controller: AbortController;
  /** Resolves when nothing writes any more; never rejects. */
  work: Promise<void>;
  expiry?: NodeJS.Timeout;
};

/** What a phase carries beside what every job has. */
type ExportState = ExportJob extends infer Job
  ? Job extends ExportJob
    ? Omit<Job, 'id' | 'fileName'>
    : never
  : never;

/**
 * Writes exports and keeps each until it is fetched or its time is over. Leftovers of an earlier run are removed.
 */
export async function createExports({
  folder,
  fileSystem = nodeFileSystem,
  newId,
  now,
  log,
  emit,
}: ExportOptions): Promise<Exports> {
  if (!fileSystem.isReadOnly) {
    await fileSystem.rm(folder, { recursive: true, force: true });
    await fileSystem.mkdir(folder, { recursive: true });
  }
  const entries = new Map<string, Entry>();

  function find(exportId: string): Entry {
    const entry = entries.get(exportId);
    if (!entry) throw new UserError('not-found', 'This export is not kept any more. Share again.');
    return entry;
  }

  function move(entry: Entry, state: ExportState): void {
    const { id, fileName } = entry.job;
    entry.job = { id, fileName, ...state } as ExportJob;
    emit({ type: 'export', job: entry.job });
  }

  function settle(entry: Entry, state: Exclude<ExportState, { phase: 'writing' }>): void {
    move(entry, state);
    entry.expiry = setTimeout(() => forget(entry), LIFETIME_MS);
    // A host that has nothing else to do may end.
    entry.expiry.unref();
  }

  async function forget(entry: Entry): Promise<void> {
    entries.delete(entry.job.id);
    clearTimeout(entry.expiry);
    await removeFile(entry.path);
  }

  async function removeFile(path: string): Promise<void> {
    try {
      await fileSystem.rm(path, { force: true });
    } catch (error) {
      log.error('An export could not be removed', { path, error: String(error) });
    }
  }

  /** Passes progress on no more often than is of use. */
  function progressOf(entry: Entry): ExportTarget['onProgress'] {
    let lastReportMs = Number.NEGATIVE_INFINITY;
    return (writtenBytes, totalBytes) => {
      const atMs = now().getTime();
      // A clock that was set back must not silence the reports.
      if (entry.job.phase !== 'writing' || Math.abs(atMs - lastReportMs) < REPORT_INTERVAL_MS) return;
      lastReportMs = atMs;
      move(entry, { phase: 'writing', writtenBytes, totalBytes });
    };
  }

  async function run(entry: Entry, write: (target: ExportTarget) => Promise<number>): Promise<void> {
    const { path, controller } = entry;
    const temporaryPath = `${path}.tmp`;
    try {
      const sizeBytes = await write({
        fileSystem,
        targetPath: path,
        temporaryPath,
        signal: controller.signal,
        onProgress: progressOf(entry),
      });
      controller.signal.throwIfAborted();
      settle(entry, { phase: 'done', sizeBytes });
    } catch (error) {
      await Promise.all([removeFile(path), removeFile(temporaryPath)]);
      if (controller.signal.aborted) {
        settle(entry, { phase: 'cancelled' });
        return;
      }
      const refusal = refusalFor(error, entry.job.fileName);
      if (refusal !== error)
        log.error('An export failed', { fileName: entry.job.fileName, error: String(error) });
      settle(entry, { phase: 'failed', message: refusal.message });
    }
  }

  async function cancel(entry: Entry): Promise<void> {
    entry.controller.abort();
    await entry.work;
  }

  return {
    begin(fileName, write, sessionIds = []) {
      expectWritable(fileSystem);
      const id = newId();
      const entry: Entry = {
        job: { id, fileName, phase: 'writing', writtenBytes: 0, totalBytes: 0 },
        sessionIds,
        path: join(folder, id),
        controller: new AbortController(),
        work: Promise.resolve(),
      };
      entries.set(id, entry);
      emit({ type: 'export', job: entry.job });
      entry.work = run(entry, write);
      return { exportId: id };
    },

    async removeOf(sessionId) {
      for (const entry of [...entries.values()].filter((known) => known.sessionIds.includes(sessionId))) {
        await cancel(entry);
        await fileSystem.rm(entry.path, { force: true });
        clearTimeout(entry.expiry);
        if (entry.job.phase === 'done') settle(entry, { phase: 'failed', message: WORDS_DELETED });
      }
    },

    list: () => [...entries.values()].map(({ job }) => job),

    cancel: async (exportId) => cancel(find(exportId)),

    async dismiss(exportId) {
      const entry = find(exportId);
      if (entry.job.phase === 'writing') {
        throw new UserError('conflict', `“${entry.job.fileName}” is still being written. Cancel it first.`);
      }
      await forget(entry);
    },

    find(exportId) {
      const entry = entries.get(exportId);
      if (entry?.job.phase !== 'done') return undefined;
      const { fileName, sizeBytes } = entry.job;
      return { path: entry.path, fileName, sizeBytes };
    },

    async respond(exportId, request) {
      const entry = entries.get(exportId);
      const response =
        entry?.job.phase === 'done' &&
        (await respondWithFile(request, {
          path: entry.path,
          contentType: 'application/octet-stream',
          version: exportId,
          cacheControl: 'private, no-store',
          contentDisposition: attachmentHeader(entry.job.fileName),
        }));
      return response || plainText(404, 'This export is not kept any more. Share again to make a new one.');
    },

    async close() {
      await Promise.all([...entries.values()].map(cancel));
      await Promise.all([...entries.values()].map(forget));
    },
  };
}

const WORDS_DELETED = 'It was deleted before it was saved, since the client does not consent to it any more.';

function refusalFor(error: unknown, fileName: string): UserError {
  if (error instanceof UserError) return error;
  if (isDiskFull(error)) {
    return new UserError(
      'storage',
      `The disk is full: “${fileName}” could not be written. Free some space, then share again; your library is unchanged.`,
      { cause: error },
    );
  }
  return new UserError(
    'storage',
    `“${fileName}” could not be written because of an unexpected problem. Your library is unchanged; try again.`,
    { cause: error },
  );
}
