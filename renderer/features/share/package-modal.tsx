import { Modal } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { api } from '../../app/api-client';
import { useExport } from '../../app/queries/library-queries';
import { PackageSaved } from './package-saved';
import { PackageWriting } from './package-writing';

type PackageModalProps = {
  title: string;
  size?: 'lg';
  /** The questions before it; what was answered stays when the writing fails or is cancelled. */
  form: (parts: { onStarted: (exportId: string) => void; problem: string | undefined }) => ReactNode;
  onClose: () => void;
};

/** Asks what goes into a package, shows how it is written, and hands it over. */
export function PackageModal({ title, size, form, onClose }: PackageModalProps) {
  const [exportId, setExportId] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const job = useExport(exportId);
  const isWriting = exportId !== undefined && job?.phase !== 'done';

  useEffect(() => {
    if (job?.phase !== 'failed' && job?.phase !== 'cancelled') return;
    setProblem(job.phase === 'failed' ? job.message : undefined);
    setExportId(undefined);
    // It is out of sight, and the backend forgets it in time.
    api.exports.dismiss({ exportId: job.id }).catch(() => {});
  }, [job]);

  function handleStarted(startedId: string): void {
    setProblem(undefined);
    setExportId(startedId);
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      {...(size && { size })}
      // What is being written ends by its own button, so that no slip of the hand ends it.
      withCloseButton={!isWriting}
      closeOnEscape={!isWriting}
      closeOnClickOutside={!isWriting}
    >
      <div hidden={exportId !== undefined}>{form({ onStarted: handleStarted, problem })}</div>
      {exportId !== undefined &&
        (job?.phase === 'done' ? (
          <PackageSaved finished={job} onClose={onClose} />
        ) : (
          <PackageWriting exportId={exportId} job={job?.phase === 'writing' ? job : undefined} />
        ))}
    </Modal>
  );
}
