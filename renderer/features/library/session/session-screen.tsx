import { Button, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { Link, useLocation } from 'wouter';
import { formatDuration } from '#shared/formats/time-code';
import type { SessionDetails, SessionDocument } from '#shared/model/session';
import { api } from '../../../app/api-client';
import { errorMessage } from '../../../app/api-error';
import { useCacheUpdates } from '../../../app/queries/library-queries';
import { useReviewsOf, useSession } from '../../../app/queries/session-queries';
import { Changes } from '../../../app/reading';
import { paths } from '../../../app/routes';
import { useAutosave } from '../../../app/use-autosave';
import { formatCalendarDate } from '../../../ui/local-date';
import pageClasses from '../../../ui/page.module.css';
import { SaveStatus } from '../../../ui/save-status';
import { usePageTitle } from '../../../ui/use-page-title';
import { BackLink } from '../../../ui/way-link';
import { useMoveToTrash } from '../use-move-to-trash';
import { ConsentSection } from './consent-section';
import { DetailsForm } from './details-form';
import { HistorySection } from './history-section';
import { RecordingFacts } from './recording-facts';
import { ReviewsSection } from './reviews-section';
import classes from './session-screen.module.css';
import { TitleField } from './title-field';

export type SessionScreenProps = {
  sessionId: string;
  /** Opens what packs this session for someone else. */
  onShare: () => void;
  /** Opens what packs one submitted review for the sender of this session. */
  onSendBack: (reviewId: string) => void;
  /** Counts up each time the consent record should be brought into view. */
  consentRequests: number;
};

export function SessionScreen({ sessionId, ...actions }: SessionScreenProps) {
  const session = useSession(sessionId);
  if (session.data) return <LoadedSession key={session.data.id} session={session.data} {...actions} />;
  if (!session.isError) return null;
  return (
    <div className={pageClasses.narrow}>
      <Text role="alert">{errorMessage(session.error)}</Text>
      <Button component={Link} href={paths.library()} variant="default" mt="md">
        Back to the library
      </Button>
    </div>
  );
}

type LoadedSessionProps = Omit<SessionScreenProps, 'sessionId'> & { session: SessionDocument };

function LoadedSession({ session, onShare, onSendBack, consentRequests }: LoadedSessionProps) {
  usePageTitle(session.title);
  const [, navigate] = useLocation();
  const reviews = useReviewsOf(session.id);
  const { sessionUpdated } = useCacheUpdates();
  const moveToTrash = useMoveToTrash();
  const consentSection = useRef<HTMLElement>(null);

  const autosave = useAutosave<SessionDetails>(async (changes) => {
    sessionUpdated(await api.sessions.update({ sessionId: session.id, details: changes }));
  });

  useEffect(() => {
    if (consentRequests === 0) return;
    consentSection.current?.scrollIntoView({ block: 'center' });
    consentSection.current
      ?.querySelector<HTMLElement>('input:checked, input, button')
      ?.focus({ preventScroll: true });
  }, [consentRequests]);

  async function trash(): Promise<void> {
    await autosave.flush();
    // Left first: this screen would ask for a session that is gone.
    navigate(paths.library());
    await moveToTrash(session);
  }

  return (
    <div className={pageClasses.page}>
      <div className={classes.way}>
        <BackLink href={paths.library()}>Library</BackLink>
        <SaveStatus state={autosave.state} onRetry={autosave.flush} />
      </div>
      <Changes>
        <header className={classes.header}>
          <TitleField title={session.title} onChange={autosave.change} onDone={autosave.flush} />
          <p className={classes.summary}>{describeSession(session)}</p>
        </header>
        <div className={classes.columns}>
          <div className={classes.main}>
            {reviews.isError && (
              <Text role="alert" c="var(--danger)">
                {errorMessage(reviews.error)}
              </Text>
            )}
            {reviews.data && (
              <ReviewsSection
                session={session}
                reviews={reviews.data}
                onShare={onShare}
                onSendBack={onSendBack}
              />
            )}
            <section aria-labelledby="details-heading" className={classes.section}>
              <h2 id="details-heading" className={classes.heading}>
                About this session
              </h2>
              <DetailsForm session={session} onChange={autosave.change} onDone={autosave.flush} />
            </section>
            <section aria-label="History" className={classes.section}>
              <HistorySection session={session} />
            </section>
          </div>
          <aside className={classes.aside}>
            <section ref={consentSection} aria-labelledby="consent-heading" className={classes.section}>
              <h2 id="consent-heading" className={classes.heading}>
                The client’s consent
              </h2>
              <ConsentSection
                session={session}
                onChange={(consent) => autosave.change({ consent })}
                onDone={autosave.flush}
              />
            </section>
            <section aria-labelledby="recording-heading" className={classes.section}>
              <h2 id="recording-heading" className={classes.heading}>
                Recording
              </h2>
              <RecordingFacts session={session} />
            </section>
            <section className={classes.section}>
              <Button
                variant="subtle"
                color="red"
                size="compact-sm"
                leftSection={<IconTrash size={16} stroke={1.75} aria-hidden />}
                className={classes.trash}
                onClick={trash}
              >
                Move to the trash
              </Button>
            </section>
          </aside>
        </div>
      </Changes>
    </div>
  );
}

function describeSession({ date, recording, coach, clientAlias, origin }: SessionDocument): string {
  const people = [coach && `coach ${coach}`, clientAlias && `client “${clientAlias}”`]
    .filter(Boolean)
    .join(', ');
  return [
    formatCalendarDate(date),
    formatDuration(recording.durationMs),
    people,
    origin.type === 'received' && `received from ${origin.from.name}`,
    origin.type === 'sample' && 'the sample session: spoken by two synthetic voices',
  ]
    .filter(Boolean)
    .join(' · ');
}
