import type { OpenedDebrief } from '#shared/api-contract/debrief-contract';
import { makeMarks } from '../reviewers';

/** One who takes part, as the stage names her. */
export type Reviewer = {
  reviewId: string;
  profileId: string;
  name: string;
  /** One to three letters that stand for her; different from everyone else's. */
  mark: string;
  index: number;
  counts: boolean;
  isIndependent: boolean;
};

/** The reviewers by the names or aliases that were chosen, in their order. */
export function nameReviewers({ debrief, reviews }: Pick<OpenedDebrief, 'debrief' | 'reviews'>): Reviewer[] {
  const people = debrief.participants.map(({ reviewId, profileId, alias, counts }) => {
    const review = reviews.find(({ id }) => id === reviewId);
    const name = debrief.naming === 'aliases' ? alias : (review?.reviewer.name ?? alias);
    return { reviewId, profileId, name, counts, isIndependent: review?.independent ?? true };
  });
  people.sort((a, b) => a.name.localeCompare(b.name));
  const marks = makeMarks(people.map(({ name }) => name));
  return people.map((person, index) => ({ ...person, index, mark: marks[index] ?? '' }));
}
