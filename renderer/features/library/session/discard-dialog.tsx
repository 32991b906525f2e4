import { Button, Group, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import type { ReviewSummary } from '#shared/model/session';
import { api } from '../../../app/api-client';
import { errorMessage } from '../../../app/api-error';

type DiscardDialogProps = { review: ReviewSummary; onClose: () => void; onDiscarded: () => unknown };

export function DiscardDialog({ review, onClose, onDiscarded }: DiscardDialogProps) {
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function discard(): Promise<void> {
    setWorking(true);
    try {
      await api.reviews.discard({ reviewId: review.id });
      await onDiscarded();
      onClose();
    } catch (error) {
      setProblem(errorMessage(error));
      setWorking(false);
    }
  }

  return (
    <Modal opened onClose={onClose} title="Discard this draft?">
      <Text size="sm">
        Its moments, ticks, ratings and written feedback are deleted for good. The session, its recording and
        every submitted review stay.
      </Text>
      {problem && (
        <Text role="alert" size="sm" c="var(--danger)" mt="sm">
          {problem}
        </Text>
      )}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" data-autofocus onClick={onClose}>
          Keep the draft
        </Button>
        <Button color="red" loading={working} onClick={discard}>
          Discard the draft
        </Button>
      </Group>
    </Modal>
  );
}
