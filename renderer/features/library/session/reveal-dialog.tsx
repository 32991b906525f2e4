import { Button, Group, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import { api } from '../../../app/api-client';
import { errorMessage } from '../../../app/api-error';
import { useCacheUpdates } from '../../../app/queries/library-queries';

type RevealDialogProps = { sessionId: string; onClose: () => void };

/** Says what looking at others' reviews costs before it is paid. */
export function RevealDialog({ sessionId, onClose }: RevealDialogProps) {
  const { sessionsChanged } = useCacheUpdates();
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function reveal(): Promise<void> {
    setWorking(true);
    try {
      await api.reviews.revealOthers({ sessionId });
      await sessionsChanged();
      onClose();
    } catch (error) {
      setProblem(errorMessage(error));
      setWorking(false);
    }
  }

  return (
    <Modal opened onClose={onClose} title="Look before yours is submitted?">
      <Text size="sm">
        A second view is worth most when it was formed without knowing the first. If you look now, every
        review of this session that you have not submitted yet is marked “not independent”. The mark stays for
        good, and whoever receives your review sees it.
      </Text>
      {problem && (
        <Text role="alert" size="sm" c="var(--danger)" mt="sm">
          {problem}
        </Text>
      )}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" loading={working} onClick={reveal}>
          Look anyway
        </Button>
        <Button data-autofocus onClick={onClose}>
          Keep my view independent
        </Button>
      </Group>
    </Modal>
  );
}
