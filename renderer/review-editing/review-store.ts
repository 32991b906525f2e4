import type { OpenedReview } from '#shared/api-contract/review-contract';
import { type EditContent, editContentOf } from '#shared/history/edit-content';
import { diffContent } from '#shared/history/review-change';
import { applyEntry, type EditState, type JournalEntry } from '#shared/history/review-history';
import type { Moment } from '#shared/model/moment';
import type { Review } from '#shared/model/review';
import type { SaveState } from '../ui/autosave';
import { MomentsInOrder } from './moments-in-order';

/** Why the backend did not take edits: it can be tried again, or these edits can never be taken. */
export type SendFailure = { message: string; isFinal: boolean };

export type ReviewStoreOptions = {
  opened: OpenedReview;
  /** Appends entries to the review's journal; resolves once they are on the disk. */
  send: (entries: JournalEntry[]) => Promise<unknown>;
  describeFailure: (error: unknown) => SendFailure;
  /** Told when edits were refused for good and taken back from the page. */
  onRefused: (message: string) => void;
  newId: () => string;
  now: () => Date;
  /** Milliseconds until a failed save is tried again by itself. */
  retryDelayMs?: number;
};

/** What a screen shows of a review; a new object whenever something changed. */
export type ReviewView = {
  content: EditContent;
  /** The moments in the order of time; the same list as long as none changes. */
  momentsInOrder: readonly Moment[];
  /** Labels of the steps that undo and redo would take; `undefined` where there is none. */
  undoLabel: string | undefined;
  redoLabel: string | undefined;
  save: SaveState;
  isReadOnly: boolean;
};

export type TransactOptions = {
  /** Edits with the same key that follow closely become one step: typing in one field. */
  mergeKey?: string;
};

/** Entries a request carries at most; the contract allows 500. */
const ENTRIES_PER_REQUEST = 200;

/**
 * The review on the screen. Every edit is a named step that shows at once and is sent in order; what is shown as saved
 * is what the backend acknowledged. Undo and redo are entries like any other, so they survive a restart of the page.
 */
export class ReviewStore {
  readonly review: Review;
  readonly #isReadOnly: boolean;
  #state: EditState;
  #confirmed: EditState;
  readonly #inOrder: MomentsInOrder;
  #unsent: JournalEntry[] = [];
  #sending: Promise<void> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #save: SaveState = { phase: 'saved' };
  #view: ReviewView;
  #gestureDepth = 0;
  readonly #listeners = new Set<() => void>();

  constructor(private readonly options: ReviewStoreOptions) {
    const { review, history, lastSeq, readOnly } = options.opened;
    this.review = review;
    this.#isReadOnly = readOnly || review.status === 'submitted';
    this.#state = { content: editContentOf(review.content), history, lastSeq };
    this.#confirmed = this.#state;
    this.#inOrder = new MomentsInOrder(this.#state.content.moments);
    this.#view = this.#makeView();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getView = (): ReviewView => this.#view;

  /**
   * Changes the review as one named step. A change that alters nothing leaves no step.
   *
   * @param change - returns the content as it should be; must not alter the one it is given
   */
  transact(
    label: string,
    change: (content: EditContent) => EditContent,
    { mergeKey }: TransactOptions = {},
  ): void {
    if (this.#isReadOnly) return;
    const changes = diffContent(this.#state.content, change(this.#state.content));
    if (changes.length === 0) return;
    this.#append({
      type: 'edit',
      seq: this.#state.lastSeq + 1,
      step: {
        id: this.options.newId(),
        label,
        at: this.options.now().toISOString(),
        changes,
        ...(mergeKey !== undefined && { mergeKey }),
      },
    });
  }

  /** Takes the last step back; refused in the middle of a drag. Returns its label. */
  undo(): string | undefined {
    const step = this.#state.history.done.at(-1);
    if (!step || this.#gestureDepth > 0 || this.#isReadOnly) return undefined;
    this.#append({ type: 'undo', seq: this.#state.lastSeq + 1, stepId: step.id });
    return step.label;
  }

  redo(): string | undefined {
    const step = this.#state.history.undone.at(-1);
    if (!step || this.#gestureDepth > 0 || this.#isReadOnly) return undefined;
    this.#append({ type: 'redo', seq: this.#state.lastSeq + 1, stepId: step.id });
    return step.label;
  }

  /** Says that a drag goes on, during which nothing is undone; call the result when it ends. */
  beginGesture(): () => void {
    this.#gestureDepth += 1;
    let hasEnded = false;
    return () => {
      if (!hasEnded) this.#gestureDepth -= 1;
      hasEnded = true;
    };
  }

  /** Sends what is not saved yet; resolves when all of it is, or when that failed. */
  async flush(): Promise<void> {
    clearTimeout(this.#retry);
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = undefined;
    });
    await this.#sending;
  }

  get hasUnsaved(): boolean {
    return this.#unsent.length > 0;
  }

  dispose(): void {
    clearTimeout(this.#retry);
    this.#listeners.clear();
  }

  #append(entry: JournalEntry): void {
    this.#state = applyEntry(this.#state, entry);
    this.#unsent.push(entry);
    if (this.#save.phase !== 'failed') this.#save = { phase: 'saving' };
    this.#publish();
    void this.flush();
  }

  async #sendAll(): Promise<void> {
    while (this.#unsent.length > 0) {
      const batch = this.#unsent.slice(0, ENTRIES_PER_REQUEST);
      try {
        await this.options.send(batch);
      } catch (error) {
        this.#fail(this.options.describeFailure(error));
        return;
      }
      this.#unsent = this.#unsent.slice(batch.length);
      for (const entry of batch) this.#confirmed = applyEntry(this.#confirmed, entry);
    }
    this.#save = { phase: 'saved' };
    this.#publish();
  }

  #fail({ message, isFinal }: SendFailure): void {
    if (isFinal) {
      this.#unsent = [];
      this.#state = this.#confirmed;
      this.#save = { phase: 'saved' };
      this.#publish();
      this.options.onRefused(message);
      return;
    }
    this.#save = { phase: 'failed', message };
    this.#publish();
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.flush(), this.options.retryDelayMs ?? 3_000);
  }

  #publish(): void {
    this.#view = this.#makeView();
    for (const listener of this.#listeners) listener();
  }

  #makeView(): ReviewView {
    this.#inOrder.follow(this.#state.content.moments);
    return {
      content: this.#state.content,
      momentsInOrder: this.#inOrder.list,
      undoLabel: this.#state.history.done.at(-1)?.label,
      redoLabel: this.#state.history.undone.at(-1)?.label,
      save: this.#save,
      isReadOnly: this.#isReadOnly,
    };
  }
}
