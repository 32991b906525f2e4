import { Button, Modal, NativeSelect, Text } from '@mantine/core';
import { useState } from 'react';
import type { FrameworkSummary } from '#shared/api-contract/framework-contract';
import type { FrameworkReference } from '#shared/model/framework';
import type { ReviewSummary } from '#shared/model/session';
import { api } from '../../../app/api-client';
import { errorMessage } from '../../../app/api-error';
import { formatFrameworkReference } from '../../../app/routes';
import { useFrameworkNames } from '../../../app/use-framework-names';
import answers from '../../../ui/dialog-answers.module.css';
import { frameworkLabel } from '../../../ui/framework-label';
import { MoveReport } from './move-report';

type MoveDialogProps = {
  review: ReviewSummary;
  /** Where a crosswalk leads and there is no review of hers yet; at least one. */
  targets: readonly FrameworkSummary[];
  onClose: () => void;
  onMoved: (reviewId: string) => void;
};

/** Shows what of a draft another edition takes, and makes a new draft of that. */
export function MoveDialog({ review, targets, onClose, onMoved }: MoveDialogProps) {
  const [chosen, setChosen] = useState<string>();
  const [moving, setMoving] = useState(false);
  const [problem, setProblem] = useState<string>();
  const target = targets.find((each) => formatFrameworkReference(each) === chosen) ?? targets[0];
  if (!target) return null;
  const to = { id: target.id, edition: target.edition };

  async function move(): Promise<void> {
    setMoving(true);
    try {
      onMoved((await api.reviews.move({ reviewId: review.id, framework: to })).reviewId);
    } catch (error) {
      setProblem(errorMessage(error));
      setMoving(false);
    }
  }

  return (
    <Modal opened onClose={onClose} size="lg" title="Carry this draft over">
      <Text size="sm">
        A new draft is made of all that has a place in the other framework. This draft stays as it is; discard
        whichever you do not need.
      </Text>
      <NativeSelect
        mt="sm"
        label="Carry over to"
        data-autofocus
        value={formatFrameworkReference(target)}
        data={targets.map((each) => ({
          value: formatFrameworkReference(each),
          label: frameworkLabel(each),
        }))}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <MoveReport
        key={formatFrameworkReference(target)}
        reviewId={review.id}
        from={review.framework}
        to={to}
      />
      {problem && (
        <p role="alert" className={answers.problem}>
          {problem}
        </p>
      )}
      <div className={answers.answers}>
        <Button variant="default" onClick={onClose}>
          Leave it
        </Button>
        <Button loading={moving} onClick={move}>
          Make the new draft
        </Button>
      </div>
    </Modal>
  );
}

type MovedDialogProps = {
  review: ReviewSummary;
  from: { reviewId: string; framework: FrameworkReference };
  onClose: () => void;
};

/** What a draft took from the one that it was carried over from, and what stayed there. */
export function MovedDialog({ review, from, onClose }: MovedDialogProps) {
  const nameOf = useFrameworkNames();
  return (
    <Modal opened onClose={onClose} size="lg" title="What was carried over">
      <Text size="sm">
        From {nameOf(from.framework)} to {nameOf(review.framework)}, as that draft is now.
      </Text>
      <MoveReport reviewId={from.reviewId} from={from.framework} to={review.framework} />
      <div className={answers.answers}>
        <Button onClick={onClose}>Close</Button>
      </div>
    </Modal>
  );
}
