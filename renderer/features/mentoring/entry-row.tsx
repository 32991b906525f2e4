import { Button } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { Link } from 'wouter';
import { type MentoringEntry, minutesOf } from '#shared/mentoring/mentoring-log';
import { type EntryRemark, writeMinutes } from '#shared/mentoring/mentoring-stand';
import { useSessions } from '../../app/queries/session-queries';
import { paths } from '../../app/routes';
import { formatCalendarDate } from '../../ui/local-date';
import classes from './entry-row.module.css';

type EntryRowProps = {
  entry: MentoringEntry;
  remarks: readonly EntryRemark[];
  onEdit?: () => void;
  onRemove?: () => void;
};

export function EntryRow({ entry, remarks, onEdit, onRemove }: EntryRowProps) {
  const { date, startsAt, endsAt, setting, groupSize, mentor, mentorCredential, about } = entry;
  const company = [mentor, mentorCredential].filter(Boolean).join(', ');
  const where = setting === 'group' ? `in a group of ${groupSize}` : 'one to one';
  const day = formatCalendarDate(date);
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <span className={classes.day}>
          {day} · {writeMinutes(minutesOf(entry))}
        </span>
        <span className={classes.facts}>
          {startsAt}–{endsAt} · {company} · {where}
        </span>
        {about.trim() !== '' && <p className={classes.about}>{about}</p>}
        <Talked entry={entry} />
        {remarks.map(({ message, counts }) => {
          const Icon = counts ? IconInfoCircle : IconAlertTriangle;
          return (
            <span key={message} className={classes.remark} data-counts={counts}>
              <Icon size={15} stroke={1.75} aria-hidden />
              {counts ? message : `Does not count: ${message}`}
            </span>
          );
        })}
      </div>
      {onEdit && onRemove && (
        <div className={classes.actions}>
          <Button variant="default" size="xs" aria-label={`Edit the talk of ${day}`} onClick={onEdit}>
            Edit…
          </Button>
          <Button
            variant="subtle"
            color="gray"
            size="xs"
            aria-label={`Remove the talk of ${day}`}
            onClick={onRemove}
          >
            Remove
          </Button>
        </div>
      )}
    </li>
  );
}

/** What was talked about, where it is in the library. */
function Talked({ entry: { sessionId, reviewId } }: { entry: MentoringEntry }) {
  const { data: sessions = [] } = useSessions();
  const session = sessions.find(({ id }) => id === sessionId);
  if (!session) return null;
  const hasReview = session.reviews.some(({ id }) => id === reviewId);
  return (
    <span className={classes.facts}>
      <Link href={paths.session(session.id)}>{session.title}</Link>
      {hasReview && reviewId !== undefined && (
        <>
          {' · '}
          <Link href={paths.form(session.id, reviewId)}>Form of the review</Link>
        </>
      )}
    </span>
  );
}
