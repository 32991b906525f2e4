import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Notice } from '#shared/api-contract/library-contract';
import { isSameEntry } from '#shared/history/review-change';
import { NO_CONSENT } from '#shared/model/consent';
import type { Excerpt, Recording } from '#shared/model/recording';
import {
  type Deletion,
  type SessionDetails,
  type SessionDocument,
  type SessionSummary,
  sessionDetailsSchema,
} from '#shared/model/session';
import type { Log } from '../backend';
import { Backups } from '../care/backups';
import { finishRestore } from '../care/restore-intent';
import { Contacts } from '../identity/contacts';
import { Identity } from '../identity/identity';
import type { KeyVault } from '../identity/key-vault';
import { UserError } from '../user-error';
import { AuditLog } from './audit-log';
import { DebriefStore } from './debrief-store';
import { Deletions } from './deletions';
import { type DeletedSession, emptyTrash } from './empty-trash';
import { EngagementStore } from './engagement-store';
import type { FileSystem } from './file-system';
import { FrameworkDrafts } from './framework-drafts';
import { FrameworkStore } from './framework-store';
import type { RecoveryReport } from './json-document';
import { LibraryLayout } from './layout';
import { openForChanging, openForReading } from './library-access';
import { LibraryIndex } from './library-index';
import { calendarDateHere } from './local-day';
import { OutsideFiles } from './outside-files';
import { ProfileStore } from './profile-store';
import { ReviewDesk } from './review-desk';
import { ReviewStore } from './review-store';
import { type RecordingSource, SessionStore } from './session-store';
import { Settling } from './settling';
import { Turnstile } from './turnstile';

export type LibraryOptions = {
  fileSystem: FileSystem;
  folder: string;
  /** With `reading` nothing at all is written, so that it can be open beside another Concordance. */
  access?: 'full' | 'reading';
  builtInFrameworksFolder: string;
  /** Where the owner's private keys are kept. */
  keyVault: KeyVault;
  now: () => Date;
  newId: () => string;
  log: Log;
  /** Called after the list of sessions or a state shown in it changed. */
  onSessionsChanged: () => void;
  onNotice: (notice: Notice) => void;
};

/** One open library: its parts over the documents on disk, and what happens to its sessions. */
export class Library {
  /** What reads or changes sessions passes it, once the library has settled; a restore goes through alone. */
  readonly turnstile = new Turnstile(() => this.settled());
  /** Who may start, read, write and submit which review. */
  readonly desk = new ReviewDesk(this);
  /** The drives on which linked recordings lie. */
  readonly outside = new OutsideFiles();
  #reviewTurns: Promise<unknown> = Promise.resolve();
  readonly #settling: Settling;

  private constructor(
    private readonly options: LibraryOptions,
    readonly layout: LibraryLayout,
    readonly profile: ProfileStore,
    readonly identity: Identity,
    readonly contacts: Contacts,
    readonly frameworks: FrameworkStore,
    readonly frameworkDrafts: FrameworkDrafts,
    readonly engagements: EngagementStore,
    readonly sessions: SessionStore,
    readonly reviews: ReviewStore,
    readonly debriefs: DebriefStore,
    readonly index: LibraryIndex,
    readonly audit: AuditLog,
    readonly backups: Backups,
    readonly deletions: Deletions,
    private readonly unlock: () => Promise<void>,
    tell: RecoveryReport,
  ) {
    this.#settling = new Settling(this, tell);
  }

