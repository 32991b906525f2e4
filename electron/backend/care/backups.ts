import { join } from 'node:path';
import {
  type BackupManifest,
  type BackupReason,
  type BackupSummary,
  roleOfBackupFile,
} from '#shared/model/backup';
import { backupsToRemove } from '#shared/model/backup-retention';
import { renameWithRetry, storageError, syncFolder } from '../library/durable-write';
import { errorCodeOf, type FileSystem } from '../library/file-system';
import type { RecoveryReport } from '../library/json-document';
import type { LibraryLayout } from '../library/layout';
import type { ReviewStore } from '../library/review-store';
import { UserError } from '../user-error';
import { damagedFiles, type EarlierBackup, placeFiles, readManifest, writeManifest } from './backup-files';
import { BackupLayout, backupName } from './backup-layout';
import { readSources } from './backup-sources';
import { ForgottenSessions } from './forgotten-sessions';

export type BackupsOptions = {
  fileSystem: FileSystem;
  layout: LibraryLayout;
  reviews: Pick<ReviewStore, 'atRest'>;
  now: () => Date;
  onRecovery: RecoveryReport;
};

/** A backup whose list of files was read. */
export type OpenedBackup = { name: string; folder: string; manifest: BackupManifest };

/**
 * The backups of a library, in `backups/<day>/`: true copies of every document, each verified before it gets its name.
 * What is done to them is done one at a time.
 */
export class Backups {
  readonly layout: BackupLayout;
  #queue: Promise<unknown> = Promise.resolve();
  #forgotten: Promise<ForgottenSessions> | undefined;

  constructor(private readonly options: BackupsOptions) {
    this.layout = new BackupLayout(options.layout.backups);
  }

  /** All backups, the newest first. */
  async list(): Promise<BackupSummary[]> {
    const { names } = await this.layout.list(this.options.fileSystem);
    const summaries: BackupSummary[] = [];
    for (const name of names.reverse()) {
      const manifest = await readManifest(this.options.fileSystem, this.layout.backup(name));
      summaries.push(manifest ? summarise(name, manifest) : { name, state: 'unreadable' });
    }
    return summaries;
  }

  /** @throws UserError `not-found` for one that is gone, `storage` for one whose list of files cannot be read */
  async open(name: string): Promise<OpenedBackup> {
    const folder = this.layout.backup(name);
    const manifest = await readManifest(this.options.fileSystem, folder);
    if (manifest) return { name, folder, manifest };
    const isThere = (await this.layout.list(this.options.fileSystem)).names.includes(name);
    throw isThere
      ? new UserError(
          'storage',
          `The backup “${name}” cannot be read: its list of files is damaged, or a newer version of Concordance made it.`,
        )
      : new UserError('not-found', `The backup “${name}” is not there any more.`);
  }

  /** Whether the backup of the day that the clock shows is still to be made. */
  async isTodaysMissing(): Promise<boolean> {
    const { names } = await this.layout.list(this.options.fileSystem);
    return !names.includes(backupName(this.options.now(), { withTime: false }));
  }

  /**
   * Makes a backup, reads it back, and removes those that have had their time.
   *
   * @throws UserError `storage` when it cannot be written; the library and the earlier backups are as they were
   */
  make(reason: BackupReason): Promise<BackupSummary> {
    return this.#inTurn(() => this.#make(reason));
  }

