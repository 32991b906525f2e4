import type { SharedRecord } from '#shared/history/shared-record';
import { compareMoments, type Moment } from '#shared/model/moment';

/** Above this many changes at once, sorting all anew is no dearer than putting each in its place. */
const MOST_PUT_IN_PLACE = 100;

/**
 * The moments of a review in the order of time, kept from one edit to the next: what was not changed is not compared
 * again. The list is a new one whenever a moment changed, and the very same otherwise.
 */
export class MomentsInOrder {
  #of: SharedRecord<Moment>;
  #list: readonly Moment[];

  constructor(moments: SharedRecord<Moment>) {
    this.#of = moments;
    this.#list = moments.values().toSorted(compareMoments);
  }

  get list(): readonly Moment[] {
    return this.#list;
  }

  follow(moments: SharedRecord<Moment>): void {
    if (moments === this.#of) return;
    const changed = this.#of.keysThatDiffer(moments);
    if (changed.length > MOST_PUT_IN_PLACE) this.#list = moments.values().toSorted(compareMoments);
    else if (changed.length > 0) this.#list = this.#putInPlace(changed, moments);
    this.#of = moments;
  }

  #putInPlace(changed: readonly string[], moments: SharedRecord<Moment>): readonly Moment[] {
    const list = this.#list.slice();
    for (const key of changed) {
      const before = this.#of.get(key);
      const after = moments.get(key);
      if (before) list.splice(placeOf(list, before), 1);
      if (after) list.splice(placeOf(list, after), 0, after);
    }
    return list;
  }
}

/** The first place at which a moment stands that is not before the given one. */
function placeOf(list: readonly Moment[], moment: Moment): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareMoments(list[middle] as Moment, moment) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
