import { basename, join } from 'node:path';
import type { z } from 'zod';
import { LIBRARY_MIGRATIONS } from '#shared/migrations/library-migrations';
import { REVIEW_DOCUMENT_MIGRATIONS } from '#shared/migrations/review-migrations';
import { SESSION_MIGRATIONS } from '#shared/migrations/session-migrations';
import { idSchema } from '#shared/model/identifiers';
import { hasVideo } from '#shared/model/recording';
import { type ReviewDocument, reviewDocumentSchema } from '#shared/model/review-document';
import {
  type ReviewSummary,
  type SessionDocument,
  type SessionSummary,
  sessionDocumentSchema,
} from '#shared/model/session';
import type { Log } from '../backend';
import { judgeSeal } from '../identity/seal';
import { UserError } from '../user-error';
import { type FileSystem, ifMissing } from './file-system';
import {
  type IndexEntry,
  type LibraryDocument,
  libraryDocumentSchema,
  packIndex,
  unpackIndex,
} from './index-document';
import {
  DurableJsonAdapter,
  JsonDocument,
  type JsonDocumentOptions,
  openJsonDocument,
  type RecoveryReport,
  saveDocument,
} from './json-document';
import { type LibraryLayout, SessionLayout } from './layout';

/** A document and whether a newer version of the program keeps this one from changing it. */
type ReadDocument<Data> = { data: Data; isReadOnly: boolean };

const SAVE_AFTER_QUIET_MS = 500;
const READERS = 16;

/** Change times that no folder has. */
const NEVER_CURRENT = { folderChangedMs: -1, reviewsChangedMs: -1 };

/**
 * `library.json`: the list of sessions, so that opening a library reads one file. It holds nothing of its own: once it
 * is compared with the folders, an entry whose folders changed since was read anew from them, and a missing or damaged
 * index was rebuilt.
 */
export class LibraryIndex {
  readonly #entries = new Map<string, IndexEntry>();
  #saveTimer: NodeJS.Timeout | undefined;
  #dirty = false;
  readonly #told = new Set<string>();
  #readFailures = 0;
  #isStopped = false;

  private constructor(
    private readonly fileSystem: FileSystem,
    private readonly layout: LibraryLayout,
    private readonly document: JsonDocument<LibraryDocument>,
    private readonly libraryId: string,
    private readonly now: () => Date,
    private readonly onRecovery: RecoveryReport,
    private readonly log: Log,
  ) {}

  /** Reads the index as it was left; what the folders say it learns by `compareWithFolders`. */
  static async open(options: {
    fileSystem: FileSystem;
    layout: LibraryLayout;
    newId: () => string;
    now: () => Date;
    onRecovery: RecoveryReport;
    log: Log;
  }): Promise<LibraryIndex> {
    const { fileSystem, layout, newId, now, onRecovery, log } = options;
    const documentOptions = {
      fileSystem,
      path: layout.index,
      schema: libraryDocumentSchema,
      migrations: LIBRARY_MIGRATIONS,
      description: 'the index of the library',
      isCompact: true,
      now,
      onRecovery,
    };
    const openDocument = () => openJsonDocument(documentOptions);
    const emptyDocument = () => new JsonDocument<LibraryDocument>(new DurableJsonAdapter(documentOptions));
    const document = await openDocument().catch((error: unknown) => {
      if (fileSystem.isReadOnly) return emptyDocument();
      // The damaged index was moved aside by now: the second try finds none, and the folders tell all it held.
      log.error('The index is rebuilt from the folders', { error: String(error) });
      return openDocument();
    });
    const libraryId = document.data?.id ?? newId();
    const index = new LibraryIndex(fileSystem, layout, document, libraryId, now, onRecovery, log);
    if (document.data) index.#take(document.data);
    return index;
  }

