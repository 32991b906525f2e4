import { Anchor, Button, Group, Loader, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { formatByteSize } from '#shared/formats/byte-size';
import type { FinishedExport } from '#shared/model/export-job';
import { errorMessage } from '../../app/api-error';
import { host } from '../../app/host';
import { exportAddress, type SavedExport, saveExport } from '../../app/save-export';

type PackageSavedProps = { finished: FinishedExport; onClose: () => void };

/** Hands a finished package over and says where it is. */
export function PackageSaved({ finished, onClose }: PackageSavedProps) {
  const [saved, setSaved] = useState<SavedExport>();
  const [problem, setProblem] = useState<string>();
  const asked = useRef(false);

  async function save(): Promise<void> {
    setProblem(undefined);
    try {
      setSaved(await saveExport(finished));
    } catch (error) {
      setProblem(errorMessage(error));
    }
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: saved once when the package is there
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    void save();
  }, []);

  const isSaved = saved?.outcome === 'saved' || saved?.outcome === 'downloading';
  return (
    <div>
      <div role="status">
        {!saved && !problem && <Loader size="sm" aria-label="Saving" />}
        {saved?.outcome === 'saved' && (
          <Text style={{ overflowWrap: 'anywhere' }}>
            The package ({formatByteSize(finished.sizeBytes)}) was saved as <strong>{saved.path}</strong>.
          </Text>
        )}
        {saved?.outcome === 'downloading' && (
          <Text style={{ overflowWrap: 'anywhere' }}>
            <strong>{finished.fileName}</strong> ({formatByteSize(finished.sizeBytes)}) is in your browser’s
            downloads.{' '}
            <Anchor underline="always" href={exportAddress(finished)} download={finished.fileName}>
              Download it again
            </Anchor>
          </Text>
        )}
        {saved?.outcome === 'cancelled' && <Text>The package was not saved.</Text>}
        {isSaved && (
          <Text size="sm" c="dimmed" mt="xs">
            Hand it over as you would any confidential file. The other side opens it by dropping it on their
            Concordance.
          </Text>
        )}
      </div>
      {problem && (
        <Text role="alert" c="var(--danger)">
          {problem}
        </Text>
      )}
      <Group justify="flex-end" mt="lg">
        {!isSaved && host.saveExport && (
          <Button variant="default" onClick={save}>
            Save it…
          </Button>
        )}
        <Button data-autofocus onClick={onClose}>
          Close
        </Button>
      </Group>
    </div>
  );
}
