import { Button, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { type FrameworkReference, isSameReference } from '#shared/model/framework';
import type { ReviewSummary, SessionDocument } from '#shared/model/session';
import { api } from '../../../app/api-client';
import { notifyError } from '../../../app/notify';
import { useFrameworks } from '../../../app/queries/framework-queries';
import { useCacheUpdates, useProfile } from '../../../app/queries/library-queries';
import { paths } from '../../../app/routes';
import { joinedFrameworks } from '../../../ui/joined-frameworks';
import { DiscardDialog } from './discard-dialog';
import { FrameworkGroup } from './framework-group';
import { MoveDialog, MovedDialog } from './move-dialog';
import { RevealDialog } from './reveal-dialog';
import { planReviews, suggestNextStep } from './review-plan';
import classes from './reviews-section.module.css';
import { SelfCheck } from './self-check';
import { StartReview } from './start-review';

type ReviewsSectionProps = {
  session: SessionDocument;
  reviews: readonly ReviewSummary[];
  onShare: () => void;
  onSendBack: (reviewId: string) => void;
};

/** The reviews of a session by framework, and everything that can be done with them from here. */
export function ReviewsSection({ session, reviews, onShare, onSendBack }: ReviewsSectionProps) {
  const { person } = useProfile();
  const { data: frameworks = [] } = useFrameworks();
  const { sessionsChanged } = useCacheUpdates();
  const [, navigate] = useLocation();
  const [discarding, setDiscarding] = useState<ReviewSummary>();
  const [moving, setMoving] = useState<ReviewSummary>();
  const [moved, setMoved] = useState<ReviewSummary>();
  const [revealing, setRevealing] = useState(false);

  const groups = planReviews(reviews, person.profileId, session.othersRevealedAt !== undefined);
  const isReceived = session.origin.type === 'received';
  const nextStep = suggestNextStep(groups, isReceived);
  const startable = frameworks.filter(
    (framework) =>
      !groups.some(
        (group) => (group.draft || group.submitted) && isSameReference(group.framework, framework),
      ),
  );
  const [selfCheck] = startable
    .filter(({ selfCheckLines }) => selfCheckLines > 0)
    .sort((a, b) => b.selfCheckLines - a.selfCheckLines);
  const sealedCount = groups.reduce((count, group) => count + group.sealedCount, 0);

  function open(reviewId: string): void {
    navigate(paths.review(session.id, reviewId));
  }

  async function start(framework: FrameworkReference): Promise<void> {
    try {
      const { reviewId } = await api.reviews.start({ sessionId: session.id, framework });
      void sessionsChanged();
      open(reviewId);
    } catch (error) {
      notifyError('The review could not be started', error);
    }
  }

  async function correct(review: ReviewSummary): Promise<void> {
    try {
      const { reviewId } = await api.reviews.revise({ reviewId: review.id });
      void sessionsChanged();
      open(reviewId);
    } catch (error) {
      notifyError('The correction could not be started', error);
    }
  }

  function titleOf(framework: FrameworkReference): string {
    const known = frameworks.find((candidate) => isSameReference(candidate, framework));
    return known?.title ?? framework.id;
  }

  return (
    <section aria-labelledby="reviews-heading">
      <div className={classes.head}>
        <h2 id="reviews-heading">Reviews</h2>
        {!isReceived && (
          <Button
            variant={nextStep === 'share' ? 'filled' : 'default'}
            size={nextStep === 'share' ? 'sm' : 'xs'}
            onClick={onShare}
          >
            Share…
          </Button>
        )}
      </div>
      {groups.length === 0 && (
        <p className={classes.invitation}>
          No one has reviewed this session yet. Listen, mark the moments that matter, and rate what you heard.
        </p>
      )}
      {groups.map((group) => (
        <FrameworkGroup
          key={`${group.framework.id}@${group.framework.edition}`}
          group={group}
          title={titleOf(group.framework)}
          sessionId={session.id}
          isReceived={isReceived}
          nextStep={nextStep}
          onOpen={open}
          onCorrect={correct}
          onDiscard={setDiscarding}
          onMove={joinedFrameworks(group.framework, startable).length > 0 ? setMoving : undefined}
          onShowMoved={setMoved}
          onSendBack={onSendBack}
        />
      ))}
      {sealedCount > 0 && (
        <UnstyledButton className={classes.reveal} onClick={() => setRevealing(true)}>
          Look anyway…
        </UnstyledButton>
      )}
      {startable.length > 0 && (
        <StartReview frameworks={startable} isPrimary={nextStep === 'start'} onStart={start} />
      )}
      {selfCheck && !isReceived && <SelfCheck sessionId={session.id} framework={selfCheck} />}
      {discarding && (
        <DiscardDialog
          review={discarding}
          onClose={() => setDiscarding(undefined)}
          onDiscarded={sessionsChanged}
        />
      )}
      {moving && (
        <MoveDialog
          review={moving}
          targets={joinedFrameworks(moving.framework, startable)}
          onClose={() => setMoving(undefined)}
          onMoved={(reviewId) => {
            void sessionsChanged();
            open(reviewId);
          }}
        />
      )}
      {moved?.movedFrom && (
        <MovedDialog review={moved} from={moved.movedFrom} onClose={() => setMoved(undefined)} />
      )}
      {revealing && <RevealDialog sessionId={session.id} onClose={() => setRevealing(false)} />}
    </section>
  );
}
