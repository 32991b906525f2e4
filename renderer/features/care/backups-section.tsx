import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import type { BackupSummary, RestoreOutcome } from '#shared/model/backup';
import { api } from '../../app/api-client';
import { errorMessage } from '../../app/api-error';
import { notifyDone, notifyError } from '../../app/notify';
import { useBackups, useCacheUpdates } from '../../app/queries/library-queries';
import { useIsReading } from '../../app/reading';
import { count, describeBackup, describeTime, PART_WORDS } from './backup-words';
import classes from './care-screen.module.css';
import { RestoreDialog } from './restore-dialog';

export function BackupsSection() {
  const backups = useBackups();
  const isReading = useIsReading();
  const updates = useCacheUpdates();
  const { backupsChanged } = updates;
  const [making, setMaking] = useState(false);
  const [opened, setOpened] = useState<string>();
  const [outcome, setOutcome] = useState<RestoreOutcome>();

  async function make(): Promise<void> {
    setMaking(true);
    try {
      await api.backups.make();
      notifyDone('The backup was made and read back.');
      await backupsChanged();
    } catch (error) {
      notifyError('The backup was not made', error);
    } finally {
      setMaking(false);
    }
  }

  async function handleRestored(restored: RestoreOutcome): Promise<void> {
    setOpened(undefined);
    setOutcome(restored);
    await Promise.all([
      backupsChanged(),
      updates.sessionsChanged(),
      updates.statusRefetched(),
      updates.frameworksChanged(),
      updates.frameworkDraftsChanged(),
      updates.engagementsChanged(),
      updates.contactsChanged(),
    ]);
  }

  return (
    <section className={classes.section} aria-labelledby="backups-heading">
      <div className={classes.head}>
        <h2 id="backups-heading" className={classes.heading}>
          Backups
        </h2>
        <Button variant="default" size="xs" loading={making} disabled={isReading} onClick={make}>
          Make a backup now
        </Button>
      </div>
      <p className={classes.text}>
        Once a day Concordance copies every document of the library and reads the copy back: sessions,
        reviews, your profile, contacts and frameworks. Recordings are not copied. It keeps the last seven
        days, and one backup for each of the four weeks before. They lie in the library’s own folder, so copy
        that folder to another disk now and then.
      </p>
      {outcome && <RestoreReport outcome={outcome} />}
      {backups.isError && (
        <Text role="alert" c="var(--danger)">
          {errorMessage(backups.error)}
        </Text>
      )}
      {backups.data?.length === 0 && <Text>There is no backup yet. The first is made by itself soon.</Text>}
      {backups.data && backups.data.length > 0 && (
        <ul className={classes.rows} aria-label="Backups">
          {backups.data.map((backup) => (
            <BackupRow key={backup.name} backup={backup} onOpen={() => setOpened(backup.name)} />
          ))}
        </ul>
      )}
      {opened !== undefined && (
        <RestoreDialog
          key={opened}
          name={opened}
          canRestore={!isReading}
          onClose={() => setOpened(undefined)}
          onRestored={handleRestored}
        />
      )}
    </section>
  );
}

function BackupRow({ backup, onOpen }: { backup: BackupSummary; onOpen: () => void }) {
  if (backup.state === 'unreadable') {
    return (
      <li className={classes.row}>
        <div>
          <p className={classes.name}>{backup.name}</p>
          <p className={`${classes.facts} ${classes.problem}`}>
            Cannot be read: it is damaged, or a newer version of Concordance made it
          </p>
        </div>
      </li>
    );
  }
  const time = describeTime(backup.madeAt);
  return (
    <li className={classes.row}>
      <div>
        <p className={classes.name}>{time}</p>
        <p className={classes.facts}>{describeBackup(backup)}</p>
      </div>
      <Button
        variant="default"
        size="xs"
        style={{ flex: 'none' }}
        aria-label={`See what it holds… ${time}`}
        onClick={onOpen}
      >
        See what it holds…
      </Button>
    </li>
  );
}

function RestoreReport({ outcome: { restored, left, parts } }: { outcome: RestoreOutcome }) {
  return (
    <section role="status" className={classes.report} aria-label="What was restored">
      <p>
        {restored.length + parts.length === 0
          ? 'Nothing had to be restored.'
          : `Restored: ${[...(restored.length > 0 ? [count(restored.length, 'session')] : []), ...parts.map((part) => PART_WORDS[part])].join(', ')}. What was there before is in a backup of its own.`}
      </p>
      <ul className={classes.findings}>
        {restored.map(({ sessionId, title }) => (
          <li key={sessionId}>“{title}” is as the backup holds it.</li>
        ))}
        {left.map(({ sessionId, title, reason }) => (
          <li key={sessionId}>
            “{title}” was left as it is. {reason}
          </li>
        ))}
      </ul>
    </section>
  );
}
