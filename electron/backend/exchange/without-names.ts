import { createHash } from 'node:crypto';
import { canonicalJson } from '#shared/formats/canonical-json';
import type { PackagedSession } from '#shared/model/package';
import type { Person, ReplacedName } from '#shared/model/profile';
import type { SubmittedReview } from '#shared/model/review';
import { countNamesIn, replaceNamesIn } from '#shared/privacy/replace-names';
import { greetingTextLimit, reviewTextLimit, sessionTextLimit } from '#shared/privacy/shared-names';
import { sealReview } from '../identity/seal';
import type { SigningKeyPair } from '../identity/signing';

/** What of a package names people. */
type Named = {
  sender: Person;
  message: string;
  session: PackagedSession;
  reviews: readonly SubmittedReview[];
};

/**
 * Replaces names in all that a package holds. A sealed review never changes: its author makes a copy without the names
 * and seals that, as a review of its own that names the one it was made of. The same review with the same names gives
 * the same copy, so that sharing it twice brings it once.
 */
export function withoutNames<Contents extends Named>(
  contents: Contents,
  names: readonly ReplacedName[],
  keys: SigningKeyPair,
): Contents & { namesReplaced: true } {
  const { sender, message } = contents;
  return {
    ...contents,
    ...replaceNamesIn({ sender, message }, names, greetingTextLimit),
    session: replaceNamesIn(contents.session, names, sessionTextLimit),
    reviews: contents.reviews.map((review) => copyWithoutNames(review, names, keys)),
    namesReplaced: true,
  };
}

/** In how many places of a session, its reviews and their sender a name would be replaced. */
export function countNames(
  { sender, session, reviews }: Omit<Named, 'message'>,
  names: readonly ReplacedName[],
): number {
  const inReviews = reviews.map(({ seal: _, ...review }) => countNamesIn(review, names, reviewTextLimit));
  return (
    countNamesIn({ sender }, names, greetingTextLimit) +
    countNamesIn(session, names, sessionTextLimit) +
    inReviews.reduce((sum, count) => sum + count, 0)
  );
}

function copyWithoutNames(
  { seal, ...review }: SubmittedReview,
  names: readonly ReplacedName[],
  keys: SigningKeyPair,
): SubmittedReview {
  const replaced = replaceNamesIn(review, names, reviewTextLimit);
  const submittedBy = replaceNamesIn(seal.submittedBy, names, reviewTextLimit);
  const copy = { ...replaced, namesReplacedIn: review.id, id: idOfCopy(review.id, replaced) };
  return sealReview(copy, { submittedAt: seal.submittedAt, submittedBy }, keys);
}

/** A UUIDv7 of the original's time whose other bits are told by the content of the copy. */
function idOfCopy(originalId: string, content: unknown): string {
  const hash = createHash('sha256').update(canonicalJson(content), 'utf8').digest('hex');
  const variant = ((Number.parseInt(hash.slice(3, 4), 16) & 0x3) | 0x8).toString(16);
  return `${originalId.slice(0, 13)}-7${hash.slice(0, 3)}-${variant}${hash.slice(4, 7)}-${hash.slice(7, 19)}`;
}