  /**
   * Opens a library, alone and making its folders where they are missing, or for reading. Until it has settled, its list
   * of sessions is as it was left.
   *
   * @throws UserError when another process has it, or its folder cannot be used
   */
  static async open(given: LibraryOptions): Promise<Library> {
    const layout = new LibraryLayout(given.folder);
    const { fileSystem, unlock } =
      given.access === 'reading'
        ? await openForReading(given.fileSystem, layout)
        : await openForChanging(given.fileSystem, layout, given.now);
    const options = { ...given, fileSystem };
    const { now, newId, log } = options;
    try {
      const onRecovery = (message: string) => {
        log.error(message);
        options.onNotice({ id: newId(), at: now().toISOString(), message });
      };
      const restored = await finishRestore(fileSystem, layout);
      if (restored !== undefined) {
        onRecovery(
          `The restore from the backup of ${restored.slice(0, 10)}, which was cut off, was finished.`,
        );
      }
      const profile = await ProfileStore.open({ fileSystem, layout, newId, now, onRecovery });
      const identity = Identity.open({ profile, vault: options.keyVault, now });
      const contacts = await Contacts.open({ fileSystem, layout, owner: identity, now, onRecovery });
      const frameworks = await FrameworkStore.open(fileSystem, layout, options.builtInFrameworksFolder, log);
      const frameworkDrafts = new FrameworkDrafts({
        fileSystem,
        layout,
        frameworks,
        newId,
        now,
        log,
        onRecovery,
      });
      const sessions = new SessionStore(fileSystem, layout, now, onRecovery);
      const reviews = new ReviewStore(fileSystem, layout, now, onRecovery);
      const debriefs = new DebriefStore({ fileSystem, layout, now, log, onRecovery });
      const index = await LibraryIndex.open({ fileSystem, layout, newId, now, onRecovery, log });
      const owner = () => profile.current?.person;
      const audit = new AuditLog({ fileSystem, layout, now, owner });
      const backups = new Backups({ fileSystem, layout, reviews, now, onRecovery });
      if (!fileSystem.isReadOnly) {
        await backups.resume().catch((error: unknown) => {
          log.error('What was left to do in the backups waits for the next start', { error: String(error) });
        });
      }
      const deletions = new Deletions({
        fileSystem,
        layout,
        now,
        sessions,
        reviews,
        debriefs,
        audit,
        owner: () => profile.person,
        // A withdrawal does not wait for keys that are elsewhere.
        signingKeys: () =>
          identity.keys().then(
            ({ signing }) => signing,
            () => null,
          ),
        onBegun: (sessionId) => index.refresh(sessionId),
      });
      deletions.alsoIn((sessionId) => backups.forgetSession(sessionId));
      const library = new Library(
        options,
        layout,
        profile,
        identity,
        contacts,
        frameworks,
        frameworkDrafts,
        new EngagementStore({ fileSystem, layout, newId, now, log, onRecovery }),
        sessions,
        reviews,
        debriefs,
        index,
        audit,
        backups,
        deletions,
        unlock,
        onRecovery,
      );
      // An index that lists nothing may be one that was lost.
      if (index.isEmpty || fileSystem.isReadOnly) await library.settled();
      return library;
    } catch (error) {
      await unlock();
      throw error;
    }
  }

  /** Resolves once the list of sessions says what their folders hold, and deletions that were cut off are finished. */
  settled(): Promise<void> {
    return this.#settling.done();
  }

  now(): Date {
    return this.options.now();
  }

  newId(): string {
    return this.options.newId();
  }

  get log(): Log {
    return this.options.log;
  }

  get fileSystem(): FileSystem {
    return this.options.fileSystem;
  }

  /** Why nothing can be changed here; `undefined` where everything can. */
  get readOnlyReason(): string | undefined {
    return this.options.fileSystem.readOnlyReason;
  }

  /** Reads everything again, which another program may have changed while this one only reads. */
  async reread(): Promise<void> {
    this.sessions.releaseAll();
    await this.reviews.close();
    await this.profile.reload();
    await this.contacts.reload();
    await this.index.compareWithFolders();
  }

  async close(): Promise<void> {
    await this.#settling.stop();
    try {
      await this.reviews.close();
      for (const session of this.index.list()) {
        // Folding drafts moved their folders' times; the index must not look stale because of it.
        if (session.reviews.some((review) => review.status === 'draft')) await this.index.refresh(session.id);
      }
      await this.index.save();
    } finally {
      await this.unlock();
    }
  }

  // Sessions

  /** Makes a session around a recording and returns its id. */
  async addSession(session: {
    recording: Recording;
    source: RecordingSource;
    details: Partial<SessionDetails> & { title: string };
    origin: SessionDocument['origin'];
  }): Promise<string> {
    const id = this.options.newId();
    const now = this.options.now();
    const details = sessionDetailsSchema.parse({
      date: calendarDateHere(now),
      coach: this.profile.current?.person.role === 'trainee' ? this.profile.current.person.name : '',
      clientAlias: '',
      kind: 'practice',
      language: 'en',
      tags: [],
      privateNotes: '',
      consent: NO_CONSENT,
      ...session.details,
    });
    await this.sessions.create(
      {
        schemaVersion: 2,
        id,
        ...details,
        deletions: [],
        addedAt: now.toISOString(),
        origin: session.origin,
        recording: session.recording,
      },
      session.source,
    );
    const storage = session.source.storage === 'linked' ? 'linked' : 'copied';
    await this.audit.record(id, { type: 'added', storage });
    await this.sessionChanged(id);
    return id;
  }

