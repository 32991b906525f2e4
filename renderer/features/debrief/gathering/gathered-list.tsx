import { Checkbox } from '@mantine/core';
import type { Gathered } from '#shared/api-contract/debrief-contract';
import type { Participant } from '#shared/model/debrief';
import type { ReviewSummary } from '#shared/model/session';
import { formatDayOf } from '../../../ui/local-date';
import { SealState } from '../../../ui/seal-state';
import classes from './gathering-screen.module.css';

type GatheredListProps = {
  gathered: Gathered;
  ownProfileId: string;
  onCount: (reviewId: string, counts: boolean) => void;
};

/** Those who take part; under aliases in the order of these, so that no place tells whose it is. */
export function GatheredList({ gathered: { debrief, reviews }, ownProfileId, onCount }: GatheredListProps) {
  const usesAliases = debrief.naming === 'aliases';
  const people = debrief.participants.flatMap((participant) => {
    const review = reviews.find(({ id }) => id === participant.reviewId);
    return review ? [{ participant, review }] : [];
  });
  if (usesAliases) people.sort((a, b) => a.participant.alias.localeCompare(b.participant.alias));
  if (people.length === 0) {
    return (
      <p className={classes.empty}>
        Nobody yet. Reviewers send you a package with their review; open them here.
      </p>
    );
  }
  const names = people.map(({ review }) => review.reviewer.name);
  return (
    <ul className={classes.people} aria-label="Who has submitted">
      {people.map(({ participant, review }) => (
        <li key={review.id} className={classes.person}>
          <Person
            participant={participant}
            review={review}
            usesAliases={usesAliases}
            isOwn={review.reviewer.profileId === ownProfileId}
            isNamesake={names.filter((name) => name === review.reviewer.name).length > 1}
          />
          {!review.independent && (
            <Checkbox
              size="sm"
              label="Count it in the figures"
              disabled={debrief.begunAt !== undefined}
              checked={participant.counts}
              onChange={(event) => onCount(review.id, event.currentTarget.checked)}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

type PersonProps = {
  participant: Participant;
  review: ReviewSummary;
  usesAliases: boolean;
  isOwn: boolean;
  isNamesake: boolean;
};

function Person({ participant, review, usesAliases, isOwn, isNamesake }: PersonProps) {
  const { name, credential } = review.reviewer;
  const words = [
    !usesAliases && credential,
    // When each submitted would tell who is who.
    usesAliases ? 'submitted' : review.submittedAt && `submitted ${formatDayOf(review.submittedAt)}`,
    !review.independent && 'not independent: saw another review first',
  ].filter(Boolean);
  return (
    <div>
      <span className={classes.name}>{usesAliases ? participant.alias : name}</span>
      {isOwn && !usesAliases && ' (you)'} <span className={classes.state}>{words.join(' · ')}</span>
      {review.seal && review.seal !== 'signed' && (
        <div>
          <SealState verdict={review.seal} />
        </div>
      )}
      {isNamesake && !usesAliases && (
        <p className={classes.remark}>Two people of this name have submitted. Aliases tell them apart.</p>
      )}
    </div>
  );
}
