import type { OpenedReview } from '#shared/api-contract/review-contract';
import type { JournalEntry } from '#shared/history/review-history';
import { REVIEW_DOCUMENT_MIGRATIONS } from '#shared/migrations/review-migrations';
import type { Framework } from '#shared/model/framework';
import type { Person } from '#shared/model/profile';
import { EMPTY_CONTENT, type Review, type ReviewContent, type SubmittedReview } from '#shared/model/review';
import { newReviewDocument, type ReviewDocument, reviewDocumentSchema } from '#shared/model/review-document';
import type { ReviewSummary, SessionDocument } from '#shared/model/session';
import { judgeSeal, sealReview } from '../identity/seal';
import type { SigningKeyPair } from '../identity/signing';
import { UserError } from '../user-error';
import { writeDurably } from './durable-write';
import { type FileSystem, ifMissing } from './file-system';
import type { RecoveryReport } from './json-document';
import type { LibraryLayout } from './layout';
import { OpenReview } from './open-review';

/** Reviews as files beside their session; those being worked on stay open. */
export class ReviewStore {
  readonly #open = new Map<string, Promise<OpenReview>>();

  constructor(
    private readonly fileSystem: FileSystem,
    private readonly layout: LibraryLayout,
    private readonly now: () => Date,
    private readonly onRecovery: RecoveryReport,
  ) {}

  /** Starts a draft. `from` is a submitted review that the new one corrects; its content is carried over. */
  async start(draft: {
    id: string;
    session: SessionDocument;
    framework: Pick<Framework, 'id' | 'edition'>;
    reviewer: Person;
    from?: SubmittedReview;
    /** The draft that the new one carries over, and what of it. */
    moved?: { from: Review; content: ReviewContent };
  }): Promise<void> {
    const { id, session, framework, reviewer, from, moved } = draft;
    const since = session.othersRevealedAt;
    const inherited = (from ?? moved?.from)?.independence;
    await this.store({
      id,
      sessionId: session.id,
      framework: { id: framework.id, edition: framework.edition },
      reviewer,
      createdAt: this.now().toISOString(),
      ...(from && { revisionOf: from.id }),
      ...(moved && { movedFrom: { reviewId: moved.from.id, framework: moved.from.framework } }),
      independence:
        inherited && !inherited.independent
          ? inherited
          : since === undefined
            ? { independent: true }
            : { independent: false, since },
      status: 'draft',
      content: from?.content ?? moved?.content ?? EMPTY_CONTENT,
    });
  }

  /** Writes a whole review as a new file: a new draft, or one that came in a package. */
  async store(review: Review, isReference = false): Promise<void> {
    const document = newReviewDocument(review, isReference);
    const session = this.layout.session(review.sessionId);
    await this.fileSystem.mkdir(session.reviews, { recursive: true });
    await writeDurably(this.fileSystem, session.review(review.id), `${JSON.stringify(document, null, 1)}\n`, {
      keepBackup: false,
    });
  }

  /**
   * Writes several reviews of one session: all of them, or after a refusal of the disk none.
   *
   * @param referenceId - which of them is the reference of a calibration
   */
  async storeAll(reviews: readonly Review[], referenceId?: string): Promise<void> {
    const stored: Review[] = [];
    try {
      for (const review of reviews) {
        await this.store(review, review.id === referenceId);
        stored.push(review);
      }
    } catch (error) {
      for (const review of stored) {
        const path = this.layout.session(review.sessionId).review(review.id);
        await this.fileSystem.rm(path, { force: true }).catch(() => {});
      }
      throw error;
    }
  }

  async read(summary: Pick<ReviewSummary, 'id' | 'sessionId'>): Promise<OpenedReview> {
    const opened = await this.#opened(summary);
    const { review, history, lastSeq, redaction } = opened.snapshot;
    return {
      review,
      history,
      lastSeq,
      readOnly: opened.isReadOnly,
      ...(review.status === 'submitted' && { seal: judgeSeal(review, redaction) }),
    };
  }

