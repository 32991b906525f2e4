import { Button, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import type { ListedContact } from '#shared/model/contact';
import { api } from '../../app/api-client';
import { errorMessage } from '../../app/api-error';
import { notifyDone } from '../../app/notify';
import { useCacheUpdates, useIdentity } from '../../app/queries/library-queries';
import answers from '../../ui/dialog-answers.module.css';
import { Fingerprint } from '../../ui/fingerprint';
import { formatDayOf } from '../../ui/local-date';
import classes from './compare-dialog.module.css';

type CompareDialogProps = { contact: ListedContact; onClose: () => void };

/** Leads two people through reading their fingerprints to each other. */
export function CompareDialog({ contact, onClose }: CompareDialogProps) {
  const { person, publicKeys, fingerprint, verifiedAt } = contact;
  const { contactsChanged } = useCacheUpdates();
  const identity = useIdentity();
  const [differs, setDiffers] = useState(false);
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function verify(): Promise<void> {
    setSaving(true);
    setProblem(undefined);
    try {
      await api.contacts.verify({ profileId: person.profileId, publicKeys });
      await contactsChanged();
      notifyDone(`${person.name}’s keys are compared.`);
      onClose();
    } catch (error) {
      setProblem(errorMessage(error));
      setSaving(false);
    }
  }

  if (differs) {
    return (
      <Modal opened onClose={onClose} title="Do not rely on these keys">
        <Text size="sm">
          The card you have is not the one {person.name} uses now. It may be an old one, or one that somebody
          else made in this name. Do not encrypt anything for it. Remove it, and ask {person.name} for the
          card again in another way.
        </Text>
        <div className={answers.answers}>
          <Button onClick={onClose}>Close</Button>
        </div>
      </Modal>
    );
  }
  return (
    <Modal opened onClose={onClose} title={`Compare fingerprints with ${person.name}`}>
      <Text size="sm">
        Call {person.name} or meet, so that you know the voice. Let them open Settings, “Your keys”, and read
        their digits to you; then read yours.
      </Text>
      <p className={classes.label}>{person.name} should read to you</p>
      <Fingerprint value={fingerprint} label={`Fingerprint of ${person.name}`} />
      <p className={classes.label}>You read to {person.name}</p>
      {identity.data?.fingerprint ? (
        <Fingerprint value={identity.data.fingerprint} label="Your own fingerprint" />
      ) : (
        <Text size="sm" c="dimmed">
          You have no keys yet. Make them in the settings when {person.name} needs your card.
        </Text>
      )}
      {verifiedAt !== null && (
        <Text size="sm" c="dimmed" mt="md">
          You compared them on {formatDayOf(verifiedAt)}.
        </Text>
      )}
      {problem && (
        <p role="alert" className={answers.problem}>
          {problem}
        </p>
      )}
      <div className={answers.answers}>
        <Button variant="default" onClick={() => setDiffers(true)}>
          They differ
        </Button>
        <Button loading={saving} onClick={verify}>
          They are the same
        </Button>
      </div>
    </Modal>
  );
}