  async updateSession(sessionId: string, details: Partial<SessionDetails>): Promise<SessionDocument> {
    const before = await this.sessions.get(sessionId);
    const session = { ...before, ...details };
    const isWithdrawn = before.deletions.some(({ reason }) => reason === 'consent-withdrawn');
    if (isWithdrawn && session.consent.status !== 'withdrawn') {
      throw new UserError(
        'conflict',
        'The client withdrew consent and what she said was deleted: the record of that stays as it is.',
      );
    }
    await this.sessions.save(session);
    const [{ note: _, ...from }, { note: __, ...to }] = [before.consent, session.consent];
    if (!isSameEntry(from, to)) await this.audit.record(sessionId, { type: 'consent-changed', from, to });
    await this.sessionChanged(sessionId);
    return session;
  }

  /** Deletes a session's recording, and where the client does not consent any more, every quote. */
  deleteRecording(sessionId: string, reason: Deletion['reason']): Promise<SessionDocument> {
    return this.inTurn(async () => {
      try {
        await this.deletions.delete(sessionId, reason);
      } finally {
        await this.sessionChanged(sessionId);
      }
      return this.sessions.get(sessionId);
    });
  }

  async moveToTrash(sessionId: string): Promise<void> {
    await this.deletions.finish(sessionId);
    await this.releaseReviews(sessionId);
    await this.sessions.moveToTrash(sessionId);
    await this.audit.record(sessionId, { type: 'trashed' }, this.layout.trashedSession(sessionId));
    await this.sessionChanged(sessionId);
  }

  async restore(sessionId: string): Promise<void> {
    await this.sessions.restore(sessionId);
    await this.audit.record(sessionId, { type: 'restored' });
    await this.sessionChanged(sessionId);
  }

  /** Deletes what is in the trash for good; returns what that was. */
  async emptyTrash(): Promise<DeletedSession[]> {
    const deleted = await emptyTrash(this);
    this.options.onSessionsChanged();
    return deleted;
  }

  findBySha256(sha256: string): { sessionId: string; title: string }[] {
    return this.index
      .list()
      .filter((session) => session.sha256 === sha256)
      .map((session) => ({ sessionId: session.id, title: session.title }));
  }

  /** Where a session's recording lies and what it is; `undefined` where the session came without it. */
  async locateRecording(sessionId: string): Promise<{ path: string; recording: Recording } | undefined> {
    const session = await this.sessions.get(sessionId);
    const path = await this.sessions.locateRecording(session);
    if (path === undefined) return undefined;
    const found = await this.#statRecording(path, session.recording);
    if (!found?.isFile()) {
      throw new UserError(
        'not-found',
        session.recording.storage === 'linked'
          ? `The recording “${session.recording.originalName}” is not at its place any more: ${path}. Put it back there; your reviews are safe.`
          : `The recording “${session.recording.originalName}” is missing from the library’s folder. Put it back there, at ${path}; your reviews are safe.`,
      );
    }
    return { path, recording: session.recording };
  }

  /** @throws UserError where the drive of a linked recording does not answer */
  #statRecording(path: string, { storage, originalName }: Recording): Promise<Stats | undefined> {
    const look = () => stat(path).catch(() => undefined);
    return storage === 'linked' ? this.outside.at(path, originalName)(look) : look();
  }

  /** Where one excerpt of a session's recording lies, counted from 1; `undefined` where there is none of that number. */
  async locateExcerpt(
    sessionId: string,
    number: number,
  ): Promise<{ path: string; excerpt: Excerpt; recording: Recording } | undefined> {
    const { recording } = await this.sessions.get(sessionId);
    const excerpt = recording.storage === 'excerpts' ? recording.excerpts?.[number - 1] : undefined;
    return excerpt && { path: this.sessions.locateExcerpt(sessionId, excerpt), excerpt, recording };
  }

  /** @throws UserError `not-found` */
  sessionSummary(sessionId: string): SessionSummary {
    const summary = this.index.find(sessionId);
    if (!summary) {
      throw new UserError(
        'not-found',
        'This session is not in the library any more. It may be in the trash.',
      );
    }
    return summary;
  }

  /** What looks at the reviews of a session and then adds to them or marks them must not run side by side. */
  inTurn<Result>(task: () => Promise<Result>): Promise<Result> {
    const turn = this.#reviewTurns.then(task);
    this.#reviewTurns = turn.catch(() => {});
    return turn;
  }

  /** Folds and closes the reviews of a session, before its files move. */
  async releaseReviews(sessionId: string): Promise<void> {
    for (const review of this.index.find(sessionId)?.reviews ?? []) await this.reviews.release(review.id);
  }

  /** Tells the index and every open page that a session changed on disk. */
  async sessionChanged(sessionId: string): Promise<void> {
    await this.index.refresh(sessionId);
    this.options.onSessionsChanged();
  }
}
