import { Button } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { FfmpegState } from '#shared/model/ffmpeg';
import type { ImportJob } from '#shared/model/import-job';
import { api } from './api-client';
import classes from './import-tray.module.css';
import { notifyError } from './notify';
import { useFfmpeg } from './queries/library-queries';
import { paths } from './routes';

type UnplayableJobProps = { job: Extract<ImportJob, { phase: 'unplayable' }>; onDismiss: () => void };

/** Offers a copy that plays of a recording that does not, or says what has to be allowed for one. */
export function UnplayableJob({ job, onDismiss }: UnplayableJobProps) {
  const { data: ffmpeg } = useFfmpeg();
  const [, navigate] = useLocation();
  const [isAsking, setAsking] = useState(false);

  async function makeCopy(): Promise<void> {
    setAsking(true);
    try {
      await api.imports.makePlayable({ importId: job.id });
    } catch (error) {
      notifyError('No copy was made', error);
    }
    setAsking(false);
  }

  return (
    <>
      <p className={classes.text}>
        {job.message} {wayOut(ffmpeg)}
      </p>
      <div className={classes.answers}>
        {ffmpeg?.state === 'ready' && (
          <Button size="compact-sm" variant="default" loading={isAsking} onClick={makeCopy}>
            Make a copy that plays
          </Button>
        )}
        {ffmpeg && ffmpeg.state !== 'ready' && (
          <Button size="compact-sm" variant="default" onClick={() => navigate(paths.settings())}>
            Open the settings
          </Button>
        )}
        <Button size="compact-sm" variant="subtle" color="gray" onClick={onDismiss}>
          Leave it
        </Button>
      </div>
    </>
  );
}

function wayOut(ffmpeg: FfmpegState | undefined): string {
  switch (ffmpeg?.state) {
    case undefined:
      return '';
    case 'ready':
      return 'ffmpeg can make a copy that plays. The file itself stays as it is.';
    case 'resting':
      return 'ffmpeg, which is on this computer, can make a copy that plays: allow it in the settings.';
    case 'missing':
    case 'unusable':
      return 'ffmpeg, a free program, can make a copy that plays: install it, then allow it in the settings.';
  }
}
