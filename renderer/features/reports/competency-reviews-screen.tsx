import { Button, NativeSelect, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import type { CompetencyReviewSummary } from '#shared/model/competency-review';
import type { SessionSummary } from '#shared/model/session';
import { coachOf } from '#shared/reports/reviews-of-coach';
import { api } from '../../app/api-client';
import { errorMessage } from '../../app/api-error';
import { notifyError } from '../../app/notify';
import { useCacheUpdates, useProfile } from '../../app/queries/library-queries';
import { useCompetencyReviews } from '../../app/queries/report-queries';
import { useSessions } from '../../app/queries/session-queries';
import { useIsReading } from '../../app/reading';
import { paths, useInAddress } from '../../app/routes';
import { StartCompetencyReview } from '../../app/start-competency-review';
import { useFrameworkNames } from '../../app/use-framework-names';
import { formatDayOf } from '../../ui/local-date';
import pageClasses from '../../ui/page.module.css';
import { usePageTitle } from '../../ui/use-page-title';
import classes from './competency-reviews-screen.module.css';

/** The competency reviews of this library, and where another one begins. */
export function CompetencyReviewsScreen() {
  usePageTitle('Competency reviews');
  const { person } = useProfile();
  const { data: sessions = [] } = useSessions();
  const reviews = useCompetencyReviews();
  const isReading = useIsReading();
  const inAddress = useInAddress('of');
  const [chosen, setChosen] = useState<string>();
  const coaches = coachesOf(sessions, person);
  const of =
    coaches.find(({ profileId }) => profileId === (chosen ?? inAddress))?.profileId ?? coaches[0]?.profileId;

  return (
    <div className={pageClasses.narrow}>
      <Title order={1}>Competency reviews</Title>
      <Text c="dimmed" size="sm" mt="xs">
        What several observed sessions of one coach show together: competency by competency every rating with
        the evidence behind it, and what you decide from it.
      </Text>
      {reviews.isError && (
        <Text role="alert" c="var(--danger)">
          {errorMessage(reviews.error)}
        </Text>
      )}
      {reviews.data && reviews.data.length > 0 && (
        <ul className={classes.list} aria-label="Competency reviews">
          {reviews.data.map((review) => (
            <Row key={review.id} review={review} />
          ))}
        </ul>
      )}
      {!isReading && of !== undefined && (
        <section aria-labelledby="start-heading" className={classes.start}>
          <h2 id="start-heading">Start one</h2>
          <NativeSelect
            label="Sessions of"
            maw="30rem"
            mb="sm"
            value={of}
            data={coaches.map(({ profileId, name }) => ({ value: profileId, label: name }))}
            onChange={(event) => setChosen(event.currentTarget.value)}
          />
          <StartCompetencyReview key={of} of={of} />
        </section>
      )}
    </div>
  );
}

function Row({ review }: { review: CompetencyReviewSummary }) {
  const { id, coach, framework, sessions, changedAt } = review;
  const nameOf = useFrameworkNames();
  const { competencyReviewsChanged } = useCacheUpdates();
  const isReading = useIsReading();
  const [asking, setAsking] = useState(false);

  async function remove(): Promise<void> {
    try {
      await api.competencyReviews.remove({ competencyReviewId: id });
      await competencyReviewsChanged();
    } catch (error) {
      notifyError('The competency review was not deleted', error);
    }
  }

  return (
    <li className={classes.row}>
      <div>
        <Link href={paths.competencyReview(id)} className={classes.name}>
          {coach || 'Coach not named'}
        </Link>
        <p className={classes.facts}>
          {nameOf(framework)} · {sessions} {sessions === 1 ? 'review' : 'reviews'} · changed{' '}
          {formatDayOf(changedAt)}
        </p>
      </div>
      {!isReading &&
        (asking ? (
          <div role="alert" className={classes.answers}>
            <Text size="sm">What you decided in it is deleted; the reviews stay.</Text>
            <Button variant="default" size="xs" onClick={() => setAsking(false)}>
              Keep it
            </Button>
            <Button color="red" size="xs" onClick={remove}>
              Delete it
            </Button>
          </div>
        ) : (
          <Button
            variant="subtle"
            color="gray"
            size="xs"
            aria-label={`Delete the competency review of ${coach}`}
            onClick={() => setAsking(true)}
          >
            Delete…
          </Button>
        ))}
    </li>
  );
}

/** Whose sessions are here: the owner's own and those of the people they were received from. */
function coachesOf(
  sessions: readonly SessionSummary[],
  owner: { profileId: string; name: string },
): { profileId: string; name: string }[] {
  const coaches = new Map<string, string>();
  for (const session of sessions) {
    const profileId = coachOf(session, owner.profileId);
    const { origin } = session;
    coaches.set(profileId, origin.type === 'received' ? origin.from.name : `${owner.name} (you)`);
  }
  return [...coaches]
    .map(([profileId, name]) => ({ profileId, name }))
    .sort((a, b) => a.name.localeCompare(b.name));
}
