import { Text } from '@mantine/core';
import { api } from '../../../app/api-client';
import { notifyDone } from '../../../app/notify';
import { useCacheUpdates } from '../../../app/queries/library-queries';
import { QuestionDialog } from '../../../app/question-dialog';

/** Says what new keys cost before they replace the present ones. */
export function RenewKeysDialog({ onClose }: { onClose: () => void }) {
  const { identityChanged } = useCacheUpdates();

  async function renew(): Promise<void> {
    identityChanged(await api.identity.renew());
    notifyDone('You have new keys. Give your new card to the people you work with.');
  }

  return (
    <QuestionDialog
      title="Start with new keys?"
      yes="Make new keys"
      no="Keep the present ones"
      onYes={renew}
      onClose={onClose}
    >
      <Text size="sm">
        Do this when your keys are lost, or when somebody else may have them. Everyone who knows your present
        ones is warned until they accept the new. What was encrypted for the present ones and is not opened
        yet cannot be opened with the new. Reviews that you submitted stay signed as they are.
      </Text>
    </QuestionDialog>
  );
}