  async append(
    summary: ReviewSummary,
    entries: readonly JournalEntry[],
    framework: Framework,
    durationMs: number,
  ): Promise<number> {
    return (await this.#opened(summary)).append(entries, framework, durationMs);
  }

  async submit(summary: ReviewSummary, submittedBy: Person, keys: SigningKeyPair): Promise<SubmittedReview> {
    const review = await this.#opened(summary);
    return review.seal(({ review: draft }) => {
      const unsealed = { ...draft, status: 'submitted' as const };
      if ('seal' in unsealed) throw new UserError('conflict', 'This review is submitted already.');
      return sealReview(unsealed, { submittedAt: this.now().toISOString(), submittedBy }, keys);
    });
  }

  async loseIndependence(summary: ReviewSummary, since: string): Promise<void> {
    await (await this.#opened(summary)).loseIndependence(since);
  }

  /** Whether a newer version of the program keeps this one from changing a review. */
  async isReadOnly(summary: Pick<ReviewSummary, 'id' | 'sessionId'>): Promise<boolean> {
    return (await this.#opened(summary)).isReadOnly;
  }

  /** Replaces a review by another form of it for good, with everything that could bring the one before back. */
  async rewrite(
    summary: Pick<ReviewSummary, 'id' | 'sessionId'>,
    change: (document: ReviewDocument) => ReviewDocument,
  ): Promise<void> {
    await (await this.#opened(summary)).rewrite(change);
  }

  /** Deletes a draft with its journal and backup. */
  async discard(summary: ReviewSummary): Promise<void> {
    await this.release(summary.id);
    const session = this.layout.session(summary.sessionId);
    const path = session.review(summary.id);
    for (const file of [`${path}.bak`, session.reviewJournal(summary.id), path]) {
      await this.fileSystem.rm(file, { force: true });
    }
  }

  /**
   * Reads files of a review while nobody changes them, the journal's entries in the document. A review that cannot be
   * opened is read as it lies there.
   */
  async atRest<Result>(
    summary: Pick<ReviewSummary, 'id' | 'sessionId'>,
    read: () => Promise<Result>,
  ): Promise<Result> {
    const journal = this.layout.session(summary.sessionId).reviewJournal(summary.id);
    const hasJournal = () => this.fileSystem.stat(journal).then(() => true, ifMissing(false));
    // One that is at rest and is opened meanwhile is replaced as a whole at its first fold, which does no harm.
    if (!this.#open.has(summary.id) && !(await hasJournal())) return read();
    const opened = await this.#opened(summary).catch(() => undefined);
    return opened ? opened.atRest(read) : read();
  }

  /** Folds and closes one review, if it is open: before its folder moves. */
  async release(reviewId: string): Promise<void> {
    const opening = this.#open.get(reviewId);
    this.#open.delete(reviewId);
    await (await opening)?.close();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open.keys()].map((reviewId) => this.release(reviewId)));
  }

  #opened(summary: Pick<ReviewSummary, 'id' | 'sessionId'>): Promise<OpenReview> {
    let opening = this.#open.get(summary.id);
    if (!opening) {
      opening = this.#openFiles(summary);
      this.#open.set(summary.id, opening);
      opening.catch(() => this.#open.delete(summary.id));
    }
    return opening;
  }

  async #openFiles({ id, sessionId }: Pick<ReviewSummary, 'id' | 'sessionId'>): Promise<OpenReview> {
    const session = this.layout.session(sessionId);
    const review = await OpenReview.open(
      {
        fileSystem: this.fileSystem,
        path: session.review(id),
        schema: reviewDocumentSchema,
        migrations: REVIEW_DOCUMENT_MIGRATIONS,
        description: 'a review',
        now: this.now,
        onRecovery: this.onRecovery,
      },
      session.reviewJournal(id),
    );
    if (!review) throw new UserError('not-found', 'This review is not in the library any more.');
    return review;
  }
}
