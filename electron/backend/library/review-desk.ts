import type { Comparison, OpenedReview } from '#shared/api-contract/review-contract';
import type { JournalEntry } from '#shared/history/review-history';
import { type FrameworkReference, isSameReference } from '#shared/model/framework';
import type { SubmittedReview } from '#shared/model/review';
import { isReferenceIn, type ReviewSummary, removesWords } from '#shared/model/session';
import { bringsQuote } from '#shared/privacy/remove-quotes';
import { UserError } from '../user-error';
import type { Library } from './library';

/** The rules of who may start, read, write and submit which review; the documents themselves are `ReviewStore`'s. */
export class ReviewDesk {
  readonly #library: Library;

  constructor(library: Library) {
    this.#library = library;
  }

  /** @throws UserError `not-found` */
  summary(reviewId: string): ReviewSummary {
    const summary = this.#library.index.findReview(reviewId);
    if (!summary) throw new UserError('not-found', 'This review is not in the library any more.');
    return summary;
  }

  /** Starts a review, or finds the draft that was started before. */
  start(sessionId: string, reference: FrameworkReference): Promise<string> {
    return this.#library.inTurn(() => this.#start(sessionId, reference));
  }

  async #start(sessionId: string, reference: FrameworkReference): Promise<string> {
    const framework = this.#library.frameworks.get(reference);
    const session = await this.#library.sessions.get(sessionId);
    const draft = this.#ownReviews(sessionId).find(
      (review) => review.status === 'draft' && isSameReference(review.framework, reference),
    );
    if (draft) return draft.id;
    const id = this.#library.newId();
    await this.#library.reviews.start({ id, session, framework, reviewer: this.#library.profile.person });
    await this.#library.audit.record(sessionId, {
      type: 'review-started',
      reviewId: id,
      framework: reference,
    });
    await this.#library.sessionChanged(sessionId);
    return id;
  }

  /** Starts a correction that names the review it corrects, or finds the one that was started before. */
  revise(reviewId: string): Promise<string> {
    return this.#library.inTurn(() => this.#revise(reviewId));
  }

  async #revise(reviewId: string): Promise<string> {
    const summary = this.#ownReview(reviewId);
    const { review: from } = await this.#library.reviews.read(summary);
    if (from.status !== 'submitted') {
      throw new UserError('conflict', 'This review is a draft: edit it, there is nothing to correct.');
    }
    const started = this.#ownReviews(summary.sessionId).find(
      (review) => review.status === 'draft' && isSameReference(review.framework, summary.framework),
    );
    if (started) return started.id;
    const session = await this.#library.sessions.get(summary.sessionId);
    const id = this.#library.newId();
    await this.#library.reviews.start({
      id,
      session,
      framework: from.framework,
      reviewer: this.#library.profile.person,
      from,
    });
    await this.#library.audit.record(session.id, {
      type: 'correction-started',
      reviewId: id,
      framework: from.framework,
      corrects: from.id,
    });
    await this.#library.sessionChanged(session.id);
    return id;
  }

  /** Opens a review for a person to read, which is listed: one's own always, another's once one's own is in. */
  async open(reviewId: string): Promise<OpenedReview> {
    const opened = await this.read(reviewId);
    const { sessionId, framework, reviewer } = opened.review;
    if (this.#library.fileSystem.isReadOnly) return opened;
    try {
      await this.#library.audit.recordOpened(sessionId, { type: 'opened', reviewId, framework, reviewer });
    } catch (error) {
      // A full disk keeps nobody from reading.
      this.#library.log.error('That a review was opened could not be recorded', { error: String(error) });
    }
    return opened;
  }

  /**
   * Reads a review: one's own always, another's once one's own view is in or was given up, the reference of a
   * calibration only once it is in.
   */
  async read(reviewId: string): Promise<OpenedReview> {
    const summary = this.summary(reviewId);
    if (!this.mayRead(summary)) {
      throw new UserError(
        'forbidden',
        `The review of ${summary.reviewer.name} opens when yours is submitted, so that both views are formed independently.`,
      );
    }
    return this.#library.reviews.read(summary);
  }

  async append(reviewId: string, entries: readonly JournalEntry[]): Promise<number> {
    const summary = this.#ownReview(reviewId);
    const { durationMs, lastDeletion } = this.#library.sessionSummary(summary.sessionId);
    if (lastDeletion && removesWords(lastDeletion) && entries.some(bringsQuote)) {
      throw new UserError(
        'forbidden',
        'The client’s words were deleted from this session, so no quote can be written in it any more.',
      );
    }
    return this.#library.reviews.append(
      summary,
      entries,
      this.#library.frameworks.get(summary.framework),
      durationMs,
    );
  }

  async submit(reviewId: string): Promise<SubmittedReview> {
    const summary = this.#ownReview(reviewId);
    // Asked for first: where the keys are not on this machine, nothing is submitted.
    const { signing } = await this.#library.identity.keys();
    const submitted = await this.#library.reviews.submit(summary, this.#library.profile.person, signing);
    await this.#library.audit.record(summary.sessionId, {
      type: 'review-submitted',
      reviewId,
      framework: summary.framework,
      ...(summary.revisionOf && { corrects: summary.revisionOf }),
    });
    await this.#library.sessionChanged(summary.sessionId);
    return submitted;
  }

  async discard(reviewId: string): Promise<void> {
    const summary = this.#ownReview(reviewId);
    if (summary.status === 'submitted') {
      throw new UserError('conflict', 'A submitted review stays. Only a draft can be discarded.');
    }
    await this.#library.reviews.discard(summary);
    const { sessionId, framework } = summary;
    await this.#library.audit.record(sessionId, { type: 'review-discarded', reviewId, framework });
    await this.#library.sessionChanged(summary.sessionId);
  }

  /** Gives up independence for one session: others' reviews can be read from now on. */
  revealOthers(sessionId: string): Promise<void> {
    return this.#library.inTurn(() => this.#revealOthers(sessionId));
  }

  async #revealOthers(sessionId: string): Promise<void> {
    const session = await this.#library.sessions.get(sessionId);
    const at = session.othersRevealedAt ?? this.#library.now().toISOString();
    for (const review of this.#ownReviews(sessionId).filter((own) => own.status === 'draft')) {
      await this.#library.reviews.loseIndependence(review, at);
    }
    // The marks on the drafts come first: after a crash in between nothing is revealed that was not paid for.
    await this.#library.sessions.save({ ...session, othersRevealedAt: at });
    if (session.othersRevealedAt === undefined)
      await this.#library.audit.record(sessionId, { type: 'others-revealed' });
    await this.#library.sessionChanged(sessionId);
  }

  /** The submitted reviews of one session under one framework, the newest revision of each reviewer. */
  async compare(sessionId: string, reference: FrameworkReference): Promise<Comparison> {
    const framework = this.#library.frameworks.get(reference);
    const session = await this.#library.sessions.get(sessionId);
    const submitted = this.#library
      .sessionSummary(sessionId)
      .reviews.filter(
        (review) => review.status === 'submitted' && isSameReference(review.framework, reference),
      );
    const corrected = new Set(submitted.map((review) => review.revisionOf));
    const reviews: SubmittedReview[] = [];
    const seals: Comparison['seals'] = {};
    for (const summary of submitted.filter((review) => !corrected.has(review.id))) {
      // Whoever gave up her independence sees all others but the reference.
      if (this.#isReference(summary) && !this.mayRead(summary)) continue;
      const { review, seal } = await this.open(summary.id);
      if (review.status !== 'submitted') continue;
      reviews.push(review);
      if (seal) seals[review.id] = seal;
    }
    return { session, framework, reviews, seals };
  }

  /** Whether a review is by this library's owner. */
  isOwn(review: Pick<ReviewSummary, 'reviewer'>): boolean {
    return review.reviewer.profileId === this.#library.profile.current?.person.profileId;
  }

  /**
   * Whether the owner may see what a review says: her own always, another's once her own view is in or was given up.
   * The reference of a calibration does not open by giving it up.
   */
  mayRead(review: ReviewSummary): boolean {
    if (this.isOwn(review)) return true;
    const { othersRevealed } = this.#library.sessionSummary(review.sessionId);
    if (othersRevealed && !this.#isReference(review)) return true;
    return this.#ownReviews(review.sessionId).some(
      (own) => own.status === 'submitted' && isSameReference(own.framework, review.framework),
    );
  }

  #isReference(review: ReviewSummary): boolean {
    return isReferenceIn(this.#library.sessionSummary(review.sessionId).reviews, review);
  }

  #ownReviews(sessionId: string): ReviewSummary[] {
    return this.#library.sessionSummary(sessionId).reviews.filter((review) => this.isOwn(review));
  }

  #ownReview(reviewId: string): ReviewSummary {
    const summary = this.summary(reviewId);
    if (!this.isOwn(summary)) {
      throw new UserError(
        'forbidden',
        `This review belongs to ${summary.reviewer.name}; only its author changes it.`,
      );
    }
    return summary;
  }
}
