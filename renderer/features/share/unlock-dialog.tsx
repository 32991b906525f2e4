import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { errorMessage } from '../../app/api-error';

type UnlockDialogProps = {
  fileName: string;
  /** Resolves when the passphrase fits; rejects with the reason when it does not. */
  onUnlock: (passphrase: string) => Promise<void>;
  /** Not now: the package is put away. */
  onDecline: () => void;
  /** Closed without an answer: the package stays in the tray. */
  onClose: () => void;
};

/** Asks for the passphrase of an encrypted package. */
export function UnlockDialog({ fileName, onUnlock, onDecline, onClose }: UnlockDialogProps) {
  const [passphrase, setPassphrase] = useState('');
  const [visible, setVisible] = useState(false);
  const [trying, setTrying] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function unlock(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTrying(true);
    setProblem(undefined);
    try {
      await onUnlock(passphrase);
    } catch (error) {
      setProblem(errorMessage(error));
      setTrying(false);
    }
  }

  return (
    <Modal opened onClose={onClose} title="This package is encrypted">
      <form onSubmit={unlock}>
        <Stack gap="lg">
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            <strong>{fileName}</strong> opens with a passphrase that its sender can tell you. Nothing of it is
            stored yet.
          </Text>
          <PasswordInput
            label="Passphrase"
            data-autofocus
            autoComplete="off"
            spellCheck={false}
            maxLength={1_000}
            value={passphrase}
            error={problem}
            visible={visible}
            onVisibilityChange={setVisible}
            visibilityToggleButtonProps={{
              'aria-label': visible ? 'Hide the passphrase' : 'Show the passphrase',
              tabIndex: 0,
            }}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" disabled={trying} onClick={onDecline}>
              Not now
            </Button>
            <Button type="submit" loading={trying} disabled={passphrase === ''}>
              Open
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