  #take(document: LibraryDocument): void {
    try {
      for (const entry of unpackIndex(document)) this.#entries.set(entry.summary.id, entry);
    } catch (error) {
      this.log.error('The index is rebuilt from the folders', { error: String(error) });
    }
  }

  /** Whether it lists nothing, as it is when it was missing or damaged too. */
  get isEmpty(): boolean {
    return this.#entries.size === 0;
  }

  list(): SessionSummary[] {
    return [...this.#entries.values()].map((entry) => entry.summary);
  }

  find(sessionId: string): SessionSummary | undefined {
    return this.#entries.get(sessionId)?.summary;
  }

  findReview(reviewId: string): ReviewSummary | undefined {
    for (const { summary } of this.#entries.values()) {
      const review = summary.reviews.find((candidate) => candidate.id === reviewId);
      if (review) return review;
    }
    return undefined;
  }

  /** Reads one session again after a change; a session that is gone leaves the index. */
  async refresh(sessionId: string): Promise<void> {
    const entry = await this.#readEntry(sessionId);
    if (entry) this.#entries.set(sessionId, entry);
    else this.#entries.delete(sessionId);
    this.#dirty = true;
    clearTimeout(this.#saveTimer);
    if (this.fileSystem.isReadOnly) return;
    this.#saveTimer = setTimeout(() => this.#trySave(), SAVE_AFTER_QUIET_MS);
    this.#saveTimer.unref();
  }

  /** Writes the index if it changed. */
  async save(): Promise<void> {
    clearTimeout(this.#saveTimer);
    if (this.fileSystem.isReadOnly || (!this.#dirty && this.document.data)) return;
    this.#dirty = false;
    try {
      await saveDocument(this.document, {
        schemaVersion: 2,
        id: this.libraryId,
        ...packIndex([...this.#entries.values()]),
      });
    } catch (error) {
      this.#dirty = true;
      throw error;
    }
  }

  /** Saves where a failure loses nothing, since the folders tell all that the index holds. */
  async #trySave(): Promise<void> {
    try {
      await this.save();
    } catch (error) {
      this.log.error('The index could not be saved', { error: String(error) });
    }
  }

  /** Compares the index with the folders, which other programs may have changed, and reads what differs. */
  async compareWithFolders(): Promise<void> {
    const present = (
      await this.fileSystem.readdir(this.layout.sessions).catch(ifMissing<string[]>([]))
    ).filter((name) => idSchema.safeParse(name).success);
    const known = new Set(present);
    for (const sessionId of this.#entries.keys()) {
      if (!known.has(sessionId)) {
        this.#entries.delete(sessionId);
        this.#dirty = true;
      }
    }
    await forEachInParallel(present, READERS, async (sessionId) => {
      if (this.#isStopped) return;
      const entry = this.#entries.get(sessionId);
      if (entry) {
        const changed = await this.#changeTimes(this.layout.session(sessionId)).catch(() => undefined);
        if (
          changed?.folderChangedMs === entry.folderChangedMs &&
          changed.reviewsChangedMs === entry.reviewsChangedMs
        ) {
          return;
        }
      }
      const fresh = await this.#readEntry(sessionId);
      if (fresh) this.#entries.set(sessionId, fresh);
      else this.#entries.delete(sessionId);
      this.#dirty = true;
    });
    await this.#trySave();
  }

  /** Ends a comparison that is under way; what it did not come to is compared at the next start. */
  stopComparing(): void {
    this.#isStopped = true;
  }

  async #readEntry(sessionId: string): Promise<IndexEntry | undefined> {
    const layout = this.layout.session(sessionId);
    // Before the files, so that a change that comes while they are read is found the next time.
    const changed = await this.#changeTimes(layout).catch(() => undefined);
    const session = changed && (await this.#readSession(layout));
    if (!session) return undefined;
    const failuresBefore = this.#readFailures;
    const summary = summarise(session, await this.readReviews(layout));
    // What the disk refused to read is not gone: such an entry never counts as current.
    const isWhole = this.#readFailures === failuresBefore;
    return { summary, ...(isWhole ? changed : NEVER_CURRENT) };
  }

  #readSession(layout: SessionLayout): Promise<ReadDocument<SessionDocument> | undefined> {
    return this.#readDocument({
      path: layout.document,
      schema: sessionDocumentSchema,
      migrations: SESSION_MIGRATIONS,
      description: `session ${basename(layout.root)}`,
    });
  }

  /** A document as its own store reads it, from its backup too; `undefined` where it cannot be read, which is told. */
  async #readDocument<Schema extends z.ZodType>(
    options: Pick<JsonDocumentOptions<Schema>, 'path' | 'schema' | 'migrations' | 'description'>,
  ): Promise<ReadDocument<z.output<Schema>> | undefined> {
    const { fileSystem, now, onRecovery } = this;
    try {
      const { data, isReadOnly } = await openJsonDocument({ ...options, fileSystem, now, onRecovery });
      return data === null ? undefined : { data, isReadOnly };
    } catch (error) {
      if (error instanceof UserError) this.#tellOnce(error.message);
      else {
        this.#readFailures += 1;
        this.log.error(`${options.description} cannot be listed`, { error: String(error) });
      }
      return undefined;
    }
  }

  /** What cannot be read is tried at every look; the user hears of it once. */
  #tellOnce(message: string): void {
    if (this.#told.has(message)) return;
    this.#told.add(message);
    this.onRecovery(message);
  }

  /** All reviews in a session's folder that can be read. */
  async readReviews(layout: SessionLayout): Promise<ReviewDocument[]> {
    const files = await this.fileSystem.readdir(layout.reviews).catch(ifMissing<string[]>([]));
    // A review whose file is missing still has its backup.
    const names = new Set(files.flatMap((file) => /^(.+\.json)(?:\.bak)?$/.exec(file)?.[1] ?? []));
    const reviews: ReviewDocument[] = [];
    for (const name of names) {
      const path = join(layout.reviews, name);
      const document = await this.#readDocument({
        path,
        schema: reviewDocumentSchema,
        migrations: REVIEW_DOCUMENT_MIGRATIONS,
        description: `the review ${name}`,
      });
      if (document) reviews.push(document.data);
    }
    return reviews;
  }

  /** The sessions in the trash, read from their folders; the trash is small and seldom looked at. */
  async readTrash(): Promise<{ session: SessionSummary; trashedAt: string }[]> {
    const rows: { session: SessionSummary; trashedAt: string }[] = [];
    for (const name of await this.fileSystem.readdir(this.layout.trash).catch(ifMissing<string[]>([]))) {
      if (!idSchema.safeParse(name).success) continue;
      const layout = new SessionLayout(join(this.layout.trash, name));
      const session = await this.#readSession(layout);
      if (!session) continue;
      rows.push({
        session: summarise(session, await this.readReviews(layout)),
        trashedAt: session.data.trashedAt ?? session.data.addedAt,
      });
    }
    return rows.sort((a, b) => (a.trashedAt < b.trashedAt ? 1 : -1));
  }

  async #changeTimes(layout: SessionLayout): Promise<Omit<IndexEntry, 'summary'>> {
    const [folder, reviews] = await Promise.all([
      this.fileSystem.stat(layout.root),
      // Programs that copy folders leave out empty ones.
      this.fileSystem.stat(layout.reviews).catch(ifMissing({ mtimeMs: 0 })),
    ]);
    return { folderChangedMs: folder.mtimeMs, reviewsChangedMs: reviews.mtimeMs };
  }
}

