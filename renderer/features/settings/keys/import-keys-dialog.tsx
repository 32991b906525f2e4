import { Button, Modal, PasswordInput, Text } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { KEY_FILE_EXTENSION, MAXIMUM_KEY_FILE_BYTES } from '#shared/model/identity';
import { api } from '../../../app/api-client';
import { errorMessage } from '../../../app/api-error';
import { notifyDone } from '../../../app/notify';
import { useCacheUpdates } from '../../../app/queries/library-queries';
import answers from '../../../ui/dialog-answers.module.css';

/** Takes keys back from a file: into the library they belong to, or into a new one together with their person. */
export function ImportKeysDialog({ onClose }: { onClose: () => void }) {
  const { identityChanged, statusChanged } = useCacheUpdates();
  const [file, setFile] = useState<File>();
  const [passphrase, setPassphrase] = useState('');
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState<string>();
  const input = useRef<HTMLInputElement>(null);

  async function importKeys(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!file) return;
    setWorking(true);
    setProblem(undefined);
    try {
      const profile = await api.identity.importKeys({
        fileName: file.name,
        content: await inBase64(file),
        passphrase,
      });
      notifyDone('Your keys are on this machine.');
      await identityChanged();
      onClose();
      // Last: in a new library this opens it, and the dialog goes with the first screen.
      statusChanged((status) => ({ ...status, profile }));
    } catch (error) {
      setProblem(errorMessage(error));
      setWorking(false);
    }
  }

  return (
    <Modal opened onClose={onClose} title="Import keys">
      <form onSubmit={importKeys}>
        <Text size="sm" mb="md">
          Choose the file that you exported where your keys are, and enter its passphrase.
        </Text>
        <Button variant="default" data-autofocus onClick={() => input.current?.click()}>
          {file ? 'Choose another file…' : 'Choose the key file…'}
        </Button>
        {file && (
          <Text size="sm" mt={6} style={{ overflowWrap: 'anywhere' }}>
            {file.name}
          </Text>
        )}
        <input
          ref={input}
          type="file"
          hidden
          accept={KEY_FILE_EXTENSION}
          aria-label="Key file"
          onChange={(event) => {
            setFile(event.currentTarget.files?.[0] ?? file);
            setProblem(undefined);
          }}
        />
        <PasswordInput
          mt="md"
          label="Passphrase of the file"
          autoComplete="off"
          value={passphrase}
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the passphrase', tabIndex: 0 }}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
        />
        {problem && (
          <p role="alert" className={answers.problem}>
            {problem}
          </p>
        )}
        <div className={answers.answers}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={working} disabled={!file || passphrase === ''}>
            Import
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** Of a longer file only so much that the refusal can say what it is not. */
async function inBase64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.slice(0, MAXIMUM_KEY_FILE_BYTES + 1).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
