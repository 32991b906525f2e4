import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { DebriefStep } from '#shared/debrief/debrief-steps';
import { formatSpan } from '#shared/formats/moment-words';
import { hasVideo } from '#shared/model/recording';
import { stretchOf } from '#shared/scoring/stretch';
import { describeAbsence } from '../../../media/absence-words';
import { usePlayerView, useStage } from './stage-context';
import classes from './stretch-player.module.css';

/** Where a step is heard: its own stretch, or the places of a rating's evidence. */
export function placesOf(step: DebriefStep): readonly { startMs: number; endMs?: number | undefined }[] {
  return step.type === 'moment' ? [step] : step.places;
}

type StretchPlayerProps = {
  step: DebriefStep;
  placeIndex: number;
  onPlay: () => void;
  onNextPlace: () => void;
};

/** Plays the stretch of a step, and says where it is. */
export function StretchPlayer({ step, placeIndex, onPlay, onNextPlace }: StretchPlayerProps) {
  const { session, player, canPlay } = useStage();
  const places = placesOf(step);
  const place = places[placeIndex];
  const isPlaying = usePlayerView((view) => view.isPlaying);
  const problem = usePlayerView((view) => view.problem);
  const isAbsent = usePlayerView((view) => view.stretch?.isAbsent ?? false);
  const absence = usePlayerView((view) => describeAbsence(view));
  // Nothing of the step before is heard on this one.
  useEffect(() => () => player.pause(), [player]);
  if (!place)
    return <p className={classes.nowhere}>No evidence is linked, so there is no stretch to play.</p>;
  if (!canPlay) return <p className={classes.nowhere}>{formatSpan(place)} · the recording is not here</p>;
  const media = { ref: player.attach, preload: 'metadata' } as const;
  const Icon = isPlaying ? IconPlayerPauseFilled : IconPlayerPlayFilled;
  return (
    <div className={classes.player}>
      {hasVideo(session.recording) && <video className={classes.picture} playsInline {...media} />}
      <button
        type="button"
        className={classes.play}
        aria-label={isPlaying ? 'Pause the stretch' : 'Play the stretch'}
        onClick={onPlay}
      >
        <Icon aria-hidden />
      </button>
      <div className={classes.about}>
        <span className={classes.span}>{formatSpan(place)}</span>
        <Way place={stretchOf(place, session.recording.durationMs)} />
      </div>
      {places.length > 1 && (
        <button type="button" className={classes.next} onClick={onNextPlace}>
          Place {placeIndex + 1} of {places.length}
        </button>
      )}
      {(problem ?? (isAbsent ? 'This stretch was not shared.' : absence)) && (
        <span role="status" className={classes.problem}>
          {problem ?? (isAbsent ? 'This stretch was not shared.' : absence)}
        </span>
      )}
    </div>
  );
}

/** How much of the stretch was heard. */
function Way({ place: { startMs, endMs } }: { place: { startMs: number; endMs: number } }) {
  const { player } = useStage();
  const lengthMs = Math.max(1, endMs - startMs);
  const select = useMemo(
    () => () => Math.round(Math.min(1, Math.max(0, (player.positionMs - startMs) / lengthMs)) * 200) / 2,
    [player, startMs, lengthMs],
  );
  const percent = useSyncExternalStore(player.subscribePosition, select);
  return (
    <span className={classes.way} aria-hidden>
      <span className={classes.heard} style={{ width: `${percent}%` }} />
    </span>
  );
}
