import { Button, Group, Progress, Text } from '@mantine/core';
import { useState } from 'react';
import { formatByteSize } from '#shared/formats/byte-size';
import type { ExportJob } from '#shared/model/export-job';
import { api } from '../../app/api-client';
import { errorMessage } from '../../app/api-error';

type PackageWritingProps = { exportId: string; job: Extract<ExportJob, { phase: 'writing' }> | undefined };

/** How far a package is, and the way to stop it. */
export function PackageWriting({ exportId, job }: PackageWritingProps) {
  const [cancelling, setCancelling] = useState(false);
  const [problem, setProblem] = useState<string>();
  const { writtenBytes = 0, totalBytes = 0 } = job ?? {};
  const percent = totalBytes === 0 ? 0 : Math.floor((writtenBytes / totalBytes) * 100);

  async function cancel(): Promise<void> {
    setCancelling(true);
    try {
      await api.exports.cancel({ exportId });
    } catch (error) {
      setProblem(errorMessage(error));
      setCancelling(false);
    }
  }

  return (
    <div>
      <Text role="status">Writing the package…</Text>
      <Progress value={percent} size="sm" my="sm" aria-label="Progress of the package" />
      <Text size="sm" c="dimmed">
        {totalBytes > 0 && `${formatByteSize(writtenBytes)} of ${formatByteSize(totalBytes)}`}&nbsp;
      </Text>
      {problem && (
        <Text role="alert" size="sm" c="var(--danger)">
          {problem}
        </Text>
      )}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" data-autofocus loading={cancelling} onClick={cancel}>
          Cancel
        </Button>
      </Group>
    </div>
  );
}
