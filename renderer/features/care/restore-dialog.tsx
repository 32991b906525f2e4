import { Button, Checkbox, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import { type BackupInspection, isRestorable, type RestoreOutcome } from '#shared/model/backup';
import { api } from '../../app/api-client';
import { errorMessage } from '../../app/api-error';
import { useBackup } from '../../app/queries/library-queries';
import { formatCalendarDate } from '../../ui/local-date';
import { count, describeSession, describeTime, PART_WORDS } from './backup-words';
import classes from './care-screen.module.css';

type RestoreDialogProps = {
  name: string;
  canRestore: boolean;
  onClose: () => void;
  onRestored: (outcome: RestoreOutcome) => void;
};

/** Shows what a backup holds against what is there now, and brings back what is chosen. */
export function RestoreDialog({ name, canRestore, onClose, onRestored }: RestoreDialogProps) {
  const backup = useBackup(name);
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={backup.data ? `The backup of ${describeTime(backup.data.madeAt)}` : 'Reading the backup…'}
    >
      {backup.isError && (
        <Text role="alert" c="var(--danger)">
          {errorMessage(backup.error)}
        </Text>
      )}
      {backup.data && (
        <Choice inspection={backup.data} canRestore={canRestore} onClose={onClose} onRestored={onRestored} />
      )}
    </Modal>
  );
}

type ChoiceProps = Omit<RestoreDialogProps, 'name'> & { inspection: BackupInspection };

function Choice({ inspection, canRestore, onClose, onRestored }: ChoiceProps) {
  const { name, sessions, sessionsSince, parts, damagedFiles } = inspection;
  const restorable = sessions.filter(isRestorable);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [restoring, setRestoring] = useState<'all' | 'chosen'>();
  const [problem, setProblem] = useState<string>();

  async function restore(what: 'all' | 'chosen'): Promise<void> {
    setRestoring(what);
    setProblem(undefined);
    try {
      onRestored(await api.backups.restore({ name, sessionIds: what === 'all' ? 'all' : [...chosen] }));
    } catch (error) {
      setProblem(errorMessage(error));
      setRestoring(undefined);
    }
  }

  function toggle(sessionId: string): void {
    setChosen((before) =>
      before.includes(sessionId) ? before.filter((id) => id !== sessionId) : [...before, sessionId],
    );
  }

  const nothingToRestore = restorable.length === 0 && parts.length === 0;
  return (
    <>
      <Text size="sm">
        {nothingToRestore
          ? 'Nothing in it differs from what is there now and could be brought back.'
          : 'Choose what to bring back. What is there now is kept in a backup of its own first. Submitted reviews, the clients’ consent and everything that came since stay as they are.'}
        {sessionsSince > 0 && ` ${count(sessionsSince, 'session')} came since and stay.`}
      </Text>
      {damagedFiles > 0 && (
        <Text size="sm" c="var(--caution)" mt="xs">
          {damagedFiles === 1 ? 'One file' : `${damagedFiles} files`} of this backup cannot be read as they
          were written. Nothing is restored from them.
        </Text>
      )}
      <ul className={classes.sessions} aria-label="Sessions in this backup">
        {sessions.map((session) => (
          <li key={session.sessionId} className={classes.session}>
            <Checkbox
              label={`${session.title}${session.date && `, ${formatCalendarDate(session.date)}`}`}
              description={describeSession(session)}
              disabled={!canRestore || !isRestorable(session)}
              checked={chosen.includes(session.sessionId)}
              onChange={() => toggle(session.sessionId)}
            />
          </li>
        ))}
      </ul>
      {parts.length > 0 && (
        <Text size="sm">With everything come also {parts.map((part) => PART_WORDS[part]).join(', ')}.</Text>
      )}
      {problem && (
        <Text role="alert" size="sm" c="var(--danger)" mt="xs">
          {problem}
        </Text>
      )}
      <div className={classes.answers}>
        <Button variant="default" onClick={onClose}>
          Leave all as it is
        </Button>
        <Button
          variant="default"
          disabled={!canRestore || nothingToRestore || restoring === 'chosen'}
          loading={restoring === 'all'}
          onClick={() => restore('all')}
        >
          Bring everything back
        </Button>
        <Button
          disabled={!canRestore || chosen.length === 0 || restoring === 'all'}
          loading={restoring === 'chosen'}
          onClick={() => restore('chosen')}
        >
          {chosen.length === 0
            ? 'Bring back what is chosen'
            : `Bring back ${count(chosen.length, 'session')}`}
        </Button>
      </div>
    </>
  );
}
