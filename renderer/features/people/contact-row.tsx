import { Button } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import type { ListedContact } from '#shared/model/contact';
import { formatDayOf } from '../../ui/local-date';
import { ChangedKeys } from './changed-keys';
import classes from './contact-row.module.css';
import { describeRole } from './describe-person';

type ContactRowProps = { contact: ListedContact; onCompare: () => void; onRemove: () => void };

/** One person: who she is, how sure her keys are, and what is to be decided about them. */
export function ContactRow({ contact, onCompare, onRemove }: ContactRowProps) {
  const { person, addedAt, verifiedAt, earlierKeys } = contact;
  const lastChange = earlierKeys.at(-1);
  return (
    <li className={classes.contact}>
      <div className={classes.line}>
        <div className={classes.who}>
          <p className={classes.name}>{person.name}</p>
          <p className={classes.facts}>
            {describeRole(person)} · added {formatDayOf(addedAt)}
            {lastChange && ` · new keys accepted ${formatDayOf(lastChange.replacedAt)}`}
          </p>
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
