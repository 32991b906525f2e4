import { Text } from '@mantine/core';
import type { ListedContact } from '#shared/model/contact';
import { api } from '../../app/api-client';
import { useCacheUpdates } from '../../app/queries/library-queries';
import { QuestionDialog } from '../../app/question-dialog';

type RemoveDialogProps = { contact: ListedContact; onClose: () => void };

/** Says what forgetting somebody's keys means before they are forgotten. */
export function RemoveDialog({ contact: { person }, onClose }: RemoveDialogProps) {
  const { contactsChanged } = useCacheUpdates();

  async function remove(): Promise<void> {
    await api.contacts.remove({ profileId: person.profileId });
    await contactsChanged();
  }

  return (
    <QuestionDialog
      title={`Remove ${person.name}?`}
      yes="Remove"
      no="Keep"
      isDeletion
      onYes={remove}
      onClose={onClose}
    >
      <Text size="sm">
        The keys of {person.name} are forgotten here. What you received from them stays. The next package or
        card in this name counts as from somebody new, with whatever keys it brings.
      </Text>
    </QuestionDialog>
  );
}
