import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SessionDocument } from '#shared/model/session';
import { api } from '../../../app/api-client';
import { errorMessage } from '../../../app/api-error';
import { host } from '../../../app/host';
import { notifyDone } from '../../../app/notify';
import { queryKeys } from '../../../app/queries/query-keys';
import { useRecordingPlace } from '../../../app/queries/session-queries';
import classes from './linked-original.module.css';

/** Where the original of a linked recording lies; when it is gone, the way to find it again. */
export function LinkedOriginal({ session }: { session: SessionDocument }) {
  const { data: place } = useRecordingPlace(session.id);
  const queryClient = useQueryClient();
  const [comparing, setComparing] = useState(false);
  const [refusal, setRefusal] = useState<string>();

  async function find(): Promise<void> {
    setRefusal(undefined);
    try {
      const path = await host.findFile?.();
      if (path === undefined) return;
      setComparing(true);
      const { sessionIds } = await api.sessions.relink({ sessionId: session.id, path });
      await queryClient.invalidateQueries({ queryKey: queryKeys.recordingPlaces });
      notifyDone(foundWords(sessionIds.length - 1));
    } catch (error) {
      setRefusal(errorMessage(error));
    } finally {
      setComparing(false);
    }
  }

  if (!place || place.state === 'not-linked') return null;
  if (place.state === 'there') return <p className={classes.path}>{place.path}</p>;
  return (
    <Alert
      color="yellow"
      icon={<IconAlertTriangle size={18} stroke={1.75} aria-hidden />}
      title={place.state === 'missing' ? 'The recording is not at its place' : 'Another file is at its place'}
      className={classes.alert}
    >
      <Text size="sm">
        {place.state === 'missing'
          ? 'It was moved, renamed or deleted, or its disk is not connected. Your reviews are safe.'
          : 'It was changed or replaced since it was linked. Your reviews are safe.'}
      </Text>
      {place.path !== undefined && <p className={classes.path}>{place.path}</p>}
      {refusal && (
        <Text role="alert" size="sm" c="var(--danger)" mt="xs">
          {refusal}
        </Text>
      )}
      {host.findFile && (
        <Group mt="sm">
          <Button size="xs" loading={comparing} onClick={find}>
            Find it…
          </Button>
        </Group>
      )}
    </Alert>
  );
}

function foundWords(others: number): string {
  if (others === 0) return 'The recording was found.';
  return others === 1
    ? 'The recording was found, and that of another session beside it.'
    : `The recording was found, and those of ${others} other sessions beside it.`;
}
