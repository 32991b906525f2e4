/**
 * Lets many tasks pass at once, and now and then one alone: it waits for those that are inside, and whoever comes
 * meanwhile waits for it. A task inside must not ask to pass again.
 */
export class Turnstile {
  #inside = 0;
  #alone: Promise<unknown> | undefined;
  #onEmpty: (() => void) | undefined;
  #refusal: Error | undefined;

  /** @param before - what has to be done before anybody goes through; asked for by each who comes until it is done */
  constructor(private before?: () => Promise<void>) {}

  async pass<Result>(task: () => Result | Promise<Result>): Promise<Result> {
    if (this.before) await this.#prepare(this.before);
    while (this.#alone) await this.#alone;
    if (this.#refusal) throw this.#refusal;
    this.#inside += 1;
    try {
      return await task();
    } finally {
      this.#inside -= 1;
      if (this.#inside === 0) this.#onEmpty?.();
    }
  }

  async alone<Result>(task: () => Promise<Result>): Promise<Result> {
    if (this.before) await this.#prepare(this.before);
    while (this.#alone) await this.#alone;
    if (this.#refusal) throw this.#refusal;
    const running = this.#whenEmpty().then(task);
    this.#alone = running
      .catch(() => {})
      .finally(() => {
        this.#alone = undefined;
      });
    return running;
  }

  /** From now on everybody is refused with this error. */
  close(refusal: Error): void {
    this.#refusal = refusal;
  }

  async #prepare(before: () => Promise<void>): Promise<void> {
    await before();
    this.before = undefined;
  }

  #whenEmpty(): Promise<void> {
    if (this.#inside === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#onEmpty = () => {
        this.#onEmpty = undefined;
        resolve();
      };
    });
  }
}
