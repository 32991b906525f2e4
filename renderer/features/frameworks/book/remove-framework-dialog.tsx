import { Text } from '@mantine/core';
import { useLocation } from 'wouter';
import type { Framework } from '#shared/model/framework';
import { api } from '../../../app/api-client';
import { useCacheUpdates } from '../../../app/queries/library-queries';
import { QuestionDialog } from '../../../app/question-dialog';
import { paths } from '../../../app/routes';
import { frameworkLabel } from '../../../ui/framework-label';

type RemoveFrameworkDialogProps = { framework: Framework; onClose: () => void };

/** Asks before a framework of one's own is deleted; one that a review needs is refused with the reason. */
export function RemoveFrameworkDialog({ framework, onClose }: RemoveFrameworkDialogProps) {
  const { frameworkRemoved } = useCacheUpdates();
  const [, navigate] = useLocation();

  async function remove(): Promise<void> {
    const { id, edition } = framework;
    await api.frameworks.remove({ id, edition });
    navigate(paths.frameworks());
    await frameworkRemoved({ id, edition });
  }

  return (
    <QuestionDialog
      title={`Delete “${frameworkLabel(framework)}”?`}
      yes="Delete"
      no="Keep"
      isDeletion
      onYes={remove}
      onClose={onClose}
    >
      <Text size="sm">
        It is deleted from this library. Export it first if you may want it again; the daily backups keep it
        for a while. A framework that a review was made with cannot be deleted.
      </Text>
    </QuestionDialog>
  );
}
