/** Milliseconds over which the speed is averaged: shorter jumps about, longer lags behind. */
const WINDOW_MS = 2_000;

/** Milliseconds between two reports: eight a second look continuous. */
const REPORT_INTERVAL_MS = 125;

export type TransferProgress = { receivedBytes: number; bytesPerSecond: number };

/** Counts what arrives, averages the speed over the last seconds, and reports no more often than is of use. */
export class TransferMeter {
  #receivedBytes = 0;
  #lastReportMs = Number.NEGATIVE_INFINITY;
  readonly #samples: { atMs: number; receivedBytes: number }[] = [];

  constructor(
    private readonly nowMs: () => number,
    private readonly report: (progress: TransferProgress) => void,
  ) {}

  add(bytes: number): void {
    this.#receivedBytes += bytes;
    const atMs = this.nowMs();
    if (this.#samples.length === 0) this.#samples.push({ atMs, receivedBytes: 0 });
    if (atMs - this.#lastReportMs < REPORT_INTERVAL_MS) return;
    this.#lastReportMs = atMs;
    this.#samples.push({ atMs, receivedBytes: this.#receivedBytes });
    // The newest sample from before the window stays: the speed is measured from it.
    while ((this.#samples[1]?.atMs ?? atMs) <= atMs - WINDOW_MS) this.#samples.shift();
    this.report({ receivedBytes: this.#receivedBytes, bytesPerSecond: this.#bytesPerSecond(atMs) });
  }

  #bytesPerSecond(atMs: number): number {
    const [oldest] = this.#samples;
    if (oldest === undefined || atMs <= oldest.atMs) return 0;
    return ((this.#receivedBytes - oldest.receivedBytes) * 1_000) / (atMs - oldest.atMs);
  }
}
