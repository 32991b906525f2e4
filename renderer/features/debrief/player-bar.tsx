import { ActionIcon, Button } from '@mantine/core';
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { formatTimeCode } from '#shared/formats/time-code';
import { hasVideo } from '#shared/model/recording';
import type { SessionDocument } from '#shared/model/session';
import { describeAbsence } from '../../media/absence-words';
import { describeDeletion } from '../../ui/deletion-words';
import { useComparisonContext, usePlayerPosition, usePlayerView } from './comparison-context';
import classes from './player-bar.module.css';

/** The one player of the screen; it stays in sight and says what it plays. */
export function PlayerBar() {
  const { session, canPlay } = useComparisonContext();
  return (
    <section aria-label="Player" className={classes.bar}>
      {canPlay ? (
        <Player />
      ) : (
        <p className={classes.absent}>{describeMissing(session)} Times can be read, but not played.</p>
      )}
    </section>
  );
}

function describeMissing({ deletions, origin }: SessionDocument): string {
  const deletion = deletions.at(-1);
  if (deletion) return describeDeletion(deletion);
  return `The recording was not shared${origin.type === 'received' ? ` by ${origin.from.name}` : ''}.`;
}

function Player() {
  const { session, player } = useComparisonContext();
  const { durationMs } = session.recording;
  const isPlaying = usePlayerView((view) => view.isPlaying);
  const showsPicture = hasVideo(session.recording);
  const [isLarge, setIsLarge] = useState(false);
  const media = { ref: player.attach, preload: 'metadata' } as const;
  return (
    <>
      {showsPicture ? (
        <video className={classes.picture} data-large={isLarge} playsInline {...media} />
      ) : (
        <audio {...media} />
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
  const { stretch, isPlaying, problem, ...view } = usePlayerView((whole) => whole);
  const absence = describeAbsence(view);
  const verb = stretch?.isAbsent
    ? 'Not shared'
    : isPlaying
      ? 'Playing'
      : stretch?.hasEnded
        ? 'Played'
        : 'Paused';
  return (
    <p role="status" className={classes.now}>
      {problem && <span className={classes.failure}>{problem} </span>}
      {stretch ? (
        <>
          <span className={classes.verb}>{verb}</span>{' '}
          <span className={classes.span}>
            {formatTimeCode(stretch.startMs)}–{formatTimeCode(stretch.endMs)}
          </span>
          {stretch.caption && ` · ${stretch.caption}`}
        </>
      ) : (
        <span className={classes.verb}>
          {absence ?? (isPlaying ? 'Playing the recording' : 'Choose a moment or any evidence to hear it')}
        </span>
      )}
    </p>
  );
}

function CurrentTime() {
  const time = usePlayerPosition((ms) => formatTimeCode(ms));
  return (
    <span className={classes.time} data-testid="current-time">
      {time}
    </span>
  );
}

function PositionSlider({ durationMs }: { durationMs: number }) {
  const { player } = useComparisonContext();
  const seconds = usePlayerPosition((ms) => Math.floor(ms / 1_000));
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
      onChange={(event) => {
        player.leaveStretch();
        player.seek(Number(event.currentTarget.value) * 1_000);
      }}
    />
  );
}
