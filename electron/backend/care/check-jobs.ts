import type { CheckJob } from '#shared/model/library-check';
import type { Log } from '../backend';
import { UserError } from '../user-error';
import { type CheckOptions, checkLibrary } from './check-library';

/** Progress is told at most this often. */
const TELL_EVERY_MS = 200;

/** The check of the library, which may take long: one at a time, and its last outcome is kept until the next. */
export class CheckJobs {
  #job: CheckJob | undefined;
  #controller: AbortController | undefined;
  #running: Promise<void> | undefined;

  constructor(
    private readonly options: Pick<CheckOptions, 'fileSystem' | 'layout' | 'now'> & {
      log: Log;
      emit: (job: CheckJob) => void;
    },
  ) {}

  /** Null where none was asked for since the start. */
  get current(): CheckJob | null {
    return this.#job ?? null;
  }

  /** @throws UserError `conflict` while one runs */
  start(): void {
    if (this.#running) throw new UserError('conflict', 'The library is being checked already.');
    this.#controller = new AbortController();
    this.#move({ phase: 'running', reading: '', readBytes: 0, totalBytes: 0 });
    this.#running = this.#run(this.#controller.signal).finally(() => {
      this.#running = undefined;
    });
  }

  /** Stops a check; what it found is dropped. */
  async cancel(): Promise<void> {
    this.#controller?.abort();
    await this.#running;
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { log, ...options } = this.options;
    let toldAt = 0;
    try {
      const report = await checkLibrary({
        ...options,
        signal,
        onProgress: (progress) => {
          const nowMs = performance.now();
          if (nowMs - toldAt < TELL_EVERY_MS) return;
          toldAt = nowMs;
          this.#move({ phase: 'running', ...progress });
        },
      });
      this.#move({ phase: 'done', report });
    } catch (error) {
      if (signal.aborted) return this.#move({ phase: 'cancelled' });
      log.error('The check of the library failed', { error: String(error) });
      const reason = error instanceof UserError ? ` ${error.message}` : '';
      this.#move({
        phase: 'failed',
        message: `The check could not be finished, since the library’s folder could not be read to its end.${reason}`,
      });
    }
  }

  #move(job: CheckJob): void {
    this.#job = job;
    this.options.emit(job);
  }
}
