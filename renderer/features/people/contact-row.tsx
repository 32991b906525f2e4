import { Button } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { ListedContact } from '#shared/model/contact';
import { useProfile } from '../../app/queries/library-queries';
import { useSessions } from '../../app/queries/session-queries';
import { paths } from '../../app/routes';
import { formatDayOf } from '../../ui/local-date';
import { ChangedKeys } from './changed-keys';
import classes from './contact-row.module.css';
import { describeRole } from './describe-person';
import { sessionsFrom, standOfReview } from './person-sessions';

type ContactRowProps = { contact: ListedContact; onCompare: () => void; onRemove: () => void };

/** One person: who she is, how sure her keys are, and what is to be decided about them. */
export function ContactRow({ contact, onCompare, onRemove }: ContactRowProps) {
  const { person, addedAt, verifiedAt, earlierKeys } = contact;
  const lastChange = earlierKeys.at(-1);
  return (
    <li className={classes.contact}>
      <div className={classes.line}>
        <div className={classes.who}>
          <p className={classes.name}>
            <Link href={paths.person(person.profileId)}>{person.name}</Link>
          </p>
          <p className={classes.facts}>
            {describeRole(person)} · added {formatDayOf(addedAt)}
            {lastChange && ` · new keys accepted ${formatDayOf(lastChange.replacedAt)}`}
          </p>
          <Sessions profileId={person.profileId} />
          <p className={classes.standing} data-verified={verifiedAt !== null}>
            {verifiedAt === null ? (
              <>
                <IconCircleDashed size={16} stroke={1.75} aria-hidden />
                Not compared yet
              </>
            ) : (
              <>
                <IconCircleCheck size={16} stroke={1.75} aria-hidden />
                Compared by voice on {formatDayOf(verifiedAt)}
              </>
            )}
          </p>
        </div>
        <div className={classes.actions}>
          <Button
            variant="default"
            size="xs"
            aria-label={`Compare fingerprints with ${person.name}`}
            onClick={onCompare}
          >
            {verifiedAt === null ? 'Compare…' : 'Fingerprint…'}
          </Button>
          <Button
            variant="subtle"
            color="gray"
            size="xs"
            aria-label={`Remove ${person.name}`}
            onClick={onRemove}
          >
            Remove…
          </Button>
        </div>
      </div>
      <ChangedKeys contact={contact} />
    </li>
  );
}

/** How many sessions came from her, and how many of them wait. */
function Sessions({ profileId }: { profileId: string }) {
  const { person } = useProfile();
  const { data: sessions = [] } = useSessions();
  const received = sessionsFrom(sessions, profileId);
  if (received.length === 0) return null;
  const waiting = received.filter(
    (session) => standOfReview(session, person.profileId).state !== 'submitted',
  ).length;
  return (
    <p className={classes.facts}>
      {received.length} {received.length === 1 ? 'session' : 'sessions'}
      {waiting > 0 && `, ${waiting} ${waiting === 1 ? 'waits' : 'wait'} for your review`}
    </p>
  );
}
