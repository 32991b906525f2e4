import { type Saying, sayingsIn } from '#shared/phrases/phrase-bank';
import type { Library } from './library';

/** More than anyone looks through; the newest stay. */
const MOST_SAYINGS = 2_000;

/**
 * What the library's owner wrote down, in her own reviews, as said at moments of a kind. Sessions that others shared
 * with her are left out: the words there are those of another coach. Edits of the last seconds may be missing.
 */
export async function readOwnSayings(library: Library, kind: string): Promise<Saying[]> {
  const sayings: Saying[] = [];
  for (const session of library.index.list()) {
    if (session.origin.type === 'received' || !session.reviews.some((review) => library.desk.isOwn(review)))
      continue;
    for (const { review } of await library.index.readReviews(library.layout.session(session.id))) {
      if (library.desk.isOwn(review)) sayings.push(...sayingsIn(Object.values(review.content.moments), kind));
    }
  }
  return sayings.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)).slice(0, MOST_SAYINGS);
}
