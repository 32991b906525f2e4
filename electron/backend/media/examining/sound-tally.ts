import type { SoundFacts } from '#shared/timing/judge-timing';

// Runs in the media thread, see media-thread-worker.ts.

/** A shorter stretch without a packet is how recorders round their times. */
const GAP_SECONDS = 0.1;

/** Less is how containers round their times. */
const STEP_BACK_SECONDS = 0.02;

/** Gaps that are remembered one by one. */
const MAXIMUM_GAPS = 100;

/** Gathers what the packets of a sound say of it, one after another in the order of the file. */
export class SoundTally {
  readonly #facts: SoundFacts = {
    packets: 0,
    smallestBytes: 0,
    largestBytes: 0,
    totalBytes: 0,
    startSeconds: 0,
    packetSeconds: 0,
    gaps: [],
    gapCount: 0,
    steps: 0,
  };
  #previousBytes = 0;
  #previousStart = 0;
  #previousEnd = 0;

  add(startSeconds: number, durationSeconds: number, bytes: number): void {
    const facts = this.#facts;
    if (facts.packets === 0) facts.startSeconds = startSeconds;
    else {
      if (startSeconds < this.#previousStart - STEP_BACK_SECONDS) facts.steps += 1;
      if (startSeconds > this.#previousEnd + GAP_SECONDS) {
        facts.gapCount += 1;
        const gap = { startSeconds: this.#previousEnd, endSeconds: startSeconds };
        if (facts.gaps.length < MAXIMUM_GAPS) facts.gaps.push(gap);
      }
      // The one before is neither the first nor the last.
      if (facts.packets > 1) {
        facts.smallestBytes = Math.min(facts.smallestBytes || this.#previousBytes, this.#previousBytes);
        facts.largestBytes = Math.max(facts.largestBytes, this.#previousBytes);
      }
    }
    facts.packets += 1;
    facts.totalBytes += bytes;
    facts.packetSeconds = Math.max(facts.packetSeconds, durationSeconds);
    this.#previousBytes = bytes;
    this.#previousStart = startSeconds;
    this.#previousEnd = startSeconds + durationSeconds;
  }

  get facts(): SoundFacts {
    return this.#facts;
  }
}
