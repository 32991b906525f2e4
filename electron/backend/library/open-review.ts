import { basename, dirname, join } from 'node:path';
import { isSameEntry } from '#shared/history/review-change';
import { applyEntry, type EditState, isLastEntry, type JournalEntry } from '#shared/history/review-history';
import type { Framework } from '#shared/model/framework';
import type { SubmittedReview } from '#shared/model/review';
import {
  editStateOf,
  newReviewDocument,
  type ReviewDocument,
  type reviewDocumentSchema,
  withEditState,
} from '#shared/model/review-document';
import { findViolation } from '#shared/model/review-rules';
import { UserError } from '../user-error';
import { syncFolder } from './durable-write';
import type { FileSystem } from './file-system';
import { type JsonDocument, type JsonDocumentOptions, openJsonDocument, saveDocument } from './json-document';
import { ReviewJournal } from './review-journal';

/** Entries after which the journal is folded even while the user goes on working. */
const FOLD_AFTER_ENTRIES = 1_000;

/** Quiet time after the last edit before the journal is folded. */
const FOLD_AFTER_QUIET_MS = 20_000;

/**
 * One review of this library's owner while it is open: document, journal, and the state that both make together.
 * Every change goes through one queue, so that edits, folding and submitting never overlap.
 */
export class OpenReview {
  #state: EditState;
  #unfoldedEntries = 0;
  #journalIsSound = true;
  #queue: Promise<unknown> = Promise.resolve();
  #foldTimer: NodeJS.Timeout | undefined;

  private constructor(
    private readonly document: JsonDocument<ReviewDocument>,
    private readonly journal: ReviewJournal,
    private current: ReviewDocument,
    private readonly isForReading: boolean,
    state: EditState,
    private readonly removeLeftovers: () => Promise<void>,
  ) {
    this.#state = state;
  }

  /** Opens a review and replays what its journal holds beyond the document. */
  static async open(
    options: JsonDocumentOptions<typeof reviewDocumentSchema>,
    journalPath: string,
  ): Promise<OpenReview | undefined> {
    const journal = new ReviewJournal(options.fileSystem, journalPath);
    // Before the document: where another program folds it meanwhile, the document then holds no less.
    const { entries, torn } = await journal.read();
    const document = await openJsonDocument(options);
    if (!document.data) return undefined;
    let state = editStateOf(document.data);
    for (const entry of entries) {
      if (entry.seq <= state.lastSeq) continue;
      try {
        state = applyEntry(state, entry);
      } catch {
        // Only a file changed by other hands gets here. What fits is kept, the journal itself is set aside.
        if (options.fileSystem.isReadOnly) break;
        const aside = await journal.moveAside(options.now());
        options.onRecovery(
          `Some of the latest edits of ${options.description} do not fit the saved review. They were kept as “${aside}”.`,
        );
        break;
      }
    }
    const isForReading = options.fileSystem.isReadOnly ?? false;
    const review = new OpenReview(document, journal, document.data, isForReading, state, () =>
      removeBeside(options.fileSystem, options.path, journalPath),
    );
    if ((entries.length > 0 || torn) && !isForReading) {
      review.#unfoldedEntries = Math.max(1, entries.length);
      // On a full disk a review can still be read; the next edit folds first, or says why it cannot be saved.
      await review.fold().catch(() => {
        review.#journalIsSound = false;
      });
    }
    return review;
  }

  /** Whether it can only be read: a newer version of the program saved it, or the library is open for reading. */
  get isReadOnly(): boolean {
    return this.document.isReadOnly || this.isForReading;
  }

