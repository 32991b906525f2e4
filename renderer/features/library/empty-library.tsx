import { Button, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { AddRecordingButton } from '../../app/add-recording-button';
import { api } from '../../app/api-client';
import { notifyError } from '../../app/notify';
import { useCacheUpdates } from '../../app/queries/library-queries';
import { paths } from '../../app/routes';
import { WaveformOrnament } from '../../ui/waveform-ornament';
import classes from './empty-library.module.css';

export function EmptyLibrary() {
  const [, navigate] = useLocation();
  const { sessionsChanged } = useCacheUpdates();
  const [opening, setOpening] = useState(false);

  async function openSample(): Promise<void> {
    setOpening(true);
    try {
      const { sessionId } = await api.sessions.openSample();
      void sessionsChanged();
      navigate(paths.session(sessionId));
    } catch (error) {
      setOpening(false);
      notifyError('The sample session could not be opened', error);
    }
  }

  return (
    <div className={classes.screen}>
      <div className={classes.invitation}>
        <WaveformOrnament className={classes.ornament} />
        <Title order={1}>Begin with a recorded session</Title>
        <Text className={classes.text}>
          Audio or video, as your recorder or call program saved it. It is kept on this machine, and nothing
          leaves it unless you share it yourself.
        </Text>
        <div className={classes.actions}>
          <AddRecordingButton size="md" />
          <Button size="md" variant="default" loading={opening} onClick={openSample}>
            Open the sample session
          </Button>
        </div>
        <Text size="sm" c="dimmed">
          Or drop a recording, or a .concordance package that someone sent you, anywhere on this window.
        </Text>
      </div>
    </div>
  );
}
