import { Button, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { ConcordanceContract } from '#shared/api-contract/contract';
import type { OutputOf } from '#shared/api-contract/procedure';
import { formatByteSize } from '#shared/formats/byte-size';
import { formatDuration } from '#shared/formats/time-code';
import { api } from '../../app/api-client';
import { errorMessage } from '../../app/api-error';
import { notifyDone, notifyError } from '../../app/notify';
import { useCacheUpdates } from '../../app/queries/library-queries';
import { useTrash } from '../../app/queries/session-queries';
import { QuestionDialog } from '../../app/question-dialog';
import { Changes } from '../../app/reading';
import { formatDayOf } from '../../ui/local-date';
import pageClasses from '../../ui/page.module.css';
import { usePageTitle } from '../../ui/use-page-title';
import classes from './trash-screen.module.css';

type Deleted = OutputOf<ConcordanceContract['sessions']['emptyTrash']>['deleted'];

export function TrashScreen() {
  usePageTitle('Trash');
  const trash = useTrash();
  const { sessionsChanged } = useCacheUpdates();
  const [asking, setAsking] = useState(false);
  const [deleted, setDeleted] = useState<Deleted>();
  const entries = trash.data ?? [];

  async function restore(sessionId: string, title: string): Promise<void> {
    try {
      await api.sessions.restore({ sessionId });
      notifyDone(`“${title}” is back in your library.`);
      await sessionsChanged();
    } catch (error) {
      notifyError(`“${title}” is still in the trash`, error);
    }
  }

  async function emptyTrash(): Promise<void> {
    const outcome = await api.sessions.emptyTrash();
    setDeleted(outcome.deleted);
    // Not waited for: the question would stand there without the sessions that it is about.
    void sessionsChanged();
  }

  return (
    <div className={pageClasses.narrow}>
      <Changes>
        <div className={classes.head}>
          <Title order={1}>Trash</Title>
          {entries.length > 0 && (
            <Button color="red" variant="light" onClick={() => setAsking(true)}>
              Empty the trash…
            </Button>
          )}
        </div>
        {trash.isError && (
          <Text role="alert" c="var(--danger)">
            {errorMessage(trash.error)}
          </Text>
        )}
        {deleted && <DeletedReport deleted={deleted} />}
        {trash.data && entries.length === 0 && !deleted && (
          <Text c="dimmed">
            Nothing is in the trash. Sessions that you move here can be restored until it is emptied.
          </Text>
        )}
        {entries.length > 0 && (
          <ul className={classes.entries} aria-label="Sessions in the trash">
            {entries.map(({ session, trashedAt }) => (
              <li key={session.id} className={classes.entry}>
                <div>
                  <p className={classes.title}>{session.title}</p>
                  <p className={classes.facts}>
                    {formatDuration(session.durationMs)} · {describeReviews(session.reviews.length)} · in the
                    trash since {formatDayOf(trashedAt)}
                  </p>
                </div>
                <Button
                  variant="default"
                  size="xs"
                  aria-label={`Restore “${session.title}”`}
                  onClick={() => restore(session.id, session.title)}
                >
                  Restore
                </Button>
              </li>
            ))}
          </ul>
        )}
        {asking && (
          <QuestionDialog
            title="Delete these sessions for good?"
            yes="Delete for good"
            no="Keep them"
            isDeletion
            onYes={emptyTrash}
            onClose={() => setAsking(false)}
          >
            <Text size="sm">
              The recording, its waveform and every review of{' '}
              {entries.length === 1 ? 'this session' : `these ${entries.length} sessions`} will be deleted
              from this machine. It cannot be taken back. Originals that were linked in place stay where they
              are.
            </Text>
            <ul className={classes.doomed}>
              {entries.map(({ session }) => (
                <li key={session.id}>
                  <strong>{session.title}</strong>: recording of {formatDuration(session.durationMs)},{' '}
                  {describeReviews(session.reviews.length)}
                </li>
              ))}
            </ul>
          </QuestionDialog>
        )}
      </Changes>
    </div>
  );
}

function DeletedReport({ deleted }: { deleted: Deleted }) {
  const bytes = deleted.reduce((sum, session) => sum + session.sizeBytes, 0);
  return (
    <section role="status" className={classes.report}>
      <p>
        Deleted for good: {deleted.length === 1 ? '1 session' : `${deleted.length} sessions`},{' '}
        {formatByteSize(bytes)}.
      </p>
      <ul>
        {deleted.map((session, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a finished report; titles may repeat
          <li key={index}>
            “{session.title}” with {describeReviews(session.reviews)} ({formatByteSize(session.sizeBytes)})
          </li>
        ))}
      </ul>
    </section>
  );
}

function describeReviews(count: number): string {
  if (count === 0) return 'no reviews';
  return count === 1 ? '1 review' : `${count} reviews`;
}
