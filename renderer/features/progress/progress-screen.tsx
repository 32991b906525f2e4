import { Anchor, NativeSelect, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import type { FrameworkReference } from '#shared/model/framework';
import type { SessionSummary } from '#shared/model/session';
import { errorMessage } from '../../app/api-error';
import { useFramework } from '../../app/queries/framework-queries';
import { useProfile } from '../../app/queries/library-queries';
import { useProgress } from '../../app/queries/review-queries';
import { useSessions } from '../../app/queries/session-queries';
import { formatFrameworkReference, paths } from '../../app/routes';
import { useFrameworkNames } from '../../app/use-framework-names';
import pageClasses from '../../ui/page.module.css';
import { usePageTitle } from '../../ui/use-page-title';
import classes from './progress-screen.module.css';
import { ProgressView } from './progress-view';

/** The user's own submitted reviews over her sessions, one framework at a time: editions are never mixed. */
export function ProgressScreen() {
  usePageTitle('Across sessions');
  const { person } = useProfile();
  const sessions = useSessions();
  const nameOf = useFrameworkNames();
  const [chosen, setChosen] = useState<string>();
  const used = usedFrameworks(sessions.data ?? [], person.profileId);
  const framework = used.find((each) => formatFrameworkReference(each) === chosen) ?? used[0];

  return (
    <div className={pageClasses.page}>
      <Title order={1} className={classes.title}>
        Across sessions
      </Title>
      <Text size="sm" c="dimmed">
        What your own submitted reviews say, session by session. It shows where your practice moves and is no
        assessment.
      </Text>
      <Text size="xs" c="dimmed">
        Developmental, not affiliated with or endorsed by any credentialing body.
      </Text>
      <Text size="sm" mt="xs">
        <Anchor component={Link} href={paths.competencyReviews(person.profileId)} inherit underline="always">
          Competency reviews
        </Anchor>{' '}
        put the evidence of several sessions into one form;{' '}
        <Anchor component={Link} href={paths.calibration()} inherit underline="always">
          calibration
        </Anchor>{' '}
        shows how far you are from a reference.
      </Text>
      {sessions.data && !framework && (
        <Text mt="lg">
          Nothing is here yet. Submit a review of a session, then come back after the next one.
        </Text>
      )}
      {framework && (
        <>
          <NativeSelect
            mt="md"
            maw="32rem"
            label="Framework"
            value={formatFrameworkReference(framework)}
            data={used.map((each) => ({ value: formatFrameworkReference(each), label: nameOf(each) }))}
            onChange={(event) => setChosen(event.currentTarget.value)}
          />
          <LoadedProgress key={formatFrameworkReference(framework)} reference={framework} />
        </>
      )}
    </div>
  );
}

function LoadedProgress({ reference }: { reference: FrameworkReference }) {
  const framework = useFramework(reference);
  const sessions = useProgress(reference);
  const error = framework.error ?? sessions.error;
  if (error) {
    return (
      <Text role="alert" c="var(--danger)" mt="md">
        {errorMessage(error)}
      </Text>
    );
  }
  if (!framework.data || !sessions.data) return null;
  return <ProgressView framework={framework.data} sessions={sessions.data} />;
}

/** The frameworks under which somebody submitted reviews, the most used first. */
function usedFrameworks(sessions: readonly SessionSummary[], profileId: string): FrameworkReference[] {
  const counts = new Map<string, { framework: FrameworkReference; count: number }>();
  for (const review of sessions.flatMap(({ reviews }) => reviews)) {
    if (review.status !== 'submitted' || review.reviewer.profileId !== profileId) continue;
    const key = formatFrameworkReference(review.framework);
    counts.set(key, { framework: review.framework, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count).map(({ framework }) => framework);
}
