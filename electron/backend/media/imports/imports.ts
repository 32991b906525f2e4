import { join } from 'node:path';
import { type ImportJob, isSettled, type PreparedThing } from '#shared/model/import-job';
import type { Recording } from '#shared/model/recording';
import { looksLikePackage } from '../../exchange/package-signature';
import { nodeFileSystem } from '../../library/file-system';
import { expectWritable } from '../../library/read-only-file-system';
import { UserError } from '../../user-error';
import { type EncodedCopy, makePlayableCopy } from '../copying/encoded-copy';
import { makeWorkingCopy, NotCopiedError, withoutCopy } from '../copying/working-copy-maker';
import { probeRecording } from '../examining/probe';
import { UnplayableError } from '../examining/unplayable';
import { offerPlayableCopy, programForSound } from '../ffmpeg/playable-copy-offer';
import { refusalResponse } from '../serving/plain-response';
import { calendarDate, dateInName, displayNameOf, titleOf } from './file-title';
import { type Import, isQuestionOf, type Question, type StagedFile } from './import-entry';
import { ImportJobs } from './import-jobs';
import { refusalFor } from './import-refusal';
import { type FetchContext, type FetchedFile, fetchFromPath, fetchFromUpload } from './import-source';
import type { ImportOptions, Imports, PrepareContext } from './imports-door';
import { DiskFullError, describeStoreProblem, noRoomForCopy, UploadAbortedError } from './receive-file';

