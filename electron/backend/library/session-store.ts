import { join } from 'node:path';
import { SESSION_MIGRATIONS } from '#shared/migrations/session-migrations';
import { type Excerpt, type Recording, recordingLinkSchema } from '#shared/model/recording';
import type { RecordingTiming } from '#shared/model/recording-timing';
import type { ReviewDocument } from '#shared/model/review-document';
import { type SessionDocument, sessionDocumentSchema } from '#shared/model/session';
import { sketchBeside } from '../media/copying/working-copy-name';
import { UserError } from '../user-error';
import { renameWithRetry, storageError, syncFolder, writeDurably } from './durable-write';
import { errorCodeOf, type FileSystem, ifMissing } from './file-system';
import { type JsonDocument, openJsonDocument, type RecoveryReport, saveDocument } from './json-document';
import { type LibraryLayout, SessionLayout } from './layout';

/** Where the bytes of a new session's recording come from. */
export type RecordingSource =
  | { storage: 'copied'; stagedPath: string; workingCopyPath?: string }
  | { storage: 'linked'; originalPath: string; workingCopyPath?: string }
  /** A file for each of the recording's excerpts that is not in the library yet, by its SHA-256. */
  | { storage: 'excerpts'; stagedPaths: ReadonlyMap<string, string> }
  | { storage: 'absent' };

/** The sessions' own documents and folders. */
export class SessionStore {
  readonly #documents = new Map<string, Promise<JsonDocument<SessionDocument>>>();

  constructor(
    private readonly fileSystem: FileSystem,
    private readonly layout: LibraryLayout,
    private readonly now: () => Date,
    private readonly onRecovery: RecoveryReport,
  ) {}

  /**
   * Makes a session's folder beside its place and moves it there in one step, so that it exists whole or not at all.
   * A staged recording is moved, not copied. `reviews` are those that a package brings along.
   */
  async create(
    document: SessionDocument,
    source: RecordingSource,
    reviews: readonly ReviewDocument[] = [],
  ): Promise<void> {
    const folder = join(this.layout.incoming, `session-${document.id}`);
    const staged = new SessionLayout(folder);
    try {
      await this.fileSystem.mkdir(staged.reviews, { recursive: true });
      await this.fileSystem.mkdir(staged.cache);
      await this.#placeRecording(staged, document.recording, source);
      for (const review of reviews) {
        await writeDurably(
          this.fileSystem,
          staged.review(review.review.id),
          `${JSON.stringify(review, null, 1)}\n`,
          { keepBackup: false },
        );
      }
      await writeDurably(this.fileSystem, staged.document, `${JSON.stringify(document, null, 1)}\n`, {
        keepBackup: false,
      });
      await renameWithRetry(this.fileSystem, folder, this.layout.session(document.id).root);
      await syncFolder(this.fileSystem, this.layout.sessions);
    } catch (error) {
      await this.fileSystem.rm(folder, { recursive: true, force: true }).catch(() => {});
      throw storageError(error, document.recording.originalName);
    }
  }

