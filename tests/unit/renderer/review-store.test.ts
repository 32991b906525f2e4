import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OpenedReview } from '#shared/api-contract/review-contract';
import { editContentOf, reviewContentOf } from '#shared/history/edit-content';
import { changeFeedback } from '#shared/history/review-edits';
import { applyEntry, type EditState, EMPTY_HISTORY, type JournalEntry } from '#shared/history/review-history';
import { EMPTY_CONTENT, type Review, type ReviewContent } from '#shared/model/review';
import { ReviewStore } from '../../../renderer/review-editing/review-store';
import { idOf } from '../scoring/contents';

const RETRY_DELAY_MS = 3_000;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-22T18:00:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

const DRAFT: Review = {
  id: idOf(1),
  sessionId: idOf(2),
  framework: { id: 'small', edition: '1' },
  reviewer: { profileId: idOf(3), name: 'Tara', role: 'trainee', credential: '' },
  createdAt: '2026-11-22T18:00:00Z',
  independence: { independent: true },
  status: 'draft',
  content: EMPTY_CONTENT,
};

class Refusal extends Error {}

/** A store over a backend whose answers the test gives by hand. */
function openStore(
  { readOnly = false, ...opened }: Omit<OpenedReview, 'readOnly'> & { readOnly?: boolean } = {
    review: DRAFT,
    history: EMPTY_HISTORY,
    lastSeq: 0,
  },
) {
  const requests: (PromiseWithResolvers<void> & { entries: JournalEntry[] })[] = [];
  const refusals: string[] = [];
  let ids = 100;
  const store = new ReviewStore({
    opened: { ...opened, readOnly },
    send: (entries) => {
      const request = { entries: [...entries], ...Promise.withResolvers<void>() };
      requests.push(request);
      return request.promise;
    },
    describeFailure: (error) => ({ message: (error as Error).message, isFinal: error instanceof Refusal }),
    onRefused: (message) => refusals.push(message),
    newId: () => {
      ids += 1;
      return idOf(ids);
    },
    now: () => new Date(),
    retryDelayMs: RETRY_DELAY_MS,
  });
  const phases: string[] = [];
  store.subscribe(() => phases.push(store.getView().save.phase));
  return {
    store,
    requests,
    refusals,
    phases,
    write: (text: string) =>
      store.transact(`Write ${text}`, (content) => changeFeedback(content, 'strengths', text)),
    written: () => store.getView().content.feedback.strengths,
    phase: () => store.getView().save.phase,
    /** Lets the newest request succeed, or fail with an error. */
    answer: async (error?: Error) => {
      const request = requests.at(-1);
      if (error) request?.reject(error);
      else request?.resolve();
      await vi.advanceTimersByTimeAsync(0);
    },
  };
}

