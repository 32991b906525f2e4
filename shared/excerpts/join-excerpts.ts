import { type Excerpt, MAXIMUM_EXCERPTS } from '../model/recording';
import { totalMs } from './plan-excerpts';

/**
 * The excerpts that a library has after more of the same recording arrived: all that could be heard before, and what
 * the new ones bring. Where two overlap, the one that was here is kept and the other begins or ends at its border; one
 * that lies wholly within another is left out.
 *
 * @param present - in order and without overlap, as is `arriving`
 */
export function joinExcerpts(present: readonly Excerpt[], arriving: readonly Excerpt[]): Excerpt[] {
  const kept = present.filter(
    (one) => !arriving.some((other) => isWithin(one, other) && !isWithin(other, one)),
  );
  const joined = [...kept];
  for (const excerpt of arriving) {
    let rest: Excerpt | undefined = excerpt;
    for (const one of kept) {
      rest = rest && outsideOf(rest, one);
    }
    if (rest) joined.push(rest);
  }
  joined.sort((a, b) => a.startMs - b.startMs);
  if (joined.length <= MAXIMUM_EXCERPTS) return joined;
  // More than a session takes: what covers more is kept.
  return totalMs(arriving) > totalMs(present) ? [...arriving] : [...present];
}

/** Whether more can be heard of one set than of another that it was made from. */
export function isMoreThan(joined: readonly Excerpt[], present: readonly Excerpt[]): boolean {
  return totalMs(joined) > totalMs(present);
}

function isWithin(inner: Excerpt, outer: Excerpt): boolean {
  return inner.startMs >= outer.startMs && inner.endMs <= outer.endMs;
}

/** What of an excerpt lies outside of another; never in two parts, since the others hold nothing wholly within it. */
function outsideOf(excerpt: Excerpt, other: Excerpt): Excerpt | undefined {
  if (excerpt.endMs <= other.startMs || excerpt.startMs >= other.endMs) return excerpt;
  if (excerpt.startMs < other.startMs) return { ...excerpt, endMs: other.startMs };
  if (excerpt.endMs <= other.endMs) return undefined;
  return { ...excerpt, startMs: other.endMs, leadMs: excerpt.leadMs + other.endMs - excerpt.startMs };
}
