import { ActionIcon, Button } from '@mantine/core';
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react';
import { type Ref, useEffect, useRef, useState } from 'react';
import { formatTimeCode } from '#shared/formats/time-code';
import { hasVideo } from '#shared/model/recording';
import { useComparisonContext, usePlayerState } from './comparison-context';
import classes from './player-bar.module.css';

/** The one player of the screen; it stays in sight and says what it plays. */
export function PlayerBar() {
  const { session, canPlay } = useComparisonContext();
  return (
    <section aria-label="Player" className={classes.bar}>
      {canPlay ? (
        <Player />
      ) : (
        <p className={classes.absent}>
          The recording was not shared
          {session.origin.type === 'received' && ` by ${session.origin.from.name}`}. Times and quotes can be
          read, but not played.
        </p>
      )}
    </section>
  );
}

function Player() {
  const { session, player } = useComparisonContext();
  const { durationMs } = session.recording;
  const isPlaying = usePlayerState((state) => state.isPlaying);
  const showsPicture = hasVideo(session.recording);
  const [isLarge, setIsLarge] = useState(false);
  const media = useRef<HTMLMediaElement>(null);

  useEffect(() => (media.current ? player.attach(media.current) : undefined), [player]);

  const source = { src: `/media/${session.id}`, preload: 'metadata' } as const;
  return (
    <>
      {showsPicture ? (
        <video
          ref={media as Ref<HTMLVideoElement>}
          className={classes.picture}
          data-large={isLarge}
          playsInline
          {...source}
        />
      ) : (
        <audio ref={media as Ref<HTMLAudioElement>} {...source} />
      )}
      <div className={classes.controls}>
        <ActionIcon
          size="xl"
          radius="xl"
          aria-label={isPlaying ? 'Pause' : 'Play'}
          title={isPlaying ? 'Pause (Space)' : 'Play (Space)'}
          onClick={() => player.toggle()}
        >
          {isPlaying ? (
            <IconPlayerPauseFilled size={20} aria-hidden />
          ) : (
            <IconPlayerPlayFilled size={20} aria-hidden />
          )}
        </ActionIcon>
        <div className={classes.place}>
          <NowPlaying />
          <div className={classes.way}>
            <CurrentTime />
            <PositionSlider durationMs={durationMs} />
            <span className={classes.time}>{formatTimeCode(durationMs)}</span>
          </div>
        </div>
        {showsPicture && (
          <Button size="compact-sm" variant="default" onClick={() => setIsLarge(!isLarge)}>
            {isLarge ? 'Smaller picture' : 'Larger picture'}
          </Button>
        )}
      </div>
    </>
  );
}

function NowPlaying() {
  const stretch = usePlayerState((state) => state.stretch);
  const isPlaying = usePlayerState((state) => state.isPlaying);
  const hasEnded = usePlayerState((state) => !!state.stretch && state.positionMs >= state.stretch.endMs);
  const hasFailed = usePlayerState((state) => state.hasFailed);
  const verb = isPlaying ? 'Playing' : hasEnded ? 'Played' : 'Paused';
  return (
    <p role="status" className={classes.now}>
      {hasFailed && <span className={classes.failure}>The recording cannot be played here. </span>}
      {stretch ? (
        <>
          <span className={classes.verb}>{verb}</span>{' '}
          <span className={classes.span}>
            {formatTimeCode(stretch.startMs)}–{formatTimeCode(stretch.endMs)}
          </span>
          {` · ${stretch.label} · by ${stretch.by}`}
        </>
      ) : (
        <span className={classes.verb}>
          {isPlaying ? 'Playing the recording' : 'Choose a moment or any evidence to hear it'}
        </span>
      )}
    </p>
  );
}

function CurrentTime() {
  const time = usePlayerState((state) => formatTimeCode(state.positionMs));
  return (
    <span className={classes.time} data-testid="current-time">
      {time}
    </span>
  );
}

function PositionSlider({ durationMs }: { durationMs: number }) {
  const { player } = useComparisonContext();
  const seconds = usePlayerState((state) => Math.floor(state.positionMs / 1_000));
  return (
    <input
      type="range"
      className={classes.slider}
      aria-label="Position in the recording"
      aria-valuetext={`${formatTimeCode(seconds * 1_000)} of ${formatTimeCode(durationMs)}`}
      min={0}
      max={Math.floor(durationMs / 1_000)}
      step={1}
      value={seconds}
      onChange={(event) => player.seek(Number(event.currentTarget.value) * 1_000)}
    />
  );
}
