import { compareMoments } from '#shared/model/moment';
import type { AloneMarks, Band } from './reviewer-bands';
import type { OwnedMoment } from './use-chosen-moment';

/** What of everyone's moments is listed; `null` for all of them. */
export type ListFilter = { reviewerId: string | null; kind: string | null; isAloneOnly: boolean };

/** Everyone's moments in the order of time; of two at the same time in the order of the reviewers. */
export function listMoments(bands: readonly Band[]): OwnedMoment[] {
  // Runs that are in order each, which a merging sort makes use of.
  return bands
    .flatMap(({ reviewer, moments }) => moments.map((moment) => ({ reviewer, moment })))
    .sort((a, b) => compareMoments(a.moment, b.moment) || a.reviewer.index - b.reviewer.index);
}

export function filterListed(
  listed: readonly OwnedMoment[],
  { reviewerId, kind, isAloneOnly }: ListFilter,
  alone: AloneMarks | undefined,
): readonly OwnedMoment[] {
  if (reviewerId === null && kind === null && !isAloneOnly) return listed;
  return listed.filter(
    ({ reviewer, moment }) =>
      (reviewerId === null || reviewer.id === reviewerId) &&
      (kind === null || moment.kind === kind) &&
      (!isAloneOnly || alone?.has(moment) === true),
  );
}

/**
 * The place that a key leads to from a place in the list: up and down in time, left and right among those of the same
 * reviewer; `undefined` for keys that lead nowhere. From outside of the list (-1) every key leads to its first.
 */
export function placeAfterKey(
  key: string,
  listed: readonly OwnedMoment[],
  place: number,
  pageRows: number,
): number | undefined {
  const last = listed.length - 1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, place + 1);
    case 'ArrowUp':
      return Math.max(0, place - 1);
    case 'PageDown':
      return Math.min(last, place + pageRows);
    case 'PageUp':
      return Math.max(0, place - pageRows);
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'ArrowRight':
      return neighbourOfSameReviewer(listed, place, 1);
    case 'ArrowLeft':
      return neighbourOfSameReviewer(listed, place, -1);
    default:
      return undefined;
  }
}

function neighbourOfSameReviewer(listed: readonly OwnedMoment[], place: number, step: 1 | -1): number {
  const reviewerId = listed[place]?.reviewer.id;
  if (reviewerId === undefined) return 0;
  let next = place + step;
  while (next >= 0 && next < listed.length && listed[next]?.reviewer.id !== reviewerId) next += step;
  return next >= 0 && next < listed.length ? next : place;
}