  /** The review as it stands now, with its history. */
  get snapshot(): ReviewDocument {
    return withEditState(this.current, this.#state);
  }

  /**
   * Appends entries to the journal. Entries that are there already are skipped, so a page may send again what it had
   * no answer for.
   *
   * @returns the number of the last entry that is safe on the disk
   * @throws UserError `conflict` when another window wrote in between, `bad-request` when an entry breaks a rule
   */
  append(entries: readonly JournalEntry[], framework: Framework, durationMs: number): Promise<number> {
    return this.#inTurn(async () => {
      this.#expectDraft();
      const resent = entries.findLast((entry) => entry.seq <= this.#state.lastSeq);
      // Another window may have used the same numbers for other edits; those must not be called saved.
      if (resent && !isLastEntry(this.#state, resent)) throw changedElsewhere();
      const fresh = entries.filter((entry) => entry.seq > this.#state.lastSeq);
      let state = this.#state;
      for (const entry of fresh) {
        const violation =
          entry.type === 'edit' ? findViolation(entry.step.changes, framework, durationMs) : undefined;
        if (violation) throw new UserError('bad-request', violation);
        try {
          state = applyEntry(state, entry);
        } catch (error) {
          throw changedElsewhere(error);
        }
      }
      if (fresh.length === 0) return this.#state.lastSeq;
      if (!this.#journalIsSound) await this.#foldNow();
      try {
        await this.journal.append(fresh);
      } catch (error) {
        this.#journalIsSound = false;
        throw error;
      }
      this.#state = state;
      this.#unfoldedEntries += fresh.length;
      this.#scheduleFold();
      return state.lastSeq;
    });
  }

  /** Takes the journal into the document. */
  fold(): Promise<void> {
    return this.#inTurn(() => this.#foldNow());
  }

  /** Folds what is pending and lets nobody change the review while its files are read. */
  atRest<Result>(read: () => Promise<Result>): Promise<Result> {
    return this.#inTurn(async () => {
      // Where it cannot be folded, as on a full disk, document and journal still fit each other.
      await this.#foldNow().catch(() => {});
      return read();
    });
  }

  /** Replaces the draft by its sealed form; the history goes with the draft. */
  seal(makeSealed: (document: ReviewDocument) => SubmittedReview): Promise<SubmittedReview> {
    return this.#inTurn(async () => {
      this.#expectDraft();
      const review = makeSealed(this.snapshot);
      const { lastSeq } = this.#state;
      await this.#save({ ...newReviewDocument(review), lastSeq });
      return review;
    });
  }

  /**
   * Replaces the review by another form of it for good: what lies beside it and could bring the one before back (its
   * backup, what was set aside as damaged, what a crash left) is deleted.
   */
  rewrite(change: (document: ReviewDocument) => ReviewDocument): Promise<void> {
    return this.#inTurn(async () => {
      const next = change(this.snapshot);
      if (isSameEntry(next, this.snapshot)) await this.#foldNow();
      else await this.#save(next);
      await this.removeLeftovers();
    });
  }

  /** Marks a draft as not independent. */
  loseIndependence(since: string): Promise<void> {
    return this.#inTurn(async () => {
      const { review } = this.current;
      if (review.status === 'submitted' || !review.independence.independent) return;
      const independence = { independent: false as const, since };
      await this.#save(withEditState({ ...this.current, review: { ...review, independence } }, this.#state));
    });
  }

  /** Folds what is pending and lets go of the files. */
  async close(): Promise<void> {
    try {
      await this.fold();
    } finally {
      await this.journal.close();
    }
  }

  #expectDraft(): void {
    if (this.current.review.status === 'submitted') {
      throw new UserError(
        'conflict',
        'This review is submitted and cannot be changed any more. Start a correction.',
      );
    }
  }

  async #foldNow(): Promise<void> {
    clearTimeout(this.#foldTimer);
    if (this.#unfoldedEntries === 0 && this.#journalIsSound) return;
    await this.#save(withEditState(this.current, this.#state));
  }

  async #save(next: ReviewDocument): Promise<void> {
    await saveDocument(this.document, next);
    this.current = next;
    this.#state = editStateOf(next);
    await this.journal.clear();
    this.#unfoldedEntries = 0;
    this.#journalIsSound = true;
  }

  #scheduleFold(): void {
    clearTimeout(this.#foldTimer);
    const delayMs = this.#unfoldedEntries >= FOLD_AFTER_ENTRIES ? 0 : FOLD_AFTER_QUIET_MS;
    this.#foldTimer = setTimeout(() => {
      // A failed fold loses nothing: the journal still holds every entry, and the next edit or close tries again.
      this.fold().catch(() => {});
    }, delayMs);
    this.#foldTimer.unref();
  }

  #inTurn<Result>(task: () => Promise<Result>): Promise<Result> {
    const turn = this.#queue.then(task);
    this.#queue = turn.catch(() => {});
    return turn;
  }
}

/** Deletes every file whose name begins like a review's document or journal, but these two. */
async function removeBeside(fileSystem: FileSystem, path: string, journalPath: string): Promise<void> {
  const folder = dirname(path);
  const own = [basename(path), basename(journalPath)];
  for (const name of await fileSystem.readdir(folder)) {
    if (!own.includes(name) && own.some((start) => name.startsWith(`${start}.`))) {
      await fileSystem.rm(join(folder, name), { recursive: true, force: true });
    }
  }
  await syncFolder(fileSystem, folder);
}

function changedElsewhere(cause?: unknown): UserError {
  return new UserError(
    'conflict',
    'This review was changed in another window. It is loaded again; please repeat your last edit.',
    { cause },
  );
}
