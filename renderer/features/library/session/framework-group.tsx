import { Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { FrameworkReference } from '#shared/model/framework';
import type { ReviewSummary } from '#shared/model/session';
import { paths } from '../../../app/routes';
import { useFrameworkNames } from '../../../app/use-framework-names';
import { editionLabel } from '../../../ui/framework-label';
import { formatDayOf } from '../../../ui/local-date';
import { SealState } from '../../../ui/seal-state';
import { ROLE_LABELS } from '../session-facts';
import { DebriefRow } from './debrief-row';
import classes from './framework-group.module.css';
import type { FrameworkReviews, NextStep, ReviewEntry } from './review-plan';

type FrameworkGroupProps = {
  group: FrameworkReviews;
  title: string;
  sessionId: string;
  /** Whether the session came from someone, so that a review can go back. */
  isReceived: boolean;
  nextStep: NextStep;
  onOpen: (reviewId: string) => void;
  onCorrect: (review: ReviewSummary) => void;
  onDiscard: (review: ReviewSummary) => void;
  /** Absent where no crosswalk leads from this framework to another. */
  onMove: ((review: ReviewSummary) => void) | undefined;
  onShowMoved: (review: ReviewSummary) => void;
  onSendBack: (reviewId: string) => void;
};

/** The reviews of one session under one framework. */
export function FrameworkGroup({ group, title, ...props }: FrameworkGroupProps) {
  const { sessionId, nextStep } = props;
  const nameOf = useFrameworkNames();
  return (
    <div className={classes.group}>
      <div className={classes.head}>
        <h3 className={classes.framework}>
          {title}{' '}
          <span className={classes.edition}>{editionLabel({ title, edition: group.framework.edition })}</span>
        </h3>
        {group.canCompare && (
          <Button
            component={Link}
            href={paths.compare(sessionId, group.framework)}
            size="xs"
            variant={nextStep === 'compare' ? 'filled' : 'default'}
          >
            Compare side by side
          </Button>
        )}
      </div>
      <ul className={classes.reviews} aria-label={`Reviews under ${title}`}>
        {group.entries.map((entry) => (
          <li key={entry.review.id} className={classes.review} data-sealed={entry.isSealed}>
            <div className={classes.words}>
              <span className={classes.who}>
                {entry.isSealed && <IconLock size={15} stroke={1.75} aria-hidden />}
                {describeReviewer(entry)}
              </span>
              <span className={classes.state}>{describeState(entry, nameOf)}</span>
              {entry.review.seal && <SealState verdict={entry.review.seal} />}
            </div>
            <ReviewActions entry={entry} {...props} />
          </li>
        ))}
      </ul>
      {group.entries.some(({ review }) => review.status === 'submitted') && (
        <DebriefRow sessionId={sessionId} framework={group.framework} />
      )}
    </div>
  );
}

type ReviewActionsProps = Omit<FrameworkGroupProps, 'group' | 'title'> & { entry: ReviewEntry };

function ReviewActions({
  entry,
  isReceived,
  nextStep,
  onOpen,
  onCorrect,
  onDiscard,
  onMove,
  onShowMoved,
  onSendBack,
}: ReviewActionsProps) {
  const { review, isOwn, isSealed, isCorrected } = entry;
  if (isSealed) return null;
  if (review.status === 'draft') {
    return (
      <div className={classes.actions}>
        <Button
          variant={nextStep === 'continue' ? 'filled' : 'default'}
          size="sm"
          onClick={() => onOpen(review.id)}
        >
          Continue
        </Button>
        {review.movedFrom && (
          <Button variant="subtle" color="gray" size="compact-sm" onClick={() => onShowMoved(review)}>
            What was carried over
          </Button>
        )}
        {onMove && (
          <Button variant="subtle" color="gray" size="compact-sm" onClick={() => onMove(review)}>
            Carry over to…
          </Button>
        )}
        <Button variant="subtle" color="red" size="compact-sm" onClick={() => onDiscard(review)}>
          Discard…
        </Button>
      </div>
    );
  }
  const isStanding = isOwn && !isCorrected;
  return (
    <div className={classes.actions}>
      {isStanding && isReceived && (
        <Button
          variant={nextStep === 'send-back' ? 'filled' : 'default'}
          size="sm"
          onClick={() => onSendBack(review.id)}
        >
          Send back…
        </Button>
      )}
      <Button variant="default" size="sm" onClick={() => onOpen(review.id)}>
        Open
      </Button>
      {!isCorrected && (
        <Button
          component={Link}
          href={paths.form(review.sessionId, review.id)}
          variant="subtle"
          color="gray"
          size="compact-sm"
        >
          Form
        </Button>
      )}
      {review.isReference && (
        <Button component={Link} href={paths.calibration()} variant="default" size="sm">
          Your drift
        </Button>
      )}
      {!isOwn && !isReceived && !isCorrected && review.reviewer.role === 'mentor' && (
        <Button
          component={Link}
          href={paths.mentoring(review.id)}
          variant="subtle"
          color="gray"
          size="compact-sm"
        >
          Note the talk…
        </Button>
      )}
      {isStanding && (
        <Button variant="subtle" color="gray" size="compact-sm" onClick={() => onCorrect(review)}>
          Correct
        </Button>
      )}
    </div>
  );
}

function describeReviewer({ review, isOwn, isSealed }: ReviewEntry): string {
  const { name, role, credential } = review.reviewer;
  if (isOwn) return 'Your review';
  const person = [name, ROLE_LABELS[role].toLowerCase(), credential].filter(Boolean).join(', ');
  if (review.isReference) return `Reference by ${person}`;
  return isSealed ? `Submitted by ${person}` : person;
}

function describeState(
  { review, isOwn, isSealed, isCorrected }: ReviewEntry,
  nameOf: (framework: FrameworkReference) => string,
): string {
  if (isSealed) {
    return review.isReference
      ? 'Stays closed until yours is submitted: then you see where you drift from it'
      : 'Opens when yours is submitted';
  }
  const words: string[] = [];
  if (review.status === 'draft') words.push(review.revisionOf ? 'Draft of a correction' : 'Draft');
  else words.push(review.submittedAt ? `Submitted ${formatDayOf(review.submittedAt)}` : 'Submitted');
  if (review.movedFrom) words.push(`carried over from ${nameOf(review.movedFrom.framework)}`);
  if (isCorrected) words.push('replaced by a correction');
  else if (review.revisionOf && review.status === 'submitted') words.push('a correction');
  if (!review.independent) {
    words.push(isOwn ? 'not independent: you saw another review first' : 'not independent');
  }
  return words.join(' · ');
}
