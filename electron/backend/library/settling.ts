import type { RecoveryReport } from './json-document';
import type { Library } from './library';

/** How long it waits for somebody who needs it. The first screen does not, and comes before. */
const AT_THE_LATEST_MS = 5_000;

/**
 * The second half of opening a library, begun when it is needed or after a while: makes the list say what the folders
 * hold, and finishes deletions that were cut off. What fails is told; the library stays open, since each of its
 * documents is read from its own file.
 */
export class Settling {
  #task: Promise<void> | undefined;
  readonly #timer: NodeJS.Timeout;

  constructor(
    private readonly library: Library,
    private readonly tell: RecoveryReport,
  ) {
    this.#timer = setTimeout(() => this.done(), AT_THE_LATEST_MS);
    this.#timer.unref();
  }

  /** Begins it unless it has begun, and resolves when it is done. Never rejects. */
  done(): Promise<void> {
    clearTimeout(this.#timer);
    this.#task ??= this.#settle();
    return this.#task;
  }

  /** Ends it where it stands; the next start begins anew. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    this.library.index.stopComparing();
    this.#task ??= Promise.resolve();
    await this.#task;
  }

  async #settle(): Promise<void> {
    const { index, deletions, fileSystem, log } = this.library;
    try {
      await index.compareWithFolders();
      if (!fileSystem.isReadOnly) await deletions.finishAll(index, this.tell);
    } catch (error) {
      log.error('The list was not compared with the folders', { error: String(error) });
      this.tell(
        'The list of sessions could not be compared with the folders of the library and may be out of date. Nothing was changed. See whether the disk of the library can be read, then start Concordance again.',
      );
    }
  }
}
