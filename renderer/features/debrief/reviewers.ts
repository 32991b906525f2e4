import type { FrameworkReference } from '#shared/model/framework';
import type { Role } from '#shared/model/profile';
import type { SealVerdict, SubmittedReview } from '#shared/model/review';
import type { ReviewSummary } from '#shared/model/session';
import { formatDayOf } from '../../ui/local-date';

const ROLE_WORDS: Readonly<Record<Role, string>> = { trainee: 'Trainee', mentor: 'Mentor', peer: 'Peer' };

/** One column of the comparison: a reviewer with her one standing review. */
export type Reviewer = {
  id: string;
  name: string;
  /** One to three letters that stand for her in drawings; different from everyone else's. */
  mark: string;
  /** Place among the reviewers; decides the form of her mark. */
  index: number;
  isYou: boolean;
  description: string;
  submitted: string;
  isIndependent: boolean;
  /** What checking her seal found. */
  seal?: SealVerdict;
  review: SubmittedReview;
};

/** The reviewers of a comparison: the user herself first, the others by when they submitted. */
export function listReviewers(
  reviews: readonly SubmittedReview[],
  ownProfileId: string,
  seals: Readonly<Record<string, SealVerdict>>,
): Reviewer[] {
  const isYours = (review: SubmittedReview) => review.reviewer.profileId === ownProfileId;
  const ordered = [...reviews].sort(
    (a, b) => Number(isYours(b)) - Number(isYours(a)) || a.seal.submittedAt.localeCompare(b.seal.submittedAt),
  );
  const marks = makeMarks(ordered.map((review) => review.reviewer.name));
  return ordered.map((review, index) => ({
    ...sealOf(review, seals),
    id: review.id,
    name: review.reviewer.name,
    mark: marks[index] ?? '',
    index,
    isYou: isYours(review),
    description: [ROLE_WORDS[review.reviewer.role], review.reviewer.credential].filter(Boolean).join(', '),
    submitted: `${review.revisionOf ? 'Corrected' : 'Submitted'} ${formatDayOf(review.seal.submittedAt)}`,
    isIndependent: review.independence.independent,
    review,
  }));
}

function sealOf({ id }: SubmittedReview, seals: Readonly<Record<string, SealVerdict>>) {
  const seal = seals[id];
  return seal && { seal };
}

/** Initials where they tell people apart, initials with a number where they do not. “Reviewer 10” is R10. */
export function makeMarks(names: readonly string[]): string[] {
  const firsts = names.map((name) => initialsOf(name, 1));
  const candidates = names.map((name, index) =>
    firsts.indexOf(firsts[index] ?? '') === firsts.lastIndexOf(firsts[index] ?? '')
      ? (firsts[index] ?? '')
      : initialsOf(name, 2),
  );
  const isShared = (candidate: string) => candidates.indexOf(candidate) !== candidates.lastIndexOf(candidate);
  // “Reviewer 2” has R2 by its name, which a number must not give to another.
  const taken = new Set(candidates.filter((candidate) => !isShared(candidate)));
  return candidates.map((candidate) => {
    if (!isShared(candidate)) return candidate;
    const [first = ''] = candidate;
    let count = 1;
    while (taken.has(`${first}${count}`)) count += 1;
    taken.add(`${first}${count}`);
    return `${first}${count}`;
  });
}

function initialsOf(name: string, count: number): string {
  const words = name.trim().split(/\s+/);
  const chosen = count === 1 ? words.slice(0, 1) : [words[0] ?? '', ...words.slice(1).slice(-1)];
  return chosen
    .map((word) => (/^\d{1,3}$/.test(word) ? word : ([...word][0]?.toLocaleUpperCase() ?? '')))
    .join('');
}

/** The frameworks under which two or more reviews can be compared, the one with most of them first. */
export function comparableFrameworks(reviews: readonly ReviewSummary[]): FrameworkReference[] {
  const corrected = new Set(reviews.filter(isSubmitted).map((review) => review.revisionOf));
  const groups = new Map<string, { framework: FrameworkReference; count: number }>();
  for (const { id, framework } of reviews.filter(isSubmitted)) {
    if (corrected.has(id)) continue;
    const key = `${framework.id}@${framework.edition}`;
    groups.set(key, { framework, count: (groups.get(key)?.count ?? 0) + 1 });
  }
  return [...groups.values()]
    .filter(({ count }) => count >= 2)
    .sort((a, b) => b.count - a.count)
    .map(({ framework }) => framework);
}

function isSubmitted(review: ReviewSummary): boolean {
  return review.status === 'submitted';
}
