import { Text } from '@mantine/core';
import { api } from '../../../app/api-client';
import { useCacheUpdates } from '../../../app/queries/library-queries';
import { QuestionDialog } from '../../../app/question-dialog';

type RevealDialogProps = { sessionId: string; onClose: () => void };

/** Says what looking at others' reviews costs before it is paid. */
export function RevealDialog({ sessionId, onClose }: RevealDialogProps) {
  const { sessionsChanged } = useCacheUpdates();

  async function reveal(): Promise<void> {
    await api.reviews.revealOthers({ sessionId });
    await sessionsChanged();
  }

  return (
    <QuestionDialog
      title="Look before yours is submitted?"
      yes="Look anyway"
      no="Keep my view independent"
      onYes={reveal}
      onClose={onClose}
    >
      <Text size="sm">
        A second view is worth most when it was formed without knowing the first. If you look now, every
        review of this session that you have not submitted yet is marked “not independent”. The mark stays for
        good, and whoever receives your review sees it.
      </Text>
    </QuestionDialog>
  );
}
