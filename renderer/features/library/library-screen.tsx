import { Button, Title } from '@mantine/core';
import { useDeferredValue, useMemo, useState } from 'react';
import { withEndingConsent } from '#shared/model/library-glance';
import { AddRecordingButton } from '../../app/add-recording-button';
import { errorMessage } from '../../app/api-error';
import { useLibraryGlance, useProfile } from '../../app/queries/library-queries';
import { useSessions } from '../../app/queries/session-queries';
import { todayHere } from '../../ui/local-date';
import { usePageTitle } from '../../ui/use-page-title';
import { ConsentNotice } from './consent-notice';
import { EmptyLibrary } from './empty-library';
import classes from './library-screen.module.css';
import { LibraryToolbar } from './library-toolbar';
import {
  EVERYTHING,
  isEverything,
  isFiltered,
  type SessionSelection,
  selectSessions,
} from './select-sessions';
import { SessionList } from './session-list';

/** Kept while the program runs: who comes back from a session finds the list as she left it. */
let lastSelection: SessionSelection = EVERYTHING;

export function LibraryScreen() {
  usePageTitle('Library');
  const { data: all, error } = useSessions();
  const glance = useLibraryGlance();
  const { person } = useProfile();
  const [selection, setSelection] = useState(lastSelection);
  const deferredSelection = useDeferredValue(selection);
  const today = todayHere();

  const shown = useMemo(() => {
    if (all) return selectSessions(all, deferredSelection, { profileId: person.profileId, today });
    // Of the first rows alone nobody can say what else matches.
    return isEverything(deferredSelection) ? glance?.newest : undefined;
  }, [all, glance, deferredSelection, person.profileId, today]);
  const endingConsent = useMemo(
    () => (all ? withEndingConsent(all, today) : glance?.endingConsent),
    [all, glance, today],
  );

  function select(next: SessionSelection): void {
    lastSelection = next;
    setSelection(next);
  }

  const count = all?.length ?? glance?.count;
  if (error && !all) {
    return (
      <p role="alert" className={classes.problem}>
        {errorMessage(error)}
      </p>
    );
  }
  if (count === undefined) return null;
  if (count === 0) return <EmptyLibrary />;
  const shownCount = all && shown ? shown.length : count;

  return (
    <div className={classes.screen}>
      <div className={classes.head}>
        <Title order={1}>Library</Title>
        <p className={classes.count} role="status">
          {describeCount(shownCount, count)}
        </p>
        <div className={classes.add}>
          <AddRecordingButton />
        </div>
      </div>
      {endingConsent && <ConsentNotice sessions={endingConsent} today={today} />}
      <LibraryToolbar selection={selection} onChange={select} />
      {shown && shown.length > 0 && (
        <SessionList sessions={shown} count={shownCount} profileId={person.profileId} today={today} />
      )}
      {shown?.length === 0 && (
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
