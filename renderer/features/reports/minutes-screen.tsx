import { Button, Checkbox, Text } from '@mantine/core';
import { IconArrowLeft, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Minutes } from '#shared/api-contract/debrief-contract';
import type { SessionDocument } from '#shared/model/session';
import { api } from '../../app/api-client';
import { errorMessage } from '../../app/api-error';
import { notifyError } from '../../app/notify';
import { useMinutes } from '../../app/queries/debrief-queries';
import { useSession } from '../../app/queries/session-queries';
import { useIsReading } from '../../app/reading';
import { type DebriefName, paths } from '../../app/routes';
import { saveWhenWritten } from '../../app/save-when-written';
import { usePageTitle } from '../../ui/use-page-title';
import classes from './form-screen.module.css';
import { PlayPlace, usePlaces } from './play-place';
import { ReportView } from './report-view';

/** The minutes of a debrief: read, printed or saved. */
export function MinutesScreen({ name }: { name: DebriefName }) {
  usePageTitle('Minutes');
  const session = useSession(name.sessionId);
  const [replaceNames, setReplaceNames] = useState(false);
  const [saving, setSaving] = useState(false);
  const isReading = useIsReading();
  const request = { ...name, replaceNames };
  const minutes = useMinutes(request);

  async function save(): Promise<void> {
    setSaving(true);
    try {
      const { exportId } = await api.debriefs.saveMinutes(request);
      await saveWhenWritten(exportId);
    } catch (error) {
      notifyError('The minutes were not saved', error);
    }
    setSaving(false);
  }

  return (
    <div className={classes.page}>
      <div className={classes.tools}>
        <Link href={paths.debrief(name)} className={classes.back}>
          <IconArrowLeft size={16} stroke={1.75} aria-hidden /> Back to the debrief
        </Link>
        <div className={classes.bar}>
          <div className={classes.choices}>
            <Checkbox
              size="xs"
              label="Replace names"
              checked={replaceNames}
              onChange={(event) => setReplaceNames(event.currentTarget.checked)}
            />
          </div>
          <div className={classes.actions}>
            <Button
              variant="default"
              leftSection={<IconPrinter size={16} stroke={1.75} aria-hidden />}
              disabled={!minutes.data}
              onClick={() => window.print()}
            >
              Print or save as PDF…
            </Button>
            {!isReading && (
              <Button loading={saving} disabled={!minutes.data} onClick={save}>
                Save as Word file…
              </Button>
            )}
          </div>
        </div>
        {minutes.isError && (
          <Text role="alert" c="var(--danger)">
            {errorMessage(minutes.error)}
          </Text>
        )}
      </div>
      {minutes.data && session.data && <Paper session={session.data} minutes={minutes.data} />}
    </div>
  );
}

function Paper({ session, minutes: { blocks, language } }: { session: SessionDocument; minutes: Minutes }) {
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
