import { Button, Checkbox, NativeSelect, SegmentedControl, Text } from '@mantine/core';
import { IconArrowLeft, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { SessionDocument } from '#shared/model/session';
import type { ObservationFormRequest } from '#shared/reports/report-requests';
import { api } from '../../app/api-client';
import { errorMessage } from '../../app/api-error';
import { notifyError } from '../../app/notify';
import { useFormTemplates, useObservationForm, useSession } from '../../app/queries';
import { useIsReading } from '../../app/reading';
import { paths } from '../../app/routes';
import { saveWhenWritten } from '../../app/save-when-written';
import { usePageTitle } from '../../ui/use-page-title';
import { FormGaps } from './form-gaps';
import classes from './form-screen.module.css';
import { LoadLayoutButton } from './load-layout-button';
import { PlayPlace, usePlaces } from './play-place';
import { ReportView } from './report-view';

type FormScreenProps = { sessionId: string; reviewId: string };

/** The form of one observed session, made of a submitted review: read, played, printed or saved. */
export function FormScreen({ sessionId, reviewId }: FormScreenProps) {
  usePageTitle('Session observation');
  const session = useSession(sessionId);
  const { data: templates = [] } = useFormTemplates();
  const [chosenTemplate, setChosenTemplate] = useState<string>();
  const [setting, setSetting] = useState<ObservationFormRequest['setting']>('one-to-one');
  const [replaceNames, setReplaceNames] = useState(false);
  const [saving, setSaving] = useState(false);
  const isReading = useIsReading();
  const template = templates.find((known) => nameOf(known) === chosenTemplate) ?? templates[0];
  const request = template && {
    reviewId,
    template: { id: template.id, edition: template.edition },
    setting,
    replaceNames,
  };
  const form = useObservationForm(request);

  async function save(): Promise<void> {
    if (!request) return;
    setSaving(true);
    try {
      const { exportId } = await api.reports.saveObservationForm(request);
      await saveWhenWritten(exportId);
    } catch (error) {
      notifyError('The form was not saved', error);
    }
    setSaving(false);
  }

  return (
    <div className={classes.page}>
      <div className={classes.tools}>
        <Link href={paths.session(sessionId)} className={classes.back}>
          <IconArrowLeft size={16} stroke={1.75} aria-hidden /> {session.data?.title ?? 'Session'}
        </Link>
        <div className={classes.bar}>
          <div className={classes.choices}>
            {templates.length > 1 && (
              <NativeSelect
                aria-label="Layout"
                size="xs"
                value={template && nameOf(template)}
                data={templates.map((known) => ({
                  value: nameOf(known),
                  label: `${known.title}, edition ${known.edition}`,
                }))}
                onChange={(event) => setChosenTemplate(event.currentTarget.value)}
              />
            )}
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
            <Checkbox
              size="xs"
              label="Replace names"
              checked={replaceNames}
              onChange={(event) => setReplaceNames(event.currentTarget.checked)}
            />
            {!isReading && <LoadLayoutButton onLoaded={(loaded) => setChosenTemplate(nameOf(loaded))} />}
          </div>
          <div className={classes.actions}>
            <Button
              variant="default"
              leftSection={<IconPrinter size={16} stroke={1.75} aria-hidden />}
              disabled={!form.data}
              onClick={() => window.print()}
            >
              Print or save as PDF…
            </Button>
            {!isReading && (
              <Button loading={saving} disabled={!form.data} onClick={save}>
                Save as Word file…
              </Button>
            )}
          </div>
        </div>
        {form.data && form.data.gaps.length > 0 && <FormGaps gaps={form.data.gaps} />}
        {form.isError && (
          <Text role="alert" c="var(--danger)">
            {errorMessage(form.error)}
          </Text>
        )}
      </div>
      {form.data && session.data && <Paper session={session.data} form={form.data} />}
    </div>
  );
}

type PaperProps = {
  session: SessionDocument;
  form: NonNullable<ReturnType<typeof useObservationForm>['data']>;
};

function Paper({ session, form: { blocks, language } }: PaperProps) {
  const places = usePlaces(session);
  const media = { ref: places.player.attach, preload: 'metadata' } as const;
  return (
    <>
      {places.canPlay && <audio {...media} />}
      <ReportView
        blocks={blocks}
        language={language}
        renderPlace={({ text }, place) => <PlayPlace places={places} place={place} text={text} />}
      />
    </>
  );
}

function nameOf({ id, edition }: ObservationFormRequest['template']): string {
  return `${id}@${edition}`;
}