  /** @throws UserError `not-found` when there is no such session */
  async get(sessionId: string): Promise<SessionDocument> {
    return (await this.#open(sessionId)).data;
  }

  async save(document: SessionDocument): Promise<void> {
    const opened = await this.#open(document.id);
    await saveDocument(opened.document, document);
  }

  /**
   * Gives a session the recording, or more of it, that it came without. The files of what was here are removed last, so
   * that a crash in between leaves a session whose files are all there.
   */
  async attachRecording(sessionId: string, recording: Recording, source: RecordingSource): Promise<void> {
    const session = await this.get(sessionId);
    const layout = this.layout.session(sessionId);
    await this.#placeRecording(layout, recording, source);
    await this.save({ ...session, recording });
    const kept = new Set((recording.excerpts ?? []).map(excerptFileName));
    const known = (session.recording.excerpts ?? []).map(excerptFileName);
    for (const name of known.filter((name) => !kept.has(name))) {
      await this.fileSystem.rm(join(layout.recording, name), { force: true });
    }
    // It was made of what was here before.
    await this.fileSystem.rm(layout.cache, { recursive: true, force: true });
  }

  /** Writes down what was found of the times of a recording; nothing where the session has another by now. */
  async saveTiming(
    sessionId: string,
    sha256: string,
    found: Pick<Recording, 'timing' | 'soundTrack'>,
  ): Promise<void> {
    const session = await this.get(sessionId);
    if (session.recording.sha256 !== sha256) return;
    await this.save({ ...session, recording: { ...session.recording, ...found } });
  }

  /**
   * Moves a finished working copy to its place; nothing where the session has no such recording any more.
   *
   * @param timing - how the recording is played from then on, where that changes
   */
  async placeWorkingCopy(
    sessionId: string,
    sha256: string,
    stagedPath: string,
    timing?: RecordingTiming,
  ): Promise<void> {
    const { recording } = await this.get(sessionId);
    const isHere = recording.storage === 'copied' || recording.storage === 'linked';
    if (!isHere || recording.sha256 !== sha256) return;
    const played = timing ? { ...recording, timing } : recording;
    await this.#placeWorkingCopy(this.layout.session(sessionId), played, stagedPath);
    // Last: what it says is played must be there.
    if (timing) await this.saveTiming(sessionId, sha256, { timing });
  }

  /** Notes that the original of a linked recording lies elsewhere now. */
  async relink({ id, recording }: SessionDocument, originalPath: string): Promise<void> {
    await this.#placeRecording(this.layout.session(id), recording, { storage: 'linked', originalPath });
  }

  /** The file that holds a session's recording, whether copied or linked; `undefined` where it was not shared. */
  async locateRecording(session: SessionDocument): Promise<string | undefined> {
    const layout = this.layout.session(session.id);
    switch (session.recording.storage) {
      case 'absent':
      case 'deleted':
      case 'excerpts':
        return undefined;
      case 'copied':
        return join(layout.recording, recordingFileName(session.recording));
      case 'linked': {
        const text = await this.fileSystem.readFile(layout.recordingLink, 'utf8');
        return recordingLinkSchema.parse(JSON.parse(text)).path;
      }
    }
  }

  /** The file that holds one excerpt of a session's recording. */
  locateExcerpt(sessionId: string, excerpt: Excerpt): string {
    return join(this.layout.session(sessionId).recording, excerptFileName(excerpt));
  }

  /** Lets go of everything that was read. */
  releaseAll(): void {
    this.#documents.clear();
  }

  /** Lets go of what was read of a session, before its files are replaced. */
  release(sessionId: string): void {
    this.#documents.delete(sessionId);
  }

  async moveToTrash(sessionId: string): Promise<void> {
    const session = await this.get(sessionId);
    await this.save({ ...session, trashedAt: this.now().toISOString() });
    await this.#move(this.layout.session(sessionId), this.layout.trashedSession(sessionId));
    this.#documents.delete(sessionId);
  }

  async restore(sessionId: string): Promise<void> {
    await this.#move(this.layout.trashedSession(sessionId), this.layout.session(sessionId));
    const { trashedAt: _trashedAt, ...session } = await this.get(sessionId);
    await this.save(session);
  }

  async isTrashed(sessionId: string): Promise<boolean> {
    try {
      await this.fileSystem.stat(this.layout.trashedSession(sessionId).document);
      return true;
    } catch {
      return false;
    }
  }

  /** Deletes a trashed session for good; when that is cut off, the next start deletes what is left. */
  async deleteTrashed(sessionId: string): Promise<void> {
    const doomed = join(this.layout.incoming, `deleted-${sessionId}`);
    await renameWithRetry(this.fileSystem, this.layout.trashedSession(sessionId).root, doomed);
    await this.fileSystem.rm(doomed, { recursive: true, force: true });
  }

  async #open(
    sessionId: string,
  ): Promise<{ document: JsonDocument<SessionDocument>; data: SessionDocument }> {
    let opening = this.#documents.get(sessionId);
    if (!opening) {
      opening = openJsonDocument({
        fileSystem: this.fileSystem,
        path: this.layout.session(sessionId).document,
        schema: sessionDocumentSchema,
        migrations: SESSION_MIGRATIONS,
        description: `session ${sessionId}`,
        now: this.now,
        onRecovery: this.onRecovery,
      });
      this.#documents.set(sessionId, opening);
      opening.catch(() => this.#documents.delete(sessionId));
    }
    const document = await opening;
    if (!document.data) {
      this.#documents.delete(sessionId);
      throw new UserError(
        'not-found',
        'This session is not in the library any more. It may be in the trash.',
      );
    }
    return { document, data: document.data };
  }

  async #placeRecording(layout: SessionLayout, recording: Recording, source: RecordingSource): Promise<void> {
    await this.fileSystem.mkdir(layout.recording, { recursive: true });
    if (source.storage === 'copied') {
      await renameWithRetry(
        this.fileSystem,
        source.stagedPath,
        join(layout.recording, recordingFileName(recording)),
      );
    }
    if (source.storage === 'excerpts') {
      for (const excerpt of recording.excerpts ?? []) {
        const stagedPath = source.stagedPaths.get(excerpt.sha256);
        if (stagedPath === undefined) continue;
        await renameWithRetry(this.fileSystem, stagedPath, join(layout.recording, excerptFileName(excerpt)));
      }
      await syncFolder(this.fileSystem, layout.recording);
    }
    if (
      (source.storage === 'copied' || source.storage === 'linked') &&
      source.workingCopyPath !== undefined
    ) {
      await this.#placeWorkingCopy(layout, recording, source.workingCopyPath);
    }
    if (source.storage === 'linked') {
      const { sizeBytes, durationMs, sha256 } = recording;
      const link = { schemaVersion: 1, path: source.originalPath, sizeBytes, durationMs, sha256 };
      await writeDurably(this.fileSystem, layout.recordingLink, `${JSON.stringify(link, null, 1)}\n`, {
        keepBackup: false,
      });
    }
  }

