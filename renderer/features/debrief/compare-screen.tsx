import { Button, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { FrameworkReference } from '#shared/model/framework';
import { errorMessage } from '../../app/api-error';
import { useProfile } from '../../app/queries/library-queries';
import { useComparison } from '../../app/queries/review-queries';
import { useReviewsOf } from '../../app/queries/session-queries';
import { paths, useFrameworkInAddress } from '../../app/routes';
import pageClasses from '../../ui/page.module.css';
import { usePageTitle } from '../../ui/use-page-title';
import { ComparisonView } from './comparison-view';
import { comparableFrameworks, listReviewers } from './reviewers';

/** The submitted reviews of one session side by side, under the framework of the address or the most used one. */
export function CompareScreen({ sessionId }: { sessionId: string }) {
  usePageTitle('Side by side');
  const inAddress = useFrameworkInAddress();
  const reviews = useReviewsOf(sessionId);
  const comparable = comparableFrameworks(reviews.data ?? []);
  const framework = inAddress ?? comparable[0];

  if (framework) {
    return <LoadedComparison sessionId={sessionId} framework={framework} comparable={comparable} />;
  }
  if (reviews.isError) return <Refusal sessionId={sessionId}>{errorMessage(reviews.error)}</Refusal>;
  if (!reviews.data) return null;
  return (
    <Refusal sessionId={sessionId}>
      Two submitted reviews under the same framework are needed to see them side by side.
    </Refusal>
  );
}

type LoadedComparisonProps = {
  sessionId: string;
  framework: FrameworkReference;
  comparable: readonly FrameworkReference[];
};

function LoadedComparison({ sessionId, framework, comparable }: LoadedComparisonProps) {
  const { person } = useProfile();
  const comparison = useComparison(sessionId, framework);
  if (!comparison.data) {
    if (!comparison.isError) return null;
    return <Refusal sessionId={sessionId}>{errorMessage(comparison.error)}</Refusal>;
  }
  const reviewers = listReviewers(comparison.data.reviews, person.profileId, comparison.data.seals);
  const [only] = reviewers;
  if (reviewers.length < 2) {
    return (
      <Refusal sessionId={sessionId}>
        {only
          ? `Only ${only.isYou ? 'your own review' : `the review of ${only.name}`} is submitted under “${comparison.data.framework.title}”. A second one is needed to see them side by side.`
          : `No review is submitted under “${comparison.data.framework.title}” yet.`}
      </Refusal>
    );
  }
  return (
    <ComparisonView
      key={`${framework.id}@${framework.edition}`}
      session={comparison.data.session}
      framework={comparison.data.framework}
      reviewers={reviewers}
      otherFrameworks={comparable.filter(
        (other) => other.id !== framework.id || other.edition !== framework.edition,
      )}
    />
  );
}

function Refusal({ sessionId, children }: { sessionId: string; children: ReactNode }) {
  return (
    <div className={pageClasses.narrow}>
      <h1>Side by side</h1>
      <Text role="alert">{children}</Text>
      <Button component={Link} href={paths.session(sessionId)} variant="default" mt="md">
        Back to the session
      </Button>
    </div>
  );
}
