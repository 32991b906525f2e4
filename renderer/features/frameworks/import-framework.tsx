import { Button, Text } from '@mantine/core';
import { type ChangeEvent, useRef, useState } from 'react';
import { errorMessage } from '../../app/api-error';
import { useFrameworkImport } from '../../app/use-framework-import';

/** Takes in a framework from a file that is chosen. */
export function ImportFramework() {
  const importFramework = useFrameworkImport();
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string>();
  const [importing, setImporting] = useState(false);

  async function importFile(event: ChangeEvent<HTMLInputElement>): Promise<void> {
    const [file] = event.currentTarget.files ?? [];
    // Emptied, so that choosing the same file again is noticed.
    event.currentTarget.value = '';
    if (!file) return;
    setProblem(undefined);
    setImporting(true);
    try {
      await importFramework(file);
    } catch (error) {
      setProblem(errorMessage(error));
    } finally {
      setImporting(false);
    }
  }

  return (
    <>
      <Button variant="default" loading={importing} onClick={() => input.current?.click()}>
        Import a file…
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".json,.qdc,application/json"
        aria-label="Framework file"
        onChange={importFile}
      />
      {problem && (
        <Text role="alert" size="sm" c="var(--danger)" mt="xs">
          {problem}
        </Text>
      )}
    </>
  );
}
