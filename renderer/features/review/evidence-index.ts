import { compareMoments, type Moment } from '#shared/model/moment';

/** The moments linked to each indicator, in the order of the recording. Codes without a moment are absent. */
export type EvidenceIndex = ReadonlyMap<string, readonly Moment[]>;

/**
 * Builds the index in one pass. A list that is as it was in `previous` is taken over from there, so that only the rows
 * whose evidence changed are drawn again.
 */
export function indexEvidence(
  moments: readonly Moment[],
  previous: EvidenceIndex = new Map(),
): EvidenceIndex {
  const index = new Map<string, Moment[]>();
  for (const moment of moments) {
    for (const code of new Set(moment.indicators)) {
      const linked = index.get(code);
      if (linked) linked.push(moment);
      else index.set(code, [moment]);
    }
  }
  const stable = new Map<string, readonly Moment[]>();
  for (const [code, linked] of index) {
    linked.sort(compareMoments);
    const before = previous.get(code);
    stable.set(code, before && isSameList(before, linked) ? before : linked);
  }
  return stable;
}

function isSameList(a: readonly Moment[], b: readonly Moment[]): boolean {
  return a.length === b.length && a.every((moment, position) => moment === b[position]);
}
