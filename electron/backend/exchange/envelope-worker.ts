import { parentPort, workerData } from 'node:worker_threads';
import { Decrypter, Encrypter } from 'age-encryption';

// Runs in a thread of its own, from source in tests and as a chunk in the built program: it may import packages and
// types, and nothing else of ours.

export type EnvelopeTask =
  | { envelopeTask: 'encrypt'; lock: { recipients: readonly string[] } | { passphrase: string } }
  | {
      envelopeTask: 'decrypt';
      key: { identity: string } | { passphrase: string };
      /** Of the whole file, from which the number of its pieces follows. */
      sizeBytes: number;
    };

/** To the thread: a piece that it asked for, the end of them, or leave to send more. */
export type ToEnvelopeThread = { type: 'piece'; bytes: Uint8Array } | { type: 'end' } | { type: 'more' };

/** Why a file could not be opened, as far as it can be told. */
export type EnvelopeFailure = 'no-match' | 'damaged' | 'cut-off';

/** From the thread. Every `wanted` is answered by one piece or the end, every `pieces` by one `more`. */
export type FromEnvelopeThread =
  | { type: 'wanted' }
  /** The key fits, or the header is written. */
  | { type: 'opened' }
  | { type: 'pieces'; pieces: Uint8Array<ArrayBuffer>[] }
  | { type: 'done' }
  | { type: 'failed'; failure: EnvelopeFailure; message: string };

/** Plain bytes of a piece of an age file: each is encrypted and checked on its own. */
const PIECE_BYTES = 64 * 1024;

/** Bytes that are sent at a time. */
const BATCH_BYTES = 512 * 1024;

if (parentPort !== null && isEnvelopeTask(workerData)) {
  const port = parentPort;
  const tell = (message: FromEnvelopeThread, transfer: ArrayBuffer[] = []) =>
    port.postMessage(message, transfer);
  let handlePiece: ((bytes: Uint8Array | undefined) => void) | undefined;
  let handleMore: (() => void) | undefined;
  port.on('message', (message: ToEnvelopeThread) => {
    if (message.type === 'more') handleMore?.();
    else handlePiece?.(message.type === 'piece' ? message.bytes : undefined);
  });

  let waiting = new Uint8Array();
  const source = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        while (waiting.byteLength === 0) {
          const received = new Promise<Uint8Array | undefined>((resolve) => {
            handlePiece = resolve;
          });
          tell({ type: 'wanted' });
          const bytes = await received;
          if (bytes === undefined) return controller.close();
          waiting = new Uint8Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
        }
        // Never more than a piece at once: an error discards what was made in the same step as it.
        controller.enqueue(waiting.subarray(0, PIECE_BYTES));
        waiting = waiting.subarray(PIECE_BYTES);
      },
    },
    { highWaterMark: 0 },
  );

  async function send(batch: Uint8Array[]): Promise<void> {
    const pieces = batch.map((piece) => piece.slice());
    const allowed = new Promise<void>((resolve) => {
      handleMore = resolve;
    });
    tell(
      { type: 'pieces', pieces },
      pieces.map(({ buffer }) => buffer),
    );
    await allowed;
  }

  let madeBytes = 0;
  let isOpen = false;
  let lastPiece = 0;
  let batch: Uint8Array[] = [];
  try {
    const output = await start(workerData, source);
    isOpen = true;
    tell({ type: 'opened' });
    if (workerData.envelopeTask === 'decrypt') lastPiece = lastPieceOf(output, workerData.sizeBytes);
    let batchBytes = 0;
    for await (const piece of output) {
      madeBytes += piece.byteLength;
      batchBytes += piece.byteLength;
      batch.push(piece);
      if (batchBytes < BATCH_BYTES) continue;
      await send(batch);
      batch = [];
      batchBytes = 0;
    }
    if (batchBytes > 0) await send(batch);
    tell({ type: 'done' });
  } catch (error) {
    // What was good before the failure is not held back.
    if (batch.length > 0) await send(batch);
    const message = error instanceof Error ? error.message : String(error);
    tell({ type: 'failed', failure: failureOf(message), message });
  }

  function failureOf(message: string): EnvelopeFailure {
    if (message.startsWith('no identity matched')) return 'no-match';
    if (message.startsWith('stream ended')) return 'cut-off';
    if (!isOpen) return 'damaged';
    return madeBytes / PIECE_BYTES >= lastPiece ? 'cut-off' : 'damaged';
  }
}

type SizedStream = Awaited<ReturnType<Decrypter['decrypt']>> & ReadableStream<Uint8Array>;

async function start(task: EnvelopeTask, source: ReadableStream<Uint8Array>): Promise<SizedStream> {
  if (task.envelopeTask === 'encrypt') {
    const encrypter = new Encrypter();
    if ('passphrase' in task.lock) encrypter.setPassphrase(task.lock.passphrase);
    else for (const recipient of task.lock.recipients) encrypter.addRecipient(recipient);
    return encrypter.encrypt(source);
  }
  const decrypter = new Decrypter();
  if ('passphrase' in task.key) decrypter.addPassphrase(task.key.passphrase);
  else decrypter.addIdentity(task.key.identity);
  return decrypter.decrypt(source);
}

/** Where a file that fails at its last piece, or has no valid length, was most likely cut off. */
function lastPieceOf(output: SizedStream, sizeBytes: number): number {
  try {
    return Math.max(0, Math.ceil(output.size(sizeBytes) / PIECE_BYTES) - 1);
  } catch {
    return Math.max(0, Math.ceil(sizeBytes / (PIECE_BYTES + 16)) - 2);
  }
}

/** Whether this thread was started for an envelope: test runners run modules in threads of their own. */
function isEnvelopeTask(data: unknown): data is EnvelopeTask {
  return typeof data === 'object' && data !== null && 'envelopeTask' in data;
}
