import { Button, Progress } from '@mantine/core';
import type { Playback } from '#shared/model/playback';
import { describeApproximate } from '../media/playback-words';
import { preparedPercent } from './import-progress';
import { notifyError } from './notify';
import classes from './playback-notice.module.css';
import { useCacheUpdates, useImports } from './queries/library-queries';
import { usePlayback } from './queries/session-queries';

/** Says that exact positions are being prepared, or that there are none; nothing where all is well. */
export function PlaybackNotice({ sessionId }: { sessionId: string }) {
  const { data: playback } = usePlayback(sessionId);
  switch (playback?.state) {
    case undefined:
    case 'exact':
      return null;
    case 'preparing':
      return <Preparing importId={playback.importId} />;
    case 'approximate':
      return <Approximate sessionId={sessionId} playback={playback} />;
  }
}

function Preparing({ importId }: { importId: string }) {
  const { data: jobs } = useImports();
  const job = jobs?.find(({ id }) => id === importId);
  const percent = job?.phase === 'preparing' ? preparedPercent(job) : 0;
  return (
    <div className={classes.notice} role="status">
      <span>Preparing exact positions. The recording can be played when that is done.</span>
      <Progress
        value={percent}
        size="sm"
        className={classes.progress}
        aria-label="Exact positions prepared"
      />
    </div>
  );
}

type ApproximateProps = { sessionId: string; playback: Extract<Playback, { state: 'approximate' }> };

function Approximate({ sessionId, playback }: ApproximateProps) {
  const { preparePlayback } = useCacheUpdates();
  return (
    <div className={classes.notice} role="status">
      <span>{describeApproximate(playback)}</span>
      {playback.canPrepare && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() =>
            preparePlayback(sessionId).catch((error: unknown) =>
              notifyError('Exact positions cannot be prepared', error),
            )
          }
        >
          Prepare exact positions
        </Button>
      )}
    </div>
  );
}
