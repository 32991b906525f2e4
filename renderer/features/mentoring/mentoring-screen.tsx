import { Button, Text, Title } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { mentoringAsCsv } from '#shared/mentoring/mentoring-export';
import { inOrder, type MentoringEntry } from '#shared/mentoring/mentoring-log';
import { mentoringStand } from '#shared/mentoring/mentoring-stand';
import { api } from '../../app/api-client';
import { errorMessage } from '../../app/api-error';
import { notifyDone, notifyError } from '../../app/notify';
import { queryKeys, useMentoring } from '../../app/queries';
import { useIsReading } from '../../app/reading';
import { saveText } from '../../app/save-text';
import { todayHere } from '../../ui/local-date';
import pageClasses from '../../ui/page.module.css';
import { usePageTitle } from '../../ui/use-page-title';
import { EntryDialog } from './entry-dialog';
import { EntryRow } from './entry-row';
import classes from './mentoring-screen.module.css';
import { StandSection } from './stand-section';

/** The owner's talks with mentors, and how far they are there of what is asked. */
export function MentoringScreen() {
  usePageTitle('Mentoring');
  const { data, error } = useMentoring();
  const queryClient = useQueryClient();
  const isReading = useIsReading();
  const [edited, setEdited] = useState<MentoringEntry | 'new'>();

  async function remove(entry: MentoringEntry): Promise<void> {
    try {
      await api.mentoring.removeEntry({ entryId: entry.id });
      await queryClient.invalidateQueries({ queryKey: queryKeys.mentoring });
      notifyDone(
        <>
          The talk was removed.{' '}
          <Button variant="subtle" size="compact-sm" onClick={() => putBack(entry)}>
            Put it back
          </Button>
        </>,
      );
    } catch (problem) {
      notifyError('The talk was not removed', problem);
    }
  }

  async function putBack(entry: MentoringEntry): Promise<void> {
    try {
      await api.mentoring.saveEntry(entry);
      await queryClient.invalidateQueries({ queryKey: queryKeys.mentoring });
    } catch (problem) {
      notifyError('The talk was not put back', problem);
    }
  }

  if (error) {
    return (
      <div className={pageClasses.narrow}>
        <Text role="alert">{errorMessage(error)}</Text>
      </div>
    );
  }
  if (!data) return null;
  const { log, rules } = data;
  const stand = mentoringStand(log, rules, todayHere());
  const entries = inOrder(log.entries).toReversed();
  const lastEntry = entries[0];
  return (
    <div className={pageClasses.narrow}>
      <div className={classes.head}>
        <Title order={1}>Mentoring</Title>
        {!isReading && <Button onClick={() => setEdited('new')}>Note a talk…</Button>}
      </div>
      <StandSection stand={stand} level={log.level} rules={rules} />
      <section aria-labelledby="talks-heading">
        <div className={classes.head}>
          <h2 id="talks-heading" className={classes.subheading}>
            Talks
          </h2>
          {entries.length > 0 && (
            <div className={classes.tools}>
              <Button
                variant="default"
                size="xs"
                leftSection={<IconPrinter size={14} stroke={1.75} aria-hidden />}
                onClick={() => window.print()}
              >
                Print or save as PDF…
              </Button>
              <Button
                variant="default"
                size="xs"
                onClick={() => saveText('Mentoring log.csv', mentoringAsCsv(log), 'text/csv')}
              >
                Save as CSV
              </Button>
            </div>
          )}
        </div>
        {entries.length === 0 && (
          <Text c="dimmed">
            Nothing is noted yet. Note each talk with your mentor: only the talk itself counts, not listening
            to the recording or preparing.
          </Text>
        )}
        <ol className={classes.list} aria-label="Talks with mentors">
          {entries.map((entry) => (
            <EntryRow
              key={entry.id}
              entry={entry}
              remarks={stand.remarks.filter(({ entryId }) => entryId === entry.id)}
              {...(!isReading && { onEdit: () => setEdited(entry), onRemove: () => remove(entry) })}
            />
          ))}
        </ol>
      </section>
      {edited && (
        <EntryDialog
          entry={edited === 'new' ? undefined : edited}
          suggested={lastEntry}
          onClose={() => setEdited(undefined)}
        />
      )}
    </div>
  );
}
