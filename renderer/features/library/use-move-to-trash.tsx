import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useCallback } from 'react';
import { api } from '../../app/api-client';
import { notifyDone, notifyError } from '../../app/notify';
import { useCacheUpdates } from '../../app/queries/library-queries';

type TrashableSession = { id: string; title: string };

/** Moves a session to the trash and offers to take that back. */
export function useMoveToTrash(): (session: TrashableSession) => Promise<void> {
  const { sessionsChanged } = useCacheUpdates();
  return useCallback(
    async function moveToTrash({ id, title }) {
      const notificationId = `trash-${id}`;

      async function undo(): Promise<void> {
        notifications.hide(notificationId);
        try {
          await api.sessions.restore({ sessionId: id });
          await sessionsChanged();
        } catch (error) {
          notifyError(`“${title}” is still in the trash`, error);
        }
      }

      try {
        await api.sessions.moveToTrash({ sessionId: id });
      } catch (error) {
        notifyError(`“${title}” was not moved to the trash`, error);
        return;
      }
      notifyDone(
        <>
          “{title}” is in the trash.{' '}
          <Button size="compact-xs" variant="default" ml={4} onClick={undo}>
            Undo
          </Button>
        </>,
        notificationId,
      );
      await sessionsChanged();
    },
    [sessionsChanged],
  );
}
