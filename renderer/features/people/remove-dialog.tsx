import { Button, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import type { ListedContact } from '#shared/model/contact';
import { api } from '../../app/api-client';
import { errorMessage } from '../../app/api-error';
import { useCacheUpdates } from '../../app/queries/library-queries';
import answers from '../../ui/dialog-answers.module.css';

type RemoveDialogProps = { contact: ListedContact; onClose: () => void };

/** Says what forgetting somebody's keys means before they are forgotten. */
export function RemoveDialog({ contact: { person }, onClose }: RemoveDialogProps) {
  const { contactsChanged } = useCacheUpdates();
  const [removing, setRemoving] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function remove(): Promise<void> {
    setRemoving(true);
    try {
      await api.contacts.remove({ profileId: person.profileId });
      await contactsChanged();
      onClose();
    } catch (error) {
      setProblem(errorMessage(error));
      setRemoving(false);
    }
  }

  return (
    <Modal opened onClose={onClose} title={`Remove ${person.name}?`}>
      <Text size="sm">
        The keys of {person.name} are forgotten here. What you received from them stays. The next package or
        card in this name counts as from somebody new, with whatever keys it brings.
      </Text>
      {problem && (
        <p role="alert" className={answers.problem}>
          {problem}
        </p>
      )}
      <div className={answers.answers}>
        <Button variant="default" loading={removing} onClick={remove}>
          Remove
        </Button>
        <Button data-autofocus onClick={onClose}>
          Keep
        </Button>
      </div>
    </Modal>
  );
}
