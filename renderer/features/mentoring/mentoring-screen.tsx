import { Button, Text, Title } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { mentoringAsCsv } from '#shared/mentoring/mentoring-export';
import { inOrder, type MentoringEntry } from '#shared/mentoring/mentoring-log';
import { mentoringStand } from '#shared/mentoring/mentoring-stand';
import { type MentorsReview, reviewsWithoutTalk, talkAbout } from '#shared/mentoring/talks-to-note';
import { api } from '../../app/api-client';
import { errorMessage } from '../../app/api-error';
import { notifyDone, notifyError } from '../../app/notify';
import { useProfile } from '../../app/queries/library-queries';
import { queryKeys } from '../../app/queries/query-keys';
import { useMentoring } from '../../app/queries/relationship-queries';
import { useSessions } from '../../app/queries/session-queries';
import { useIsReading } from '../../app/reading';
import { paths, useInAddress } from '../../app/routes';
import { saveText } from '../../app/save-text';
import { dayHereOf, todayHere } from '../../ui/local-date';
import pageClasses from '../../ui/page.module.css';
import { usePageTitle } from '../../ui/use-page-title';
import { EntryDialog } from './entry-dialog';
import { EntryRow } from './entry-row';
import classes from './mentoring-screen.module.css';
import { ReviewsToTalkAbout } from './reviews-to-talk-about';
import { StandSection } from './stand-section';

/** The owner's talks with mentors, and how far they are there of what is asked. */
export function MentoringScreen() {
  usePageTitle('Mentoring');
  const { data, error } = useMentoring();
  const queryClient = useQueryClient();
  const isReading = useIsReading();
  const { person } = useProfile();
  const { data: sessions = [] } = useSessions();
  const [, navigate] = useLocation();
  const asked = useInAddress('review');
  const [edited, setEdited] = useState<MentoringEntry | MentorsReview | 'new'>();

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
  const toNote = reviewsWithoutTalk(sessions, log, person.profileId);
  const about = edited ?? toNote.find(({ review }) => review.id === asked);

  function close(): void {
    setEdited(undefined);
    if (asked !== undefined) navigate(paths.mentoring(), { replace: true });
  }

  return (
    <div className={pageClasses.narrow}>
      <div className={classes.head}>
        <Title order={1}>Mentoring</Title>
        {!isReading && <Button onClick={() => setEdited('new')}>Note a talk…</Button>}
      </div>
      <StandSection stand={stand} level={log.level} rules={rules} />
      {!isReading && <ReviewsToTalkAbout reviews={toNote} onNote={setEdited} />}
      <section aria-labelledby="talks-heading">
        <div className={classes.head}>
          <h2 id="talks-heading" className={classes.subheading}>
            Talks
          </h2>
          {entries.length > 0 && (
            <div className={classes.tools}>
              <Button
                component={Link}
                href={paths.mentoringLog()}
                variant="default"
                size="xs"
                leftSection={<IconFileText size={14} stroke={1.75} aria-hidden />}
              >
                On paper, PDF or Word
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
      {about && !isReading && (
        <EntryDialog
          entry={about === 'new' || 'review' in about ? undefined : about}
          suggested={about !== 'new' && 'review' in about ? factsOf(about) : mentorOf(entries[0])}
          onClose={close}
        />
      )}
    </div>
  );
}

/** The mentor of a new talk is mostly the one of the last. */
function mentorOf(last: MentoringEntry | undefined): Partial<MentoringEntry> {
  return last ? { mentor: last.mentor, mentorCredential: last.mentorCredential } : {};
}

function factsOf(about: MentorsReview): Partial<MentoringEntry> {
  const { date = todayHere(), ...facts } = talkAbout(about, dayHereOf);
  return { ...facts, date };
}
