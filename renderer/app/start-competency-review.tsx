import { Button, NativeSelect, Text } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { reviewsOfCoach } from '#shared/reports/reviews-of-coach';
import { api } from './api-client';
import { notifyError } from './notify';
import { useCacheUpdates, useProfile } from './queries/library-queries';
import { useSessions } from './queries/session-queries';
import { formatFrameworkReference, paths } from './routes';
import classes from './start-competency-review.module.css';
import { useFrameworkNames } from './use-framework-names';

/** Begins a competency review of one coach's sessions, under a framework that they were reviewed with. */
export function StartCompetencyReview({ of }: { of: string }) {
  const { person } = useProfile();
  const { data: sessions } = useSessions();
  const nameOf = useFrameworkNames();
  const { competencyReviewsChanged } = useCacheUpdates();
  const [, navigate] = useLocation();
  const [chosen, setChosen] = useState<string>();
  const [starting, setStarting] = useState(false);
  const reviews = reviewsOfCoach(sessions ?? [], of, person.profileId);
  const counts = new Map<string, number>();
  for (const { review } of reviews) {
    const name = formatFrameworkReference(review.framework);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const names = [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  const name = names.find((each) => each === chosen) ?? names[0];
  const framework = reviews.find(({ review }) => formatFrameworkReference(review.framework) === name)?.review
    .framework;

  async function start(): Promise<void> {
    if (!framework) return;
    setStarting(true);
    try {
      const { competencyReviewId } = await api.competencyReviews.start({ of, framework });
      await competencyReviewsChanged();
      navigate(paths.competencyReview(competencyReviewId));
    } catch (error) {
      notifyError('The competency review was not started', error);
      setStarting(false);
    }
  }

  if (!sessions) return null;
  if (!framework) {
    return (
      <Text size="sm" c="dimmed">
        A competency review is made of submitted reviews; none of these sessions has one yet.
      </Text>
    );
  }
  return (
    <div className={classes.start}>
      <NativeSelect
        label="Framework"
        className={classes.framework}
        value={name}
        data={names.map((value) => {
          const known = reviews.find(({ review }) => formatFrameworkReference(review.framework) === value);
          const count = counts.get(value) ?? 0;
          return {
            value,
            label: `${known ? nameOf(known.review.framework) : value} (${count} submitted ${count === 1 ? 'review' : 'reviews'})`,
          };
        })}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <Button loading={starting} onClick={start}>
        Start a competency review
      </Button>
    </div>
  );
}