/** The row of a session in the list. */
export function summarise(
  { data: session, isReadOnly }: ReadDocument<SessionDocument>,
  reviews: readonly ReviewDocument[],
): SessionSummary {
  const lastDeletion = session.deletions.at(-1);
  return {
    id: session.id,
    title: session.title,
    date: session.date,
    coach: session.coach,
    clientAlias: session.clientAlias,
    kind: session.kind,
    language: session.language,
    tags: session.tags,
    consent: session.consent,
    addedAt: session.addedAt,
    origin: session.origin,
    durationMs: session.recording.durationMs,
    hasVideo: hasVideo(session.recording),
    recordingStorage: session.recording.storage,
    sha256: session.recording.sha256,
    ...(lastDeletion && { lastDeletion }),
    readOnly: isReadOnly,
    othersRevealed: session.othersRevealedAt !== undefined,
    reviews: reviews.map(summariseReview),
  };
}

/** What may be known of a review by anyone who has it, before she may read it. */
export function summariseReview({ review, redaction, isReference }: ReviewDocument): ReviewSummary {
  return {
    id: review.id,
    sessionId: review.sessionId,
    framework: review.framework,
    reviewer: review.reviewer,
    status: review.status,
    ...(review.status === 'submitted' && { submittedAt: review.seal.submittedAt }),
    ...(review.revisionOf && { revisionOf: review.revisionOf }),
    ...(review.movedFrom && { movedFrom: review.movedFrom }),
    independent: review.independence.independent,
    ...(isReference && { isReference }),
    ...(review.status === 'submitted' && { seal: judgeSeal(review, redaction) }),
  };
}

async function forEachInParallel<Item>(
  items: readonly Item[],
  workers: number,
  visit: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (const item of queue) await visit(item);
    }),
  );
}
