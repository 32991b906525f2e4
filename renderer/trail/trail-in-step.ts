import type { Moment } from '#shared/model/moment';
import { agreementTrail, isSameToTrail, type Trail } from '#shared/trail/trail';

/**
 * The trail of a review, kept from one edit to the next: it is computed anew only where an edit changed something that
 * it reads, and is the very same otherwise.
 */
export class TrailInStep {
  #last: { moments: readonly Moment[]; trail: Trail } | undefined;

  /** @param durationMs - length of the recording, above 0; always the same one */
  constructor(private readonly durationMs: number) {}

  /** @param moments - all of them, in the order of time */
  of(moments: readonly Moment[]): Trail {
    const isSame =
      this.#last?.moments.length === moments.length &&
      this.#last.moments.every((moment, place) => {
        const next = moments[place] as Moment;
        return moment === next || isSameToTrail(moment, next);
      });
    const trail = isSame && this.#last ? this.#last.trail : agreementTrail(moments, this.durationMs);
    this.#last = { moments, trail };
    return trail;
  }
}
