import { Text } from '@mantine/core';
import type { ReviewSummary } from '#shared/model/session';
import { api } from '../../../app/api-client';
import { QuestionDialog } from '../../../app/question-dialog';

type DiscardDialogProps = { review: ReviewSummary; onClose: () => void; onDiscarded: () => unknown };

export function DiscardDialog({ review, onClose, onDiscarded }: DiscardDialogProps) {
  async function discard(): Promise<void> {
    await api.reviews.discard({ reviewId: review.id });
    await onDiscarded();
  }

  return (
    <QuestionDialog
      title="Discard this draft?"
      yes="Discard the draft"
      no="Keep the draft"
      isDeletion
      onYes={discard}
      onClose={onClose}
    >
      <Text size="sm">
        Its moments, ticks, ratings and written feedback are deleted for good. The session, its recording and
        every submitted review stay.
      </Text>
    </QuestionDialog>
  );
}
