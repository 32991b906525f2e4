import { Button, Group, Modal, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { reviewContentOf } from '#shared/history/edit-content';
import { findGaps, isOnlyMarked } from '#shared/scoring/review-gaps';
import { errorMessage } from '../../app/api-error';
import { groupGaps } from './group-gaps';
import classes from './submit-dialog.module.css';
import { useReviewPanel } from './use-review-panel';

type SubmitDialogProps = { opened: boolean; onClose: () => void; onSubmit: () => Promise<void> };

/** Says what the review lacks and what submitting means, and asks before it is sealed. */
export function SubmitDialog({ opened, onClose, onSubmit }: SubmitDialogProps) {
  const [isSubmitting, setIsSubmitting] = useState(false);
  const [problem, setProblem] = useState<string>();

  function close(): void {
    if (isSubmitting) return;
    setProblem(undefined);
    onClose();
  }

  async function submit(): Promise<void> {
    setIsSubmitting(true);
    setProblem(undefined);
    try {
      await onSubmit();
    } catch (error) {
      setProblem(errorMessage(error));
    } finally {
      setIsSubmitting(false);
    }
  }

  return (
    <Modal opened={opened} onClose={close} title="Submit this review?" size="lg">
      <SubmitQuestion isSubmitting={isSubmitting} problem={problem} onClose={close} onSubmit={submit} />
    </Modal>
  );
}

type SubmitQuestionProps = {
  isSubmitting: boolean;
  problem: string | undefined;
  onClose: () => void;
  onSubmit: () => void;
};

function SubmitQuestion({ isSubmitting, problem, onClose, onSubmit }: SubmitQuestionProps) {
  const { framework, session, content: edited } = useReviewPanel();
  const content = useMemo(() => reviewContentOf(edited), [edited]);
  const gaps = findGaps(content, framework, session.recording.durationMs);
  const groups = groupGaps(gaps, framework, content.moments);

  return (
    <>
      {groups.length === 0 ? (
        <p className={classes.complete}>
          <IconCircleCheck size={20} stroke={1.75} aria-hidden />
          {isOnlyMarked(framework)
            ? 'Nothing is missing: every line is marked.'
            : 'Nothing is missing: everything is rated or marked, with evidence and a rationale for each rating.'}
        </p>
      ) : (
        <>
          <p className={classes.lead}>
            {gaps.length === 1 ? 'One point is' : `${gaps.length} points are`} open. You can submit all the
            same; reports will show them.
          </p>
          <ul className={classes.gaps}>
            {groups.map(({ type, title, advice, items }) => (
              <li key={type} className={classes.gap}>
                <p className={classes.title}>{title}</p>
                {items.length > 0 && <p className={classes.items}>{items.join(' · ')}</p>}
                <p className={classes.advice}>{advice}</p>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className={classes.meaning}>
        Submitting seals the review with your name and the time. From then on it never changes; a correction
        is a new revision beside it.
      </p>
      {problem && (
        <Text role="alert" size="sm" c="var(--danger)" mt="sm">
          {problem}
        </Text>
      )}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" data-autofocus disabled={isSubmitting} onClick={onClose}>
          {groups.length === 0 ? 'Not yet' : 'Go back to it'}
        </Button>
        <Button loading={isSubmitting} onClick={onSubmit}>
          {describeSubmit(gaps.length)}
        </Button>
      </Group>
    </>
  );
}

function describeSubmit(openPoints: number): string {
  if (openPoints === 0) return 'Submit review';
  return openPoints === 1 ? 'Submit with 1 open point' : `Submit with ${openPoints} open points`;
}