describe('an edit', () => {
  it('shows at once and is called saved only when the backend has it', async () => {
    const { write, written, phase, answer, store, phases } = openStore();
    expect(phase()).toBe('saved');
    write('a');
    expect([written(), phase(), store.hasUnsaved]).toEqual(['a', 'saving', true]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(phase()).toBe('saving');
    await answer();
    expect([phase(), store.hasUnsaved]).toEqual(['saved', false]);
    expect(phases).toEqual(['saving', 'saved']);
  });

  it('that alters nothing leaves no step and is not sent', () => {
    const { store, requests } = openStore();
    store.transact('Nothing', (content) => ({ ...content, marks: { ...content.marks } }));
    expect(requests).toEqual([]);
    expect(store.getView().undoLabel).toBeUndefined();
  });

  it('gives the page a new view, and the same view while nothing changed', () => {
    const { store, write } = openStore();
    const before = store.getView();
    expect(store.getView()).toBe(before);
    write('a');
    expect(store.getView()).not.toBe(before);
  });
});

describe('edits made while others are on their way', () => {
  it('wait, are not called saved with them, and follow in order', async () => {
    const { write, requests, answer, phase } = openStore();
    write('a');
    write('b');
    write('c');
    expect(requests.map(({ entries }) => seqsOf(entries))).toEqual([[1]]);
    await answer();
    expect(phase()).toBe('saving');
    expect(requests.map(({ entries }) => seqsOf(entries))).toEqual([[1], [2, 3]]);
    write('d');
    await answer();
    await answer();
    expect(phase()).toBe('saved');
    expect(requests.flatMap(({ entries }) => seqsOf(entries))).toEqual([1, 2, 3, 4]);
  });

  it('go in requests of a size that the backend takes', async () => {
    const { write, requests, answer } = openStore();
    for (let count = 0; count < 451; count += 1) write(`${count}`);
    for (let count = 0; count < 4; count += 1) await answer();
    expect(requests.map(({ entries }) => entries.length)).toEqual([1, 200, 200, 50]);
  });

  it('are there when what was sent is replayed', async () => {
    const { write, store, requests, answer } = openStore();
    for (const text of ['a', 'b', 'c']) write(text);
    store.undo();
    store.undo();
    store.redo();
    await answer();
    await answer();
    const replayed = requests.flatMap(({ entries }) => entries).reduce(applyEntry, emptyState());
    expect(reviewContentOf(replayed.content)).toEqual(reviewContentOf(store.getView().content));
  });
});

describe('a save that fails', () => {
  it('is said with the reason, kept on the page and tried again by itself', async () => {
    const { write, written, answer, requests, store, phase } = openStore();
    write('a');
    await answer(new Error('The disk is full.'));
    expect(store.getView().save).toEqual({ phase: 'failed', message: 'The disk is full.' });
    expect([written(), store.hasUnsaved]).toEqual(['a', true]);
    await vi.advanceTimersByTimeAsync(RETRY_DELAY_MS - 1);
    expect(requests).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(requests.map(({ entries }) => entries)).toEqual([requests[0]?.entries, requests[0]?.entries]);
    await answer();
    expect(phase()).toBe('saved');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(requests).toHaveLength(2);
  });

  it('is tried again with the next edit, and not called saved meanwhile', async () => {
    const { write, answer, requests, phase } = openStore();
    write('a');
    await answer(new Error('no answer'));
    write('b');
    expect(phase()).toBe('failed');
    expect(seqsOf(requests.at(-1)?.entries)).toEqual([1, 2]);
    await answer();
    expect(phase()).toBe('saved');
  });

  it('is tried again when asked', async () => {
    const { write, answer, requests, store } = openStore();
    write('a');
    await answer(new Error('no answer'));
    const flushed = store.flush();
    expect(requests).toHaveLength(2);
    await answer();
    await flushed;
    expect(store.hasUnsaved).toBe(false);
  });

  it('is not tried again after the page left it', async () => {
    const { write, answer, requests, store } = openStore();
    write('a');
    await answer(new Error('no answer'));
    store.dispose();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(requests).toHaveLength(1);
  });
});

describe('edits that are refused for good', () => {
  it('are taken back to what is saved, and the reason is told', async () => {
    const { write, written, answer, refusals, store, phase } = openStore();
    write('a');
    await answer();
    write('b');
    write('c');
    await answer(new Refusal('This review was changed in another window.'));
    expect([written(), phase(), store.hasUnsaved]).toEqual(['a', 'saved', false]);
    expect(refusals).toEqual(['This review was changed in another window.']);
    expect(store.getView().undoLabel).toBe('Write a');
  });

  it('do not stand in the way of the next edit', async () => {
    const { write, answer, requests, phase } = openStore();
    write('a');
    await answer(new Refusal('no'));
    write('b');
    expect(seqsOf(requests.at(-1)?.entries)).toEqual([1]);
    await answer();
    expect(phase()).toBe('saved');
  });
});

describe('undo and redo', () => {
  it('name the step, and are entries of their own', async () => {
    const { store, write, written, requests, answer } = openStore();
    write('a');
    write('b');
    expect(store.getView()).toMatchObject({ undoLabel: 'Write b', redoLabel: undefined });
    expect(store.undo()).toBe('Write b');
    expect(written()).toBe('a');
    expect(store.getView()).toMatchObject({ undoLabel: 'Write a', redoLabel: 'Write b' });
    expect(store.redo()).toBe('Write b');
    expect(written()).toBe('b');
    await answer();
    expect(requests.at(-1)?.entries.map(({ type }) => type)).toEqual(['edit', 'undo', 'redo']);
  });

  it('have nothing to take in a fresh review', () => {
    const { store, requests } = openStore();
    expect([store.undo(), store.redo(), requests.length]).toEqual([undefined, undefined, 0]);
  });

  it('are refused while something is dragged', () => {
    const { store, write, written } = openStore();
    write('a');
    const endOuter = store.beginGesture();
    const endInner = store.beginGesture();
    expect(store.undo()).toBeUndefined();
    endInner();
    endInner();
    expect([store.undo(), written()]).toEqual([undefined, 'a']);
    endOuter();
    expect([store.undo(), written()]).toEqual(['Write a', undefined]);
    const end = store.beginGesture();
    expect(store.redo()).toBeUndefined();
    end();
    expect(store.redo()).toBe('Write a');
  });

  it('reach back to what was done before the page was opened', () => {
    const first = openStore();
    first.write('a');
    const [entry] = first.requests.at(-1)?.entries ?? [];
    if (!entry) throw new Error('nothing was sent');
    const saved = applyEntry(emptyState(), entry);
    const { store, written, requests } = openStore({
      review: { ...DRAFT, content: reviewContentOf(saved.content) },
      history: saved.history,
      lastSeq: saved.lastSeq,
    });
    expect([written(), store.undo(), written()]).toEqual(['a', 'Write a', undefined]);
    expect(seqsOf(requests.at(-1)?.entries)).toEqual([2]);
  });
});

describe('a draft that a newer version of the program saved', () => {
  it('takes no edit', () => {
    const { store, write, requests } = openStore({
      review: DRAFT,
      history: EMPTY_HISTORY,
      lastSeq: 0,
      readOnly: true,
    });
    write('changed');
    expect([store.getView().isReadOnly, requests.length]).toEqual([true, 0]);
  });
});

describe('a submitted review', () => {
  it('takes no edit', () => {
    const seal = {
      submittedAt: DRAFT.createdAt,
      submittedBy: DRAFT.reviewer,
      contentSha256: '0'.repeat(64),
      signature: null,
    };
    const content: ReviewContent = { ...EMPTY_CONTENT, feedback: { strengths: 'sealed' } };
    const { store, write, written, requests } = openStore({
      review: { ...DRAFT, content, status: 'submitted', seal },
      history: EMPTY_HISTORY,
      lastSeq: 4,
    });
    write('changed');
    expect([written(), store.getView().isReadOnly, requests.length, store.undo()]).toEqual([
      'sealed',
      true,
      0,
      undefined,
    ]);
  });
});

function seqsOf(entries: readonly JournalEntry[] | undefined): number[] {
  return (entries ?? []).map((entry) => entry.seq);
}

function emptyState(): EditState {
  return { content: editContentOf(EMPTY_CONTENT), history: EMPTY_HISTORY, lastSeq: 0 };
}
