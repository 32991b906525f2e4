import type { ColumnRow } from './sound/columns';
import type { DecodedSound } from './sound/packet-decoder';
import type { StretchAnswer, StretchRequest } from './stretch-worker';

/** Decoders of audio take rates from here to there. */
const [LOWEST_RATE_HZ, HIGHEST_RATE_HZ] = [3_000, 768_000];

type Unnumbered<Request> = Request extends unknown ? Omit<Request, 'id'> : never;

/**
 * Reads stretches of sound files, as columns or as samples: a worker cuts pieces out, and the browser decodes each at once,
 * in threads of its own and in its sandbox. What is not taken in one piece, the worker decodes packet by packet. It makes
 * columns of the samples too, so that the page does nothing but hand them over.
 */
export class StretchReader {
  readonly #worker = new Worker(new URL('./stretch-worker.ts', import.meta.url), { type: 'module' });
  readonly #waiting = new Map<
    number,
    { resolve(answer: StretchAnswer): void; reject(error: unknown): void }
  >();
  #contexts = new Map<number, OfflineAudioContext>();
  #nextId = 0;
  #isClosed = false;

  /** Of the samples of what was read last, in bytes; 0 where they were not here. */
  decodedBytes = 0;

  constructor() {
    this.#worker.onmessage = ({ data }: MessageEvent<StretchAnswer>) => {
      this.#waiting.get(data.id)?.resolve(data);
      this.#waiting.delete(data.id);
    };
    this.#worker.onerror = () => this.#endAll(new Error('The sound could not be decoded'));
  }

  /**
   * @returns lowest and highest of each column; zeros where there is no sound
   * @throws Error where the file cannot be read or decoded
   */
  async columns(url: string, row: ColumnRow): Promise<Int16Array> {
    this.decodedBytes = 0;
    const answer = await this.#ask({ type: 'columns', url, row, byPacket: false });
    if (answer.type === 'columns') return answer.values;
    if (answer.type === 'parts') {
      const sounds = await this.#decode(answer).catch(() => undefined);
      if (sounds) return columnsIn(await this.#ask({ type: 'columns-of', row, sounds }));
      // Damage that ends a piece ends a packet only.
    }
    return columnsIn(await this.#ask({ type: 'columns', url, row, byPacket: true }));
  }

  /**
   * @returns what is heard in a stretch, in order, with a little around it
   * @throws Error where the file cannot be read or decoded
   */
  async samples(url: string, fromSeconds: number, toSeconds: number): Promise<DecodedSound[]> {
    const stretch = { type: 'samples', url, fromSeconds, toSeconds } as const;
    const answer = await this.#ask({ ...stretch, byPacket: false });
    if (answer.type === 'sounds') return answer.sounds;
    if (answer.type === 'parts') {
      const sounds = await this.#decode(answer).catch(() => undefined);
      if (sounds) return sounds;
    }
    const again = await this.#ask({ ...stretch, byPacket: true });
    if (again.type === 'sounds') return again.sounds;
    throw new Error(again.type === 'failed' ? again.message : 'No sound came');
  }

  close(): void {
    this.#isClosed = true;
    this.#worker.terminate();
    this.#endAll(stopped());
  }

  async #decode({ parts, sampleRateHz }: StretchAnswer & { type: 'parts' }): Promise<DecodedSound[]> {
    const context = this.#contextFor(sampleRateHz);
    const sounds: DecodedSound[] = [];
    for (const { bytes, endSeconds } of parts) {
      const sound = await context.decodeAudioData(bytes.buffer);
      const { length, sampleRate, numberOfChannels } = sound;
      // Each is laid by its end: what decoders leave out they leave out at the start.
      const channels = Array.from({ length: numberOfChannels }, (_, channel) =>
        sound.getChannelData(channel),
      );
      this.decodedBytes += length * numberOfChannels * Float32Array.BYTES_PER_ELEMENT;
      sounds.push({ channels, sampleRateHz: sampleRate, startSeconds: endSeconds - length / sampleRate });
    }
    return sounds;
  }

  /** At the rate of the file, so that nothing is computed into another. */
  #contextFor(sampleRateHz: number): OfflineAudioContext {
    const rate = Math.min(HIGHEST_RATE_HZ, Math.max(LOWEST_RATE_HZ, Math.round(sampleRateHz)));
    let context = this.#contexts.get(rate);
    if (!context) {
      context = new OfflineAudioContext(1, 1, rate);
      this.#contexts.set(rate, context);
    }
    return context;
  }

  #ask(request: Unnumbered<StretchRequest>): Promise<StretchAnswer> {
    // Nobody would answer.
    if (this.#isClosed) return Promise.reject(stopped());
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      const sounds = request.type === 'columns-of' ? request.sounds : [];
      const transfer = sounds.flatMap(({ channels }) => channels.map(({ buffer }) => buffer));
      this.#worker.postMessage({ ...request, id } satisfies StretchRequest, transfer);
    });
  }

  #endAll(error: unknown): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

function stopped(): DOMException {
  return new DOMException('The reading was stopped', 'AbortError');
}

function columnsIn(answer: StretchAnswer): Int16Array<ArrayBuffer> {
  if (answer.type === 'columns') return answer.values;
  throw new Error(answer.type === 'failed' ? answer.message : 'No columns came');
}
