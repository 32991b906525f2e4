import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { formatTimeCode, parseTimeCode } from '#shared/formats/time-code';

type GoToDialogProps = {
  opened: boolean;
  durationMs: number;
  onClose: () => void;
  onGo: (ms: number) => void;
};

/** Asks for a time and goes there. */
export function GoToDialog({ opened, durationMs, onClose, onGo }: GoToDialogProps) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();

  function go(): void {
    const ms = parseTimeCode(text);
    if (ms === undefined) setProblem('Write a time like 12:30 or 1:02:03.5.');
    else if (ms > durationMs) setProblem(`The recording ends at ${formatTimeCode(durationMs)}.`);
    else {
      onGo(ms);
      close();
    }
  }

  function close(): void {
    setText('');
    setProblem(undefined);
    onClose();
  }

  return (
    <Modal opened={opened} onClose={close} title="Go to a time" size="xs">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          go();
        }}
      >
        <TextInput
          data-autofocus
          label="Time"
          description={`Up to ${formatTimeCode(durationMs)}`}
          placeholder="12:30"
          value={text}
          error={problem}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setProblem(undefined);
          }}
        />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit">Go</Button>
        </Group>
      </form>
    </Modal>
  );
}
