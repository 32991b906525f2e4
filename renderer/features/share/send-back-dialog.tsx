import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { FinishedExport } from '#shared/api-contract/contract';
import { api } from '../../app/api-client';
import { errorMessage } from '../../app/api-error';
import { useSession } from '../../app/queries';
import { PackageSaved } from './package-saved';

type SendBackDialogProps = { sessionId: string; reviewId: string; onClose: () => void };

/** Packs one submitted review for whoever sent the session. */
export function SendBackDialog({ sessionId, reviewId, onClose }: SendBackDialogProps) {
  const session = useSession(sessionId);
  const [message, setMessage] = useState('');
  const [packing, setPacking] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [finished, setFinished] = useState<FinishedExport>();
  const sender = session.data?.origin.type === 'received' ? session.data.origin.from.name : 'the sender';

  async function pack(): Promise<void> {
    setPacking(true);
    setProblem(undefined);
    try {
      setFinished(await api.packages.sendBack({ reviewId, message: message.trim() }));
    } catch (error) {
      setProblem(errorMessage(error));
      setPacking(false);
    }
  }

  return (
    <Modal opened onClose={onClose} title={`Send your review back to ${sender}`}>
      {finished ? (
        <PackageSaved finished={finished} onClose={onClose} />
      ) : (
        <Stack gap="lg">
          <Text size="sm">
            The package holds your submitted review and nothing else: no recording, no notes, no draft. When{' '}
            {sender} opens it, the review joins the session there.
          </Text>
          <Textarea
            label="A few words for them"
            data-autofocus
            autosize
            minRows={3}
            maxRows={10}
            maxLength={4_000}
            value={message}
            onChange={(event) => setMessage(event.currentTarget.value)}
          />
          {problem && (
            <Text role="alert" size="sm" c="var(--danger)">
              {problem}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button loading={packing} onClick={pack}>
              Save package…
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
