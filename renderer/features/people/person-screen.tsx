import { Button, Text, Title } from '@mantine/core';
import { Link } from 'wouter';
import { formatDuration } from '#shared/formats/time-code';
import type { SessionSummary } from '#shared/model/session';
import { MessageScreen } from '../../app/message-screen';
import { useContacts, useProfile } from '../../app/queries/library-queries';
import { useCompetencyReviews } from '../../app/queries/report-queries';
import { useSessions } from '../../app/queries/session-queries';
import { useIsReading } from '../../app/reading';
import { paths } from '../../app/routes';
import { StartCompetencyReview } from '../../app/start-competency-review';
import { formatCalendarDate, formatDayOf } from '../../ui/local-date';
import pageClasses from '../../ui/page.module.css';
import { usePageTitle } from '../../ui/use-page-title';
import { BackLink } from '../../ui/way-link';
import { describeRole } from './describe-person';
import classes from './person-screen.module.css';
import { type ReviewStand, sessionsFrom, standOfReview } from './person-sessions';

/** One person's sessions together: what waits for a review, what is done, and what they show over time. */
export function PersonScreen({ profileId }: { profileId: string }) {
  const { data: sessions } = useSessions();
  const { data: contacts = [] } = useContacts();
  const { data: competencyReviews = [] } = useCompetencyReviews();
  const isReading = useIsReading();
  const received = sessionsFrom(sessions ?? [], profileId);
  const latest = received[0]?.origin;
  const person =
    contacts.find((contact) => contact.person.profileId === profileId)?.person ??
    (latest?.type === 'received' ? latest.from : undefined);
  usePageTitle(person?.name ?? 'Person');
  if (!sessions) return null;
  if (!person) {
    return (
      <MessageScreen
        title="This person is not known here"
        text="She is not among your contacts, and no session came from her."
      />
    );
  }
  const reviews = competencyReviews.filter(({ of }) => of === profileId);
  return (
    <div className={pageClasses.narrow}>
      <BackLink href={paths.people()}>People</BackLink>
      <Title order={1}>{person.name}</Title>
      <Text size="sm" c="dimmed">
        {describeRole(person)}
      </Text>
      <section aria-labelledby="sessions-heading" className={classes.section}>
        <h2 id="sessions-heading">Sessions from {person.name}</h2>
        {received.length === 0 && <Text c="dimmed">No session has come from {person.name} yet.</Text>}
        <ul className={classes.list} aria-label={`Sessions from ${person.name}`}>
          {received.map((session) => (
            <SessionLine key={session.id} session={session} />
          ))}
        </ul>
      </section>
      {received.length > 0 && (
        <section aria-labelledby="competency-heading" className={classes.section}>
          <h2 id="competency-heading">Over several sessions</h2>
          {reviews.length > 0 && (
            <ul className={classes.list} aria-label="Competency reviews">
              {reviews.map(({ id, sessions: count, changedAt }) => (
                <li key={id} className={classes.line}>
                  <Link href={paths.competencyReview(id)}>
                    Competency review of {count} {count === 1 ? 'review' : 'reviews'}
                  </Link>
                  <span className={classes.facts}>changed {formatDayOf(changedAt)}</span>
                </li>
              ))}
            </ul>
          )}
          {!isReading && <StartCompetencyReview of={profileId} />}
        </section>
      )}
    </div>
  );
}

const STAND_WORDS: Readonly<Record<ReviewStand['state'], string>> = {
  none: 'waits for your review',
  draft: 'your review is a draft',
  submitted: 'reviewed',
};

function SessionLine({ session }: { session: SessionSummary }) {
  const { person } = useProfile();
  const stand = standOfReview(session, person.profileId);
  return (
    <li className={classes.line}>
      <div>
        <Link href={paths.session(session.id)} className={classes.name}>
          {session.title}
        </Link>
        <p className={classes.facts} data-waits={stand.state !== 'submitted'}>
          {formatCalendarDate(session.date)} · {formatDuration(session.durationMs)} ·{' '}
          {STAND_WORDS[stand.state]}
        </p>
      </div>
      <div className={classes.actions}>
        {stand.state === 'draft' && (
          <Button
            component={Link}
            href={paths.review(session.id, stand.reviewId)}
            variant="default"
            size="xs"
          >
            Continue
          </Button>
        )}
        {stand.state === 'submitted' && (
          <>
            {stand.canCompare && (
              <Button
                component={Link}
                href={paths.compare(session.id, stand.framework)}
                variant="default"
                size="xs"
                aria-label={`Compare side by side: ${session.title}`}
              >
                Side by side
              </Button>
            )}
            <Button
              component={Link}
              href={paths.form(session.id, stand.reviewId)}
              variant="default"
              size="xs"
              aria-label={`Form of ${session.title}`}
            >
              Form
            </Button>
          </>
        )}
      </div>
    </li>
  );
}
