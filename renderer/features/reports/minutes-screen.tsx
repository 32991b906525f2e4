import { Text } from '@mantine/core';
import { useState } from 'react';
import { api } from '../../app/api-client';
import { errorMessage } from '../../app/api-error';
import { useMinutes } from '../../app/queries/debrief-queries';
import { useSession } from '../../app/queries/session-queries';
import { type DebriefName, paths } from '../../app/routes';
import { usePageTitle } from '../../ui/use-page-title';
import { BackLink } from '../../ui/way-link';
import classes from './form-screen.module.css';
import { NamesOnPaper } from './names-on-paper';
import { ReportActions } from './report-actions';
import { ReportPaper } from './report-paper';

/** The minutes of a debrief: read, printed or saved. */
export function MinutesScreen({ name }: { name: DebriefName }) {
  usePageTitle('Minutes');
  const session = useSession(name.sessionId);
  const [replaceNames, setReplaceNames] = useState(false);
  const request = { ...name, replaceNames };
  const minutes = useMinutes(request);

  return (
    <div className={classes.page}>
      <div className={classes.tools}>
        <BackLink href={paths.debrief(name)}>Back to the debrief</BackLink>
        <div className={classes.bar}>
          <div className={classes.choices}>
            <NamesOnPaper replaceNames={replaceNames} onChange={setReplaceNames} />
          </div>
          <ReportActions
            notSaved="The minutes were not saved"
            isReady={Boolean(minutes.data)}
            onSave={() => api.debriefs.saveMinutes(request)}
          />
        </div>
        {minutes.isError && (
          <Text role="alert" c="var(--danger)">
            {errorMessage(minutes.error)}
          </Text>
        )}
      </div>
      {minutes.data && session.data && <ReportPaper session={session.data} {...minutes.data} />}
    </div>
  );
}
