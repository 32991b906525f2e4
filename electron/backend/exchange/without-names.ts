import { createHash } from 'node:crypto';
import { canonicalJson } from '#shared/formats/canonical-json';
import type { PackagedSession } from '#shared/model/package';
import type { Person, ReplacedName } from '#shared/model/profile';
import type { SubmittedReview } from '#shared/model/review';
import { nameReplacer, replaceNamesIn } from '#shared/privacy/replace-names';
import { isReviewText, isSessionText } from '#shared/privacy/shared-names';
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
  const replace = nameReplacer(names);
  return {
    ...contents,
    sender: { ...contents.sender, name: replace(contents.sender.name) },
    message: replace(contents.message),
    session: replaceNamesIn(contents.session, names, isSessionText),
    reviews: contents.reviews.map((review) => copyWithoutNames(review, names, keys)),
    namesReplaced: true,
  };
}

function copyWithoutNames(
  { seal, ...review }: SubmittedReview,
  names: readonly ReplacedName[],
  keys: SigningKeyPair,
): SubmittedReview {
  const replaced = replaceNamesIn(review, names, isReviewText);
  const submittedBy = replaceNamesIn(seal.submittedBy, names, isReviewText);
  const copy = { ...replaced, namesReplacedIn: review.id, id: idOfCopy(review.id, replaced) };
  return sealReview(copy, { submittedAt: seal.submittedAt, submittedBy }, keys);
}

/** A UUIDv7 of the original's time whose other bits are told by the content of the copy. */
function idOfCopy(originalId: string, content: unknown): string {
  const hash = createHash('sha256').update(canonicalJson(content), 'utf8').digest('hex');
  const variant = ((Number.parseInt(hash.slice(3, 4), 16) & 0x3) | 0x8).toString(16);
  return `${originalId.slice(0, 13)}-7${hash.slice(0, 3)}-${variant}${hash.slice(4, 7)}-${hash.slice(7, 19)}`;
}
