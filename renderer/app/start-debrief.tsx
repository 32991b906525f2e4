import { Button } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { FrameworkReference } from '#shared/model/framework';
import { api } from './api-client';
import { notifyError } from './notify';
import { useIsReading } from './reading';
import { paths } from './routes';

type StartDebriefProps = { sessionId: string; framework: FrameworkReference };

/** Leads to the gathering of a debrief, a new one or the one that is being gathered. */
export function StartDebrief({ sessionId, framework }: StartDebriefProps) {
  const [, navigate] = useLocation();
  const [starting, setStarting] = useState(false);
  if (useIsReading()) return null;

  async function start(): Promise<void> {
    setStarting(true);
    try {
      const { id, edition } = framework;
      navigate(paths.debriefGathering(await api.debriefs.start({ sessionId, framework: { id, edition } })));
    } catch (error) {
      notifyError('The debrief could not be started', error);
      setStarting(false);
    }
  }

  return (
    <Button variant="default" size="xs" loading={starting} onClick={start}>
      Debrief with a group…
    </Button>
  );
}
