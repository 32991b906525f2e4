/// <reference path="../media/module-path.d.ts" />
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { EnvelopeFailure, EnvelopeTask, FromEnvelopeThread, ToEnvelopeThread } from './envelope-worker';
import builtWorkerPath from './envelope-worker?modulePath';

/** For whom a file is encrypted: the holders of age keys, or whoever knows a passphrase. */
export type EnvelopeLock = { recipients: readonly string[] } | { passphrase: string };

/** What a file is opened with: an age identity, or a passphrase. */
export type EnvelopeKey = { identity: string } | { passphrase: string };

/** An age file could not be opened, or not to its end. */
export class EnvelopeError extends Error {
  override name = 'EnvelopeError';

  constructor(
    readonly failure: EnvelopeFailure,
    message: string,
  ) {
    super(message);
  }
}

export type EnvelopeOptions = {
  signal?: AbortSignal;
  /** Called when the key was found to fit, before anything is yielded. */
  onOpened?(): void;
};

/**
 * Encrypts what a source yields to an age file. A few pieces at a time are in memory, however long the source is; the
 * computing is done in a thread of its own, since a passphrase takes seconds and a recording minutes.
 */
export function encryptPieces(
  source: AsyncIterable<Uint8Array>,
  lock: EnvelopeLock,
  options: EnvelopeOptions = {},
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  return runInThread(source, { envelopeTask: 'encrypt', lock }, options);
}

/**
 * Decrypts an age file. Each piece that is yielded was checked by itself; that nothing is missing is known only when
 * the generator ends.
 *
 * @param sizeBytes - of the whole file
 * @throws EnvelopeError where the key does not fit, or the file is not what was written
 */
export function decryptPieces(
  source: AsyncIterable<Uint8Array>,
  key: EnvelopeKey,
  sizeBytes: number,
  options: EnvelopeOptions = {},
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  return runInThread(source, { envelopeTask: 'decrypt', key, sizeBytes }, options);
}

async function* runInThread(
  source: AsyncIterable<Uint8Array>,
  task: EnvelopeTask,
  { signal, onOpened }: EnvelopeOptions,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  signal?.throwIfAborted();
  const input = source[Symbol.asyncIterator]();
  const worker = new Worker(builtWorkerPath ?? join(import.meta.dirname, 'envelope-worker.ts'), {
    workerData: task,
  });
  const inbox = new Inbox<Uint8Array<ArrayBuffer>[]>();
  const stop = () => inbox.fail(signal?.reason);
  signal?.addEventListener('abort', stop, { once: true });
  const tell = (message: ToEnvelopeThread, transfer: ArrayBuffer[] = []) =>
    worker.postMessage(message, transfer);

  async function giveNext(): Promise<void> {
    const { done, value } = await input.next();
    if (done) return tell({ type: 'end' });
    // A copy: what the source yields may lie in memory that others use.
    const bytes = new Uint8Array(value);
    tell({ type: 'piece', bytes }, [bytes.buffer]);
  }

  worker.on('message', (message: FromEnvelopeThread) => {
    switch (message.type) {
      case 'wanted':
        giveNext().catch((error) => inbox.fail(error));
        return;
      case 'opened':
        onOpened?.();
        return;
      case 'pieces':
        inbox.put(message.pieces);
        return;
      case 'done':
        inbox.put(undefined);
        return;
      case 'failed':
        inbox.fail(new EnvelopeError(message.failure, message.message));
    }
  });
  worker.on('error', (error) => inbox.fail(error));
  worker.on('exit', () => inbox.fail(new Error('The encryption thread ended without an answer')));
  try {
    for (let pieces = await inbox.take(); pieces !== undefined; pieces = await inbox.take()) {
      // The next are made while these are written.
      tell({ type: 'more' });
      yield* pieces;
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    await worker.terminate();
    await input.return?.();
  }
}

/** Hands over one thing at a time; `undefined` for the end. The first failure ends it. */
class Inbox<Item> {
  #items: (Item | undefined)[] = [];
  #failure: { reason: unknown } | undefined;
  #arrived: (() => void) | undefined;

  put(item: Item | undefined): void {
    this.#items.push(item);
    this.#arrived?.();
  }

  fail(reason: unknown): void {
    this.#failure ??= { reason };
    this.#arrived?.();
  }

  /** What arrived before a failure comes before it. */
  async take(): Promise<Item | undefined> {
    while (this.#items.length === 0) {
      if (this.#failure) throw this.#failure.reason;
      await new Promise<void>((resolve) => {
        this.#arrived = resolve;
      });
    }
    return this.#items.shift();
  }
}