/** Takes files into the library: receives, examines, asks where a person must decide, and stores. */
export function createImports(options: ImportOptions): Imports {
  const { sessions, packages, ffmpeg, log, now, fileSystem = nodeFileSystem } = options;
  const jobs = new ImportJobs(options.emit);
  const imports = new Map<string, Import>();
  let storing: Promise<unknown> = Promise.resolve();
  let preparing: Promise<unknown> = Promise.resolve();

  function begin(file: { fileName: string; sizeBytes: number }): Import {
    expectWritable(fileSystem);
    const id = options.newId();
    const started: Import = {
      id,
      folder: join(options.stagingFolder, id),
      controller: new AbortController(),
      work: undefined,
      question: undefined,
    };
    imports.set(id, started);
    jobs.add(id, { fileName: displayNameOf(file.fileName), sizeBytes: file.sizeBytes });
    for (const known of imports.keys()) if (!jobs.has(known)) imports.delete(known);
    return started;
  }

  function find(importId: string): { entry: Import; job: ImportJob } {
    const job = jobs.get(importId);
    const entry = imports.get(importId);
    if (!entry) throw new Error(`The import ${importId} has a job and nothing behind it`);
    return { entry, job };
  }

  function contextOf({ id, folder, controller }: Import): FetchContext {
    return {
      fileName: jobs.get(id).fileName,
      folder,
      fileSystem,
      signal: controller.signal,
      nowMs: () => now().getTime(),
      onProgress: (progress) => jobs.move(id, { phase: 'receiving', ...progress }),
      onSize: (sizeBytes) => jobs.setSize(id, sizeBytes),
    };
  }

  /** Runs one part of an import; whatever goes wrong settles the job and removes what was staged. */
  function attempt<Result>(entry: Import, part: () => Promise<Result>): Promise<Result> {
    const attempting = part().catch(async (error) => {
      throw await settleFailure(entry, error);
    });
    entry.work = attempting.then(
      () => {},
      () => {},
    );
    return attempting;
  }

  async function settleFailure(entry: Import, error: unknown): Promise<UserError> {
    const job = jobs.get(entry.id);
    const { fileName, sizeBytes } = job;
    const isForSession = job.phase === 'preparing' && job.sessionId !== undefined;
    const isCancelled = entry.controller.signal.aborted || error instanceof UploadAbortedError;
    const described = await describeStoreProblem(error, fileName, sizeBytes, options.stagingFolder);
    const problem =
      isForSession && described instanceof DiskFullError ? noRoomForCopy(fileName, described) : described;
    await removeStaged(entry);
    if (isCancelled) {
      jobs.move(entry.id, { phase: 'cancelled' });
      return new UserError('conflict', `Adding “${fileName}” was cancelled. Nothing was stored.`);
    }
    const refusal = refusalFor(problem, fileName);
    if (refusal !== problem) log.error('An import failed', { fileName, error: String(problem) });
    jobs.move(entry.id, { phase: 'failed', message: refusal.message });
    return refusal;
  }

  async function removeStaged(entry: Import): Promise<void> {
    entry.question = undefined;
    try {
      await fileSystem.rm(entry.folder, { recursive: true, force: true });
    } catch (error) {
      // The next start empties the staging folder.
      log.error('A staging folder could not be removed', { folder: entry.folder, error: String(error) });
    }
  }

  async function examine(entry: Import, file: FetchedFile): Promise<void> {
    const { signal } = entry.controller;
    const { fileName } = jobs.get(entry.id);
    signal.throwIfAborted();
    jobs.move(entry.id, { phase: 'examining' });
    if (await looksLikePackage(file.path, fileName)) {
      const opened = await packages.open(file.path, fileName, signal);
      if ('path' in opened) return showPackage(entry, { ...file, path: opened.path });
      entry.question = { type: 'locked', file };
      jobs.move(entry.id, { phase: 'locked', ...opened });
      return;
    }
    const probed = await probeRecording(file.path, fileName, { signal }).catch((error: unknown) => {
      if (error instanceof UnplayableError) return error;
      throw error;
    });
    signal.throwIfAborted();
    if (probed instanceof UnplayableError) {
      const message = await offerPlayableCopy(ffmpeg, probed);
      signal.throwIfAborted();
      entry.question = { type: 'unplayable', file, kind: probed.kind };
      jobs.move(entry.id, { phase: 'unplayable', message });
      return;
    }
    const { probe, warning } = probed;
    const prepared = await prepare(entry, { ...probe, ...storedFile(fileName, file) }, file);
    await storeOrAsk(entry, { ...prepared, warning });
  }

  /** One at a time, so that the same file dropped twice at once is noticed too. */
  async function storeOrAsk(
    entry: Import,
    prepared: Omit<Question & { type: 'duplicate' }, 'type'>,
  ): Promise<void> {
    await inTurn(async () => {
      entry.controller.signal.throwIfAborted();
      const existing = sessions.findBySha256(prepared.recording.sha256);
      if (existing.length === 0) {
        await storeRecording(entry, prepared);
        return;
      }
      entry.question = { type: 'duplicate', ...prepared };
      jobs.move(entry.id, { phase: 'duplicate', existing });
    });
  }

  /** Makes a copy that plays of a recording that does not, where the user said so, and takes it in. */
  async function makePlayable(importId: string): Promise<void> {
    const program = await programForSound(ffmpeg);
    const { entry, job } = find(importId);
    const { question } = entry;
    if (question === undefined || !isQuestionOf(question, 'unplayable')) throw asksNothing();
    const { file, kind } = question;
    const { fileName: originalName, sizeBytes } = job;
    entry.question = undefined;
    attempt(entry, async () => {
      const made = Promise.withResolvers<EncodedCopy>();
      const workingCopyPath = await copyInTurn(entry, { makes: 'sound' }, async (context) =>
        made.resolve(
          await makePlayableCopy({ path: file.path, originalName, sizeBytes }, { program, ...context }),
        ),
      );
      const { warning, ...described } = await made.promise;
      const recording = { ...kind, ...described, ...storedFile(originalName, file) };
      await storeOrAsk(entry, { recording, file: { ...file, workingCopyPath }, warning });
    }).catch(() => {});
  }

  /** Makes the copy that a recording is played from, where it needs one for its times. */
  async function prepare(
    entry: Import,
    recording: Recording,
    file: FetchedFile,
  ): Promise<{ recording: Recording; file: StagedFile }> {
    const { timing } = recording;
    if (timing?.playedFrom.type !== 'copy') return { recording, file };
    const { playedFrom } = timing;
    try {
      const workingCopyPath = await copyInTurn(
        entry,
        { makes: 'positions' },
        ({ folder, targetPath, signal, onProgress }) =>
          makeWorkingCopy(
            { path: file.path, recording },
            playedFrom,
            { folder, targetPath },
            { signal, onProgress },
          ),
      );
      return { recording, file: { ...file, workingCopyPath } };
    } catch (error) {
      if (!(error instanceof NotCopiedError)) throw error;
      log.error('A recording was added without its copy', { error: String(error) });
      return {
        recording: { ...recording, timing: { ...timing, playedFrom: withoutCopy(playedFrom) } },
        file,
      };
    }
  }

  /** One at a time: each is as fast as the disk, and two would only take it from each other. */
  async function copyInTurn(
    entry: Import,
    about: { makes: PreparedThing; sessionId?: string },
    work: (context: PrepareContext) => Promise<void>,
  ): Promise<string> {
    const { signal } = entry.controller;
    const targetPath = join(entry.folder, 'playback');
    const report = (done: number) => jobs.move(entry.id, { phase: 'preparing', done, ...about });
    report(0);
    const turn = preparing.then(async () => {
      signal.throwIfAborted();
      await fileSystem.mkdir(entry.folder, { recursive: true });
      await work({ folder: entry.folder, targetPath, signal, onProgress: report });
    });
    preparing = turn.catch(() => {});
    await turn;
    return targetPath;
  }

  async function showPackage(entry: Import, file: FetchedFile): Promise<void> {
    const inspection = await packages.inspect(file.path, jobs.get(entry.id).fileName);
    entry.controller.signal.throwIfAborted();
    entry.question = { type: 'package', file };
    jobs.move(entry.id, { phase: 'package', inspection });
  }

  /** Tries a passphrase; while that works, no other can be tried. */
  function unlock(importId: string, passphrase: string): Promise<void> {
    const { entry, job } = find(importId);
    const { question } = entry;
    if (question?.type !== 'locked' || job.phase !== 'locked' || job.opensWith !== 'passphrase') {
      throw new UserError('conflict', 'This import asks for no passphrase, or tries one at the moment.');
    }
    const { file } = question;
    const { signal } = entry.controller;
    entry.question = undefined;
    return new Promise((resolve, reject) => {
      const onOpened = () => {
        jobs.move(importId, { phase: 'examining' });
        resolve();
      };
      attempt(entry, async () => {
        const opened = await packages.unlock(file.path, job.fileName, passphrase, { signal, onOpened });
        if (opened) return showPackage(entry, { ...file, path: opened.path });
        signal.throwIfAborted();
        entry.question = question;
        reject(new UserError('forbidden', `This is not the passphrase of “${job.fileName}”. Try again.`));
      }).catch(reject);
    });
  }

  function inTurn<Result>(part: () => Promise<Result>): Promise<Result> {
    const turn = storing.then(part);
    storing = turn.catch(() => {});
    return turn;
  }

  async function storeRecording(
    entry: Import,
    { recording, file, warning }: Omit<Question & { type: 'duplicate' }, 'type'>,
  ): Promise<string> {
    const { originalName } = recording;
    const recordedOn = dateInName(originalName, now()) ?? (file.modifiedAt && calendarDate(file.modifiedAt));
    const sessionId = await sessions.addRecording({
      recording,
      ...(file.isLinked ? { linkedPath: file.path } : { stagedPath: file.path }),
      ...(file.workingCopyPath !== undefined && { workingCopyPath: file.workingCopyPath }),
      title: titleOf(originalName),
      ...(recordedOn !== undefined && { recordedOn }),
    });
    await finish(entry, sessionId, warning);
    return sessionId;
  }

  async function finish(entry: Import, sessionId: string, warning?: string): Promise<void> {
    await removeStaged(entry);
    jobs.move(entry.id, { phase: 'done', sessionId, ...(warning !== undefined && { warning }) });
  }

  /** Answers a job's question; while that works, the job can be neither dismissed nor answered again. */
  async function answer<Type extends Question['type']>(
    importId: string,
    type: Type,
    store: (entry: Import, question: Question & { type: Type }) => Promise<string>,
  ): Promise<{ sessionId: string }> {
    const { entry } = find(importId);
    const { question } = entry;
    if (question === undefined || !isQuestionOf(question, type)) throw asksNothing();
    entry.question = undefined;
    jobs.move(importId, { phase: 'examining' });
    const sessionId = await attempt(entry, () =>
      inTurn(() => {
        entry.controller.signal.throwIfAborted();
        return store(entry, question);
      }),
    );
    return { sessionId };
  }

  async function cancel(importId: string): Promise<void> {
    const { entry, job } = find(importId);
    if (isSettled(job)) return;
    entry.controller.abort();
    await entry.work;
    // Without work that notices, it was waiting: for its bytes or for an answer.
    if (isSettled(jobs.get(importId))) return;
    await removeStaged(entry);
    jobs.move(importId, { phase: 'cancelled' });
  }

  return {
    list: () => jobs.list(),

    beginUpload(file) {
      return { importId: begin(file).id };
    },

    async receive(importId, request) {
      try {
        const { entry, job } = find(importId);
        if (job.phase !== 'receiving' || entry.work !== undefined) {
          throw new UserError('conflict', `“${job.fileName}” is being received already, or was.`);
        }
        const file = await attempt(entry, () => fetchFromUpload(request, job.sizeBytes, contextOf(entry)));
        // The job tells what comes of it; the sender need not wait.
        attempt(entry, () => examine(entry, file)).catch(() => {});
        return new Response(null, { status: 204 });
      } catch (error) {
        return refusalResponse(error);
      }
    },

    beginFromPath({ path, storage }) {
      if (!options.addsByPath) {
        throw new UserError(
          'forbidden',
          'Files cannot be added by their path here. Choose or drop the file.',
        );
      }
      const entry = begin({ fileName: path, sizeBytes: 0 });
      attempt(entry, async () => examine(entry, await fetchFromPath(path, storage, contextOf(entry)))).catch(
        () => {},
      );
      return { importId: entry.id };
    },

    cancel,
    makePlayable,

    addDuplicate: (importId) =>
      answer(importId, 'duplicate', (entry, question) => storeRecording(entry, question)),

    unlock: async (importId, passphrase) => unlock(importId, passphrase),

    acceptPackage: (importId, confirmed) =>
      answer(importId, 'package', async (entry, { file }) => {
        const sessionId = await packages.accept(file.path, jobs.get(importId).fileName, confirmed);
        await finish(entry, sessionId);
        return sessionId;
      }),

    async dismiss(importId) {
      const { entry, job } = find(importId);
      if (!isSettled(job) && entry.question === undefined) {
        throw new UserError('conflict', `“${job.fileName}” is still being added. Cancel it first.`);
      }
      await cancel(importId);
      imports.delete(importId);
      jobs.remove(importId);
    },

    beginPreparing(about, work) {
      const entry = begin(about);
      const { sessionId, makes } = about;
      const outcome = attempt(entry, async () => {
        await copyInTurn(entry, { sessionId, makes }, work);
        await removeStaged(entry);
        jobs.move(entry.id, { phase: 'prepared', sessionId, makes });
      }).then(
        () => 'prepared' as const,
        () => (entry.controller.signal.aborted ? ('stopped' as const) : ('failed' as const)),
      );
      return { importId: entry.id, outcome };
    },

    async close() {
      await Promise.all([...imports.keys()].map((importId) => cancel(importId).catch(() => {})));
    },
  };
}

/** What a file is that is stored with its session, whatever is in it. */
function storedFile(originalName: string, { isLinked, sizeBytes, sha256 }: FetchedFile) {
  return { storage: isLinked ? 'linked' : 'copied', originalName, sizeBytes, sha256 } as const;
}

function asksNothing(): UserError {
  return new UserError('conflict', 'This import asks nothing any more. Look at its state in the list.');
}
