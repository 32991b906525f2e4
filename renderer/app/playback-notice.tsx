import { Button, Progress } from '@mantine/core';
import { useLocation } from 'wouter';
import type { Playback } from '#shared/model/playback';
import { describeApproximate, describeUnplayable } from '../media/playback-words';
import { PREPARING_WORDS, preparedPercent } from './import-progress';
import { notifyError } from './notify';
import classes from './playback-notice.module.css';
import { useCacheUpdates, useImports } from './queries/library-queries';
import { usePlayback } from './queries/session-queries';
import { paths } from './routes';

/** Says what is being prepared of a recording, or what it lacks; nothing where all is well. */
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
    case 'unplayable':
      return <Unplayable sessionId={sessionId} way={playback.way} />;
  }
}

function Preparing({ importId }: { importId: string }) {
  const { data: jobs } = useImports();
  const job = jobs?.find(({ id }) => id === importId);
  const isKnown = job?.phase === 'preparing';
  const percent = isKnown ? preparedPercent(job) : 0;
  const { making } = PREPARING_WORDS[isKnown ? job.makes : 'positions'];
  return (
    <div className={classes.notice} role="status">
      <span>{making}. The recording can be played when that is done.</span>
      <Progress value={percent} size="sm" className={classes.progress} aria-label={making} />
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

type UnplayableProps = { sessionId: string; way: Extract<Playback, { state: 'unplayable' }>['way'] };

function Unplayable({ sessionId, way }: UnplayableProps) {
  const { preparePlayback } = useCacheUpdates();
  const [, navigate] = useLocation();

  async function tryAgain(): Promise<void> {
    try {
      await preparePlayback(sessionId);
    } catch (error) {
      notifyError('No copy was made', error);
    }
  }

  return (
    <div className={classes.notice} role="status">
      <span>{describeUnplayable(way)}</span>
      {way === 'again' && (
        <Button size="compact-sm" variant="default" onClick={tryAgain}>
          Make a copy that plays
        </Button>
      )}
      {(way === 'allow' || way === 'install') && (
        <Button size="compact-sm" variant="default" onClick={() => navigate(paths.settings('ffmpeg'))}>
          Open the settings
        </Button>
      )}
    </div>
  );
}
