import { Button, Title } from '@mantine/core';
import { useDeferredValue, useMemo, useState } from 'react';
import { AddRecordingButton } from '../../app/add-recording-button';
import { errorMessage } from '../../app/api-error';
import { useProfile } from '../../app/queries/library-queries';
import { useSessions } from '../../app/queries/session-queries';
import { todayHere } from '../../ui/local-date';
import { usePageTitle } from '../../ui/use-page-title';
import { ConsentNotice } from './consent-notice';
import { EmptyLibrary } from './empty-library';
import classes from './library-screen.module.css';
import { LibraryToolbar } from './library-toolbar';
import { EVERYTHING, isFiltered, type SessionSelection, selectSessions } from './select-sessions';
import { SessionList } from './session-list';

/** Kept while the program runs: who comes back from a session finds the list as she left it. */
let lastSelection: SessionSelection = EVERYTHING;

export function LibraryScreen() {
  usePageTitle('Library');
  const sessions = useSessions();
  const { person } = useProfile();
  const [selection, setSelection] = useState(lastSelection);
  const deferredSelection = useDeferredValue(selection);
  const today = todayHere();

  const shown = useMemo(
    () => selectSessions(sessions.data ?? [], deferredSelection, { profileId: person.profileId, today }),
    [sessions.data, deferredSelection, person.profileId, today],
  );

  function select(next: SessionSelection): void {
    lastSelection = next;
    setSelection(next);
  }

  if (sessions.isError && !sessions.data) {
    return (
      <p role="alert" className={classes.problem}>
        {errorMessage(sessions.error)}
      </p>
    );
  }
  if (!sessions.data) return null;
  if (sessions.data.length === 0) return <EmptyLibrary />;

  return (
    <div className={classes.screen}>
      <div className={classes.head}>
        <Title order={1}>Library</Title>
        <p className={classes.count} role="status">
          {describeCount(shown.length, sessions.data.length)}
        </p>
        <div className={classes.add}>
          <AddRecordingButton />
        </div>
      </div>
      <ConsentNotice sessions={sessions.data} today={today} />
      <LibraryToolbar selection={selection} onChange={select} />
      {shown.length > 0 ? (
        <SessionList sessions={shown} profileId={person.profileId} today={today} />
      ) : (
        <div className={classes.nothing}>
          <p>No session matches what you are looking for.</p>
          {isFiltered(selection) && (
            <Button variant="default" onClick={() => select({ ...EVERYTHING, sort: selection.sort })}>
              Show all sessions
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function describeCount(shown: number, all: number): string {
  const sessions = all === 1 ? '1 session' : `${all.toLocaleString()} sessions`;
  return shown === all ? sessions : `${shown.toLocaleString()} of ${sessions}`;
}
