import { Button, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import { estimateStrength } from '#shared/passphrase/passphrase';
import { api } from '../../../app/api-client';
import { errorMessage } from '../../../app/api-error';
import { notifyDone } from '../../../app/notify';
import { saveWhenWritten } from '../../../app/save-when-written';
import answers from '../../../ui/dialog-answers.module.css';
import { PassphraseField } from '../../../ui/passphrase-field';

/** Saves the private keys as a file under a passphrase. */
export function ExportKeysDialog({ onClose }: { onClose: () => void }) {
  const [passphrase, setPassphrase] = useState('');
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState<string>();
  const isWeak = estimateStrength(passphrase).level === 'weak';

  async function exportKeys(): Promise<void> {
    setWorking(true);
    setProblem(undefined);
    try {
      const { exportId } = await api.identity.exportKeys({ passphrase });
      const saved = await saveWhenWritten(exportId);
      if (saved.outcome !== 'cancelled') {
        notifyDone(
          saved.outcome === 'saved' ? `Your keys were saved: ${saved.path}` : 'Your keys are exported.',
        );
        onClose();
      }
    } catch (error) {
      setProblem(errorMessage(error));
    }
    setWorking(false);
  }

  return (
    <Modal opened onClose={onClose} size="lg" title="Export your keys">
      <Text size="sm" mb="md">
        The file lets whoever has it and the passphrase sign in your name and read what was encrypted for you.
        Keep the two in different places.
      </Text>
      <PassphraseField value={passphrase} onChange={setPassphrase} />
      {problem && (
        <p role="alert" className={answers.problem}>
          {problem}
        </p>
      )}
      <div className={answers.answers}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button loading={working} disabled={isWeak} onClick={exportKeys}>
          Save the key file…
        </Button>
      </div>
    </Modal>
  );
}
