import { Button, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import { api } from '../../../app/api-client';
import { errorMessage } from '../../../app/api-error';
import { notifyDone } from '../../../app/notify';
import { useCacheUpdates } from '../../../app/queries/library-queries';
import answers from '../../../ui/dialog-answers.module.css';

/** Says what new keys cost before they replace the present ones. */
export function RenewKeysDialog({ onClose }: { onClose: () => void }) {
  const { identityChanged } = useCacheUpdates();
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function renew(): Promise<void> {
    setWorking(true);
    try {
      identityChanged(await api.identity.renew());
      notifyDone('You have new keys. Give your new card to the people you work with.');
      onClose();
    } catch (error) {
      setProblem(errorMessage(error));
      setWorking(false);
    }
  }

  return (
    <Modal opened onClose={onClose} title="Start with new keys?">
      <Text size="sm">
        Do this when your keys are lost, or when somebody else may have them. Everyone who knows your present
        ones is warned until they accept the new. What was encrypted for the present ones and is not opened
        yet cannot be opened with the new. Reviews that you submitted stay signed as they are.
      </Text>
      {problem && (
        <p role="alert" className={answers.problem}>
          {problem}
        </p>
      )}
      <div className={answers.answers}>
        <Button variant="default" loading={working} onClick={renew}>
          Make new keys
        </Button>
        <Button data-autofocus onClick={onClose}>
          Keep the present ones
        </Button>
      </div>
    </Modal>
  );
}
