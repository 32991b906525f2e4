import { Text } from '@mantine/core';
import { useState } from 'react';
import { api } from '../../app/api-client';
import { errorMessage } from '../../app/api-error';
import { useMentoringReport } from '../../app/queries/report-queries';
import { paths } from '../../app/routes';
import { todayHere } from '../../ui/local-date';
import { usePageTitle } from '../../ui/use-page-title';
import { BackLink } from '../../ui/way-link';
import classes from './form-screen.module.css';
import { NamesOnPaper } from './names-on-paper';
import { ReportActions } from './report-actions';
import { ReportView } from './report-view';

/** The owner's mentoring log on paper. */
export function LogScreen() {
  usePageTitle('Mentoring log');
  const [replaceNames, setReplaceNames] = useState(false);
  const request = { today: todayHere(), replaceNames };
  const log = useMentoringReport(request);
  return (
    <div className={classes.page}>
      <div className={classes.tools}>
        <BackLink href={paths.mentoring()}>Mentoring</BackLink>
        <div className={classes.bar}>
          <div className={classes.choices}>
            <NamesOnPaper replaceNames={replaceNames} onChange={setReplaceNames} />
          </div>
          <ReportActions
            notSaved="The log was not saved"
            isReady={Boolean(log.data)}
            onSave={() => api.reports.saveMentoringLog(request)}
          />
        </div>
        {log.isError && (
          <Text role="alert" c="var(--danger)">
            {errorMessage(log.error)}
          </Text>
        )}
      </div>
      {log.data && <ReportView blocks={log.data.blocks} language={log.data.language} />}
    </div>
  );
}