  /**
   * Takes a session out of every backup, for good. When it resolves nothing of it is left in any, and each backup is
   * still whole without it. What a crash cuts off is finished at the next start.
   */
  forgetSession(sessionId: string): Promise<void> {
    return this.#inTurn(async () => {
      await this.options.fileSystem.mkdir(this.layout.root, { recursive: true });
      const forgotten = await this.#openForgotten();
      await forgotten.begin(sessionId);
      await this.#removeEverywhere(sessionId);
      await forgotten.finish(sessionId);
    });
  }

  /** Takes up what an earlier run left unfinished; costs one look where there is nothing. */
  resume(): Promise<void> {
    return this.#inTurn(async () => {
      const { leftovers } = await this.layout.list(this.options.fileSystem);
      for (const folder of leftovers) await this.#delete(folder);
      const forgotten = await this.#openForgotten();
      for (const sessionId of forgotten.unfinished) {
        await this.#removeEverywhere(sessionId);
        await forgotten.finish(sessionId);
      }
    });
  }

  /** Whether a session was taken out of the backups after that one was made: it must not come back from it. */
  async isForgotten(sessionId: string, { manifest }: OpenedBackup): Promise<boolean> {
    return (await this.#openForgotten()).isForgotten(sessionId, manifest.madeAt);
  }

  async #make(reason: BackupReason): Promise<BackupSummary> {
    const { fileSystem, layout, reviews, now } = this.options;
    const madeAt = now();
    const name = await this.#freeName(madeAt, reason);
    const staged = this.layout.making(name);
    try {
      await this.#delete(staged);
      await fileSystem.mkdir(staged, { recursive: true });
      const earlier = await this.#newest();
      const manifest: BackupManifest = { schemaVersion: 1, madeAt: madeAt.toISOString(), reason, files: [] };
      for await (const sources of readSources(fileSystem, layout, reviews)) {
        manifest.files.push(...(await placeFiles(fileSystem, staged, sources, earlier)));
      }
      await writeManifest(fileSystem, staged, manifest);
      // Before it has its name: what is called a backup has been read back and compared.
      const [damaged] = await damagedFiles(fileSystem, staged, manifest);
      if (damaged) {
        throw new UserError(
          'storage',
          `The backup was written but “${damaged.path}” in it could not be read back as it was. The disk may be failing.`,
        );
      }
      await renameWithRetry(fileSystem, staged, this.layout.backup(name));
      await syncFolder(fileSystem, this.layout.root);
      await this.#prune();
      return summarise(name, manifest);
    } catch (error) {
      await this.#delete(staged).catch(() => {});
      throw storageError(error, join(this.layout.root, name));
    }
  }

  /** The day's own name for the first backup of a day that was not made for a purpose; else one with the time. */
  async #freeName(madeAt: Date, reason: BackupReason): Promise<string> {
    const { names } = await this.layout.list(this.options.fileSystem);
    const day = backupName(madeAt, { withTime: false });
    if (reason === 'daily' && !names.includes(day)) return day;
    for (let at = madeAt; ; at = new Date(at.getTime() + 1_000)) {
      const name = backupName(at, { withTime: true });
      if (!names.includes(name)) return name;
    }
  }

  async #newest(): Promise<EarlierBackup | undefined> {
    const { names } = await this.layout.list(this.options.fileSystem);
    for (const name of names.reverse()) {
      const folder = this.layout.backup(name);
      const manifest = await readManifest(this.options.fileSystem, folder);
      if (manifest) return { folder, files: new Map(manifest.files.map((file) => [file.path, file])) };
    }
    return undefined;
  }

  async #prune(): Promise<void> {
    const { names } = await this.layout.list(this.options.fileSystem);
    for (const name of backupsToRemove(names)) {
      const doomed = this.layout.removing(name);
      await renameWithRetry(this.options.fileSystem, this.layout.backup(name), doomed);
      await this.#delete(doomed);
    }
  }

  async #removeEverywhere(sessionId: string): Promise<void> {
    const { fileSystem } = this.options;
    const { names, leftovers } = await this.layout.list(fileSystem);
    for (const folder of leftovers) await this.#delete(folder);
    for (const name of names) {
      const folder = this.layout.backup(name);
      const manifest = await readManifest(fileSystem, folder);
      const files = manifest?.files.filter(({ path }) => !isOf(sessionId, path));
      // The list first: a backup is whole when everything in its list is there.
      if (manifest && files && files.length < manifest.files.length) {
        await writeManifest(fileSystem, folder, { ...manifest, files });
      }
      for (const entry of await fileSystem.readdir(folder)) {
        if (entry.endsWith('.tmp')) await this.#delete(join(folder, entry));
      }
      const sessions = join(folder, 'sessions');
      await this.#delete(join(sessions, sessionId));
      await syncFolder(fileSystem, sessions).catch((error: unknown) => {
        if (errorCodeOf(error) !== 'ENOENT') throw error;
      });
    }
  }

  #delete(path: string): Promise<void> {
    return this.options.fileSystem.rm(path, { recursive: true, force: true });
  }

  #openForgotten(): Promise<ForgottenSessions> {
    const { fileSystem, now, onRecovery } = this.options;
    this.#forgotten ??= ForgottenSessions.open({
      fileSystem,
      path: this.layout.forgotten,
      now,
      onRecovery,
    });
    this.#forgotten.catch(() => {
      this.#forgotten = undefined;
    });
    return this.#forgotten;
  }

  /** Runs a task while nothing else is done to the backups; it makes backups by the function it is given. */
  alone<Result>(
    task: (make: (reason: BackupReason) => Promise<BackupSummary>) => Promise<Result>,
  ): Promise<Result> {
    return this.#inTurn(() => task((reason) => this.#make(reason)));
  }

  #inTurn<Result>(task: () => Promise<Result>): Promise<Result> {
    const turn = this.#queue.then(task);
    this.#queue = turn.catch(() => {});
    return turn;
  }
}

function isOf(sessionId: string, path: string): boolean {
  const role = roleOfBackupFile(path);
  return role !== undefined && role.type !== 'library' && role.sessionId === sessionId;
}

function summarise(name: string, { madeAt, reason, files }: BackupManifest): BackupSummary {
  const roles = files.map(({ path }) => roleOfBackupFile(path));
  const sessions = new Set(
    roles.flatMap((role) => (role && role.type !== 'library' ? [role.sessionId] : [])),
  );
  const reviews = new Set(roles.flatMap((role) => (role?.type === 'review' ? [role.reviewId] : [])));
  return {
    name,
    state: 'complete',
    madeAt,
    reason,
    sessions: sessions.size,
    reviews: reviews.size,
    sizeBytes: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  };
}
