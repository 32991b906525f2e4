import { Button, Text } from '@mantine/core';
import { type ChangeEvent, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { api } from '../../app/api-client';
import { errorMessage } from '../../app/api-error';
import { notifyDone } from '../../app/notify';
import { useCacheUpdates } from '../../app/queries';
import { paths } from '../../app/routes';
import { frameworkLabel } from '../../ui/framework-label';
import { decodeText } from './decode-text';

/** Takes in a framework from a file, whoever's program wrote it, and opens it. */
export function ImportFramework() {
  const { frameworksChanged } = useCacheUpdates();
  const [, navigate] = useLocation();
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
      const text = decodeText(new Uint8Array(await file.arrayBuffer()));
      const added = await api.frameworks.importFile({ fileName: file.name, text });
      await frameworksChanged();
      notifyDone(`“${frameworkLabel(added)}” was added.`);
      navigate(paths.framework(added));
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
