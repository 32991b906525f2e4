/**
 * Lets many tasks pass at once, and now and then one alone: it waits for those that are inside, and whoever comes
 * meanwhile waits for it. A task inside must not ask to pass again.
 */
export class Turnstile {
  #inside = 0;
  #alone: Promise<unknown> | undefined;
  #onEmpty: (() => void) | undefined;
  #refusal: Error | undefined;

  async pass<Result>(task: () => Result | Promise<Result>): Promise<Result> {
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
