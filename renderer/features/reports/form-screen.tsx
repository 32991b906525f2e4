import { SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import type { ObservationFormRequest } from '#shared/reports/report-requests';
import { coachOf } from '#shared/reports/reviews-of-coach';
import { api } from '../../app/api-client';
import { errorMessage } from '../../app/api-error';
import { useProfile } from '../../app/queries/library-queries';
import { useObservationForm } from '../../app/queries/report-queries';
import { useSession } from '../../app/queries/session-queries';
import { paths } from '../../app/routes';
import { usePageTitle } from '../../ui/use-page-title';
import { BackLink, OnLink } from '../../ui/way-link';
import { FormGaps } from './form-gaps';
import classes from './form-screen.module.css';
import { LayoutChoice, useLayoutChoice } from './layout-choice';
import { NamesOnPaper } from './names-on-paper';
import { ReportActions } from './report-actions';
import { ReportPaper } from './report-paper';

type FormScreenProps = { sessionId: string; reviewId: string };

/** The form of one observed session, made of a submitted review: read, played, printed or saved. */
export function FormScreen({ sessionId, reviewId }: FormScreenProps) {
  usePageTitle('Session observation');
  const { person } = useProfile();
  const session = useSession(sessionId);
  const layout = useLayoutChoice('session-observation');
  const [setting, setSetting] = useState<ObservationFormRequest['setting']>('one-to-one');
  const [replaceNames, setReplaceNames] = useState(false);
  const request = layout.reference && { reviewId, template: layout.reference, setting, replaceNames };
  const form = useObservationForm(request);

  return (
    <div className={classes.page}>
      <div className={classes.tools}>
        <div className={classes.ways}>
          <BackLink href={paths.session(sessionId)}>{session.data?.title ?? 'Session'}</BackLink>
          {session.data && (
            <OnLink href={paths.competencyReviews(coachOf(session.data, person.profileId))}>
              Over several sessions: competency review
            </OnLink>
          )}
        </div>
        <div className={classes.bar}>
          <div className={classes.choices}>
            <SegmentedControl
              aria-label="Mentoring"
              size="xs"
              value={setting}
              onChange={(value) => setSetting(value === 'group' ? 'group' : 'one-to-one')}
              data={[
                { value: 'one-to-one', label: 'One to one' },
                { value: 'group', label: 'In a group' },
              ]}
            />
            <NamesOnPaper replaceNames={replaceNames} onChange={setReplaceNames} />
            <LayoutChoice layout={layout} />
          </div>
          {request && (
            <ReportActions
              isReady={Boolean(form.data)}
              onSave={() => api.reports.saveObservationForm(request)}
            />
          )}
        </div>
        {form.data && form.data.gaps.length > 0 && (
          <FormGaps
            gaps={form.data.gaps}
            advice="A submitted review stays as it is. To fill them in, correct the review and make the form of the correction."
          />
        )}
        {form.isError && (
          <Text role="alert" c="var(--danger)">
            {errorMessage(form.error)}
          </Text>
        )}
      </div>
      {form.data && session.data && <ReportPaper session={session.data} {...form.data} />}
    </div>
  );
}
