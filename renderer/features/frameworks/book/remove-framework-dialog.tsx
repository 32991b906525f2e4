import { Button, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Framework } from '#shared/model/framework';
import { api } from '../../../app/api-client';
import { errorMessage } from '../../../app/api-error';
import { useCacheUpdates } from '../../../app/queries/library-queries';
import { paths } from '../../../app/routes';
import answers from '../../../ui/dialog-answers.module.css';
import { frameworkLabel } from '../../../ui/framework-label';

type RemoveFrameworkDialogProps = { framework: Framework; onClose: () => void };

/** Asks before a framework of one's own is deleted; one that a review needs is refused with the reason. */
export function RemoveFrameworkDialog({ framework, onClose }: RemoveFrameworkDialogProps) {
  const { frameworkRemoved } = useCacheUpdates();
  const [, navigate] = useLocation();
  const [removing, setRemoving] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function remove(): Promise<void> {
    setRemoving(true);
    try {
      const { id, edition } = framework;
      await api.frameworks.remove({ id, edition });
      navigate(paths.frameworks());
      await frameworkRemoved({ id, edition });
    } catch (error) {
      setProblem(errorMessage(error));
      setRemoving(false);
    }
  }

  return (
    <Modal opened onClose={onClose} title={`Delete “${frameworkLabel(framework)}”?`}>
      <Text size="sm">
        It is deleted from this library. Export it first if you may want it again; the daily backups keep it
        for a while. A framework that a review was made with cannot be deleted.
      </Text>
      {problem && (
        <p role="alert" className={answers.problem}>
          {problem}
        </p>
      )}
      <div className={answers.answers}>
        <Button variant="default" loading={removing} onClick={remove}>
          Delete
        </Button>
        <Button data-autofocus onClick={onClose}>
          Keep
        </Button>
      </div>
    </Modal>
  );
}
