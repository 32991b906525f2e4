import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { SessionDocument } from '#shared/model/session';
import { api } from '../../app/api-client';
import { errorMessage } from '../../app/api-error';
import { useSession } from '../../app/queries/session-queries';
import { NamesChoice } from './names-choice';
import { PackageModal } from './package-modal';
import { ProtectionChoice } from './protection-choice';
import { useProtectionChoice } from './use-protection-choice';

type SendBackDialogProps = { sessionId: string; reviewId: string; onClose: () => void };

/** Packs one submitted review for whoever sent the session. */
export function SendBackDialog({ sessionId, reviewId, onClose }: SendBackDialogProps) {
  const session = useSession(sessionId);
  const from = session.data?.origin.type === 'received' ? session.data.origin.from : undefined;
  const sender = from?.name ?? 'the sender';
  return (
    <PackageModal
      title={`Send your review back to ${sender}`}
      onClose={onClose}
      form={(parts) => (
        <SendBackForm
          reviewId={reviewId}
          session={session.data}
          sender={sender}
          senderId={from?.profileId}
          onClose={onClose}
          {...parts}
        />
      )}
    />
  );
}

type SendBackFormProps = {
  reviewId: string;
  session: SessionDocument | undefined;
  sender: string;
  senderId: string | undefined;
  /** Why the last try to write it failed. */
  problem: string | undefined;
  onStarted: (exportId: string) => void;
  onClose: () => void;
};

function SendBackForm({
  reviewId,
  session,
  sender,
  senderId,
  problem,
  onStarted,
  onClose,
}: SendBackFormProps) {
  const [message, setMessage] = useState('');
  const chosenProtection = useProtectionChoice(({ person }) => person.profileId === senderId);
  const [replaceNames, setReplaceNames] = useState(false);
  const [packing, setPacking] = useState(false);
  const [refusal, setRefusal] = useState<string>();

  async function pack(): Promise<void> {
    const { request: protection } = chosenProtection;
    if (!protection) return;
    setPacking(true);
    setRefusal(undefined);
    try {
      const { exportId } = await api.packages.sendBack({
        reviewId,
        message: message.trim(),
        replaceNames,
        protection,
      });
      onStarted(exportId);
    } catch (error) {
      setRefusal(errorMessage(error));
    }
    setPacking(false);
  }

  return (
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
      {session && (
        <NamesChoice
          session={session}
          reviewId={reviewId}
          checked={replaceNames}
          onChange={setReplaceNames}
        />
      )}
      <ProtectionChoice chosen={chosenProtection} />
      {(refusal ?? problem) && (
        <Text role="alert" size="sm" c="var(--danger)">
          {refusal ?? problem}
        </Text>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button loading={packing} disabled={!chosenProtection.request} onClick={pack}>
          Save package…
        </Button>
      </Group>
    </Stack>
  );
}
