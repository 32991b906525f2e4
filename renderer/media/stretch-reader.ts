import type { StretchAnswer, StretchRequest } from './peaks-worker';
import { addSamples, type ColumnRow } from './sound/columns';

/** Decoders of audio take rates from here to there. */
const [LOWEST_RATE_HZ, HIGHEST_RATE_HZ] = [3_000, 768_000];

/**
 * Reads stretches of sound files as peaks: a worker cuts pieces out, and the browser decodes each at once, in threads of
 * its own and in its sandbox. What it does not take in one piece, the worker decodes packet by packet.
 */
export class StretchReader {
  readonly #worker = new Worker(new URL('./peaks-worker.ts', import.meta.url), { type: 'module' });
  readonly #waiting = new Map<
    number,
    { resolve(answer: StretchAnswer): void; reject(error: unknown): void }
  >();
  readonly #drain = makeDrain();
  #contexts = new Map<number, OfflineAudioContext>();
  #nextId = 0;

  constructor() {
    this.#worker.onmessage = ({ data }: MessageEvent<StretchAnswer>) => {
      this.#waiting.get(data.id)?.resolve(data);
      this.#waiting.delete(data.id);
    };
    this.#worker.onerror = () => this.#endAll(new Error('The waveform could not be computed'));
  }

  /**
   * @returns lowest and highest of each column; zeros where there is no sound
   * @throws Error where the file cannot be read or decoded
   */
  async read(url: string, row: ColumnRow): Promise<Int16Array> {
    const answer = await this.#ask({ url, row, byPacket: false });
    if (answer.type === 'columns') return answer.values;
    if (answer.type === 'parts') {
      try {
        return await this.#decode(answer, row);
      } catch {
        // Damage that ends a piece ends a packet only.
      }
    }
    const again = await this.#ask({ url, row, byPacket: true });
    if (again.type !== 'columns')
      throw new Error(again.type === 'failed' ? again.message : 'No columns came');
    return again.values;
  }

  close(): void {
    this.#worker.terminate();
    this.#endAll(new DOMException('The reading was stopped', 'AbortError'));
  }

  async #decode(
    { parts, sampleRateHz }: StretchAnswer & { type: 'parts' },
    row: ColumnRow,
  ): Promise<Int16Array> {
    const values = new Int16Array(row.columns * 2);
    const context = this.#contextFor(sampleRateHz);
    for (const { bytes, endSeconds } of parts) {
      const sound = await context.decodeAudioData(bytes.buffer);
      const { length, sampleRate, numberOfChannels } = sound;
      const startSeconds = endSeconds - length / sampleRate;
      for (let channel = 0; channel < numberOfChannels; channel += 1) {
        const samples = sound.getChannelData(channel);
        const place = { sampleRateHz: sampleRate, startSeconds };
        addSamples(samples, length, place, row, values);
        // Given away to nobody, which frees it at once: the collector would let this memory grow to gigabytes.
        this.#drain.postMessage(undefined, [samples.buffer]);
      }
    }
    return values;
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

  #ask(request: Omit<StretchRequest, 'id'>): Promise<StretchAnswer> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ ...request, id } satisfies StretchRequest);
    });
  }

  #endAll(error: unknown): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

/** A port whose other end is closed: what is transferred to it is freed. */
function makeDrain(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  port2.close();
  return port1;
}