  async #placeWorkingCopy(layout: SessionLayout, recording: Recording, stagedPath: string): Promise<void> {
    const { timing } = recording;
    if (!timing || timing.playedFrom.type === 'original') return;
    // Not with its parents: a session that went to the trash meanwhile must not come back by this.
    await this.fileSystem.mkdir(layout.cache).catch((error: unknown) => {
      if (errorCodeOf(error) !== 'EEXIST') throw error;
    });
    await renameWithRetry(this.fileSystem, stagedPath, layout.workingCopy(timing.playedFrom));
    const sketch = await this.fileSystem.stat(sketchBeside(stagedPath)).catch(ifMissing(undefined));
    if (sketch) {
      await renameWithRetry(this.fileSystem, sketchBeside(stagedPath), layout.peaks(recording, 'played'));
    }
  }

  async #move(from: SessionLayout, to: SessionLayout): Promise<void> {
    try {
      await renameWithRetry(this.fileSystem, from.root, to.root);
    } catch (error) {
      if (errorCodeOf(error) === 'ENOENT') {
        throw new UserError('not-found', 'This session is not there any more.', { cause: error });
      }
      throw error;
    }
    await syncFolder(this.fileSystem, join(from.root, '..'));
    await syncFolder(this.fileSystem, join(to.root, '..'));
  }
}

/**
 * The name a copied recording has inside its session: fixed but for the extension, so that no name from outside ever
 * becomes part of a path.
 */
export function recordingFileName(recording: Pick<Recording, 'originalName'>): string {
  const extension = /\.([A-Za-z0-9]{1,8})$/.exec(recording.originalName)?.[1];
  return extension ? `recording.${extension.toLowerCase()}` : 'recording';
}

/** Named by its content, so that a set of excerpts can be replaced without one file taking another's place. */
export function excerptFileName({ sha256, extension }: Pick<Excerpt, 'sha256' | 'extension'>): string {
  return `excerpt-${sha256.slice(0, 16)}.${extension}`;
}
