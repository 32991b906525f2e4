import { useComputedColorScheme, VisuallyHidden } from '@mantine/core';
import { useViewportSize } from '@mantine/hooks';
import { type PointerEvent, useDeferredValue, useEffect, useMemo, useRef } from 'react';
import { formatTimeCode } from '#shared/formats/time-code';
import { changeMoment } from '#shared/history/review-edits';
import { kindsOf, type MomentKind } from '#shared/model/moment';
import type { Stretch } from '#shared/scoring/stretch';
import type { Player } from '../../media/player';
import { AbsentStretches } from '../../media/timeline/absent-stretches';
import { MomentLanes } from '../../media/timeline/moment-lanes';
import { OVERVIEW_HEIGHT_PX, OverviewStrip } from '../../media/timeline/overview-strip';
import { PauseMarks } from '../../media/timeline/pause-marks';
import { Playhead } from '../../media/timeline/playhead';
import { RULER_HEIGHT_PX, TimeRuler } from '../../media/timeline/time-ruler';
import type { PeaksState } from '../../media/timeline/use-peaks';
import { useWheel } from '../../media/timeline/use-wheel';
import { timeAt, type Viewport, xOf } from '../../media/timeline/viewport';
import type { WavePicture } from '../../media/timeline/wave-picture';
import { Waveform } from '../../media/timeline/waveform';
import { useReviewEditing, useReviewView } from '../../review-editing/review-editing';
import { TRAIL_BAND_HEIGHT_PX, TrailBand } from '../../trail/trail-band';
import type { TrailInStep } from '../../trail/trail-in-step';
import { kindColour } from '../../ui/moment-colours';
import classes from './timeline-area.module.css';

const LANE_HEIGHT_PX = 27;

/** Room for the waveform that leaves the moment's form in view on a small screen. */
function waveformHeight(windowHeightPx: number): number {
  return windowHeightPx >= 840 ? 132 : 64;
}

type TimelineAreaProps = {
  player: Player;
  peaks: PeaksState;
  closeUp: WavePicture | undefined;
  /** The pauses to show. */
  pauses: readonly Stretch[];
  viewport: Viewport;
  look: (change: (viewport: Viewport) => Viewport) => void;
  stageRef: React.RefObject<HTMLDivElement | null>;
  held: { kind: MomentKind; startMs: number } | undefined;
  trails: TrailInStep;
  /** Marks a kind as its key would, with lead and lag. */
  onMark: (kindIndex: number) => void;
  onOpenMoment: (momentId: string) => void;
};

/** Overview, ruler, trail, waveform and a lane a kind; the names of the lanes are the buttons that mark. */
export function TimelineArea(props: TimelineAreaProps) {
  const { player, peaks, closeUp, pauses, viewport, look, stageRef, held, trails, onMark, onOpenMoment } =
    props;
  const { store, framework, session, selectedMomentId, selectMoment } = useReviewEditing();
  const momentsInOrder = useReviewView((view) => view.momentsInOrder);
  const isReadOnly = useReviewView((view) => view.isReadOnly);
  const scheme = useComputedColorScheme('light');
  const { durationMs } = session.recording;
  const { height: windowHeightPx } = useViewportSize();
  const waveformPx = waveformHeight(windowHeightPx);
  const lanesTopPx = OVERVIEW_HEIGHT_PX + RULER_HEIGHT_PX + TRAIL_BAND_HEIGHT_PX + waveformPx;
  const kinds = useMemo(() => kindsOf(framework), [framework]);
  const laneOf = useMemo(() => {
    const lanes = new Map(kinds.map((kind, index) => [kind.id, index]));
    return (kind: string) => lanes.get(kind) ?? 0;
  }, [kinds]);

  useWheel(stageRef, look, durationMs);

  function seekTo(event: PointerEvent): void {
    if (event.buttons !== 1) return;
    const box = event.currentTarget.getBoundingClientRect();
    player.seek(timeAt(viewport, event.clientX - box.left));
  }

  return (
    <section className={classes.area} aria-label="Timeline">
      <div className={classes.side}>
        <div style={{ height: lanesTopPx }} className={classes.sideNote}>
          <span
            className={classes.trailName}
            style={{ top: OVERVIEW_HEIGHT_PX + RULER_HEIGHT_PX, height: TRAIL_BAND_HEIGHT_PX }}
          >
            Trail
          </span>
          {peaks.problem ?? waveformNote(peaks)}
        </div>
        {kinds.map((kind, index) => (
          <button
            key={kind.id}
            type="button"
            className={classes.kind}
            style={{ height: LANE_HEIGHT_PX, '--kind': kindColour(index, scheme) } as React.CSSProperties}
            disabled={isReadOnly}
            title={`${kind.description} Key ${index + 1}; hold it for an interval.`}
            data-held={held?.kind.id === kind.id || undefined}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onMark(index)}
          >
            {index < 9 && <kbd className={classes.key}>{index + 1}</kbd>}
            <span className={classes.kindLabel}>{kind.label}</span>
            <VisuallyHidden>, mark here</VisuallyHidden>
          </button>
        ))}
      </div>
      <div className={classes.stage} ref={stageRef} tabIndex={-1}>
        <OverviewStrip
          peaks={peaks.progress?.peaks}
          moments={momentsInOrder}
          laneOf={laneOf}
          viewport={viewport}
          durationMs={durationMs}
          absent={player.absentStretches}
          onViewport={(next) => look(() => next)}
        />
        <div className={classes.scrub} onPointerDown={seekTo} onPointerMove={seekTo}>
          <TimeRuler viewport={viewport} />
          <ReviewTrail trails={trails} viewport={viewport} />
          <Waveform
            peaks={peaks.progress?.peaks}
            closeUp={closeUp}
            viewport={viewport}
            heightPx={waveformPx}
          />
          {pauses.length > 0 && <PauseMarks pauses={pauses} viewport={viewport} heightPx={waveformPx} />}
          {player.absentStretches.length > 0 && (
            <AbsentStretches stretches={player.absentStretches} viewport={viewport} heightPx={waveformPx} />
          )}
        </div>
        <MomentLanes
          moments={momentsInOrder}
          kinds={kinds}
          viewport={viewport}
          durationMs={durationMs}
          laneHeightPx={LANE_HEIGHT_PX}
          selectedMomentId={selectedMomentId}
          isReadOnly={isReadOnly}
          onSelect={selectMoment}
          onSeek={(ms) => player.seek(ms)}
          onOpen={onOpenMoment}
          onDragStart={() => store.beginGesture()}
          onChangeTimes={(momentId, times) =>
            store.transact('move a moment', (before) =>
              changeMoment(before, momentId, ({ endMs: _endMs, ...moment }) => ({ ...moment, ...times })),
            )
          }
        />
        {held && (
          <HeldMark
            player={player}
            viewport={viewport}
            held={held}
            lane={laneOf(held.kind.id)}
            lanesTopPx={lanesTopPx}
          />
        )}
        <Playhead player={player} viewport={viewport} topPx={OVERVIEW_HEIGHT_PX} />
      </div>
    </section>
  );
}

/** The trail of the review; it follows an edit a moment later, so that the moment itself shows at once. */
function ReviewTrail({ trails, viewport }: Pick<TimelineAreaProps, 'trails' | 'viewport'>) {
  const moments = useDeferredValue(useReviewView((view) => view.momentsInOrder));
  return <TrailBand stretches={trails.of(moments).stretches} viewport={viewport} label="Trail" />;
}

function waveformNote({ progress }: PeaksState): string {
  if (!progress) return 'Reading the waveform…';
  return progress.done < 1 ? `Drawing the waveform: ${Math.round(progress.done * 100)} %` : '';
}

type HeldMarkProps = {
  player: Player;
  viewport: Viewport;
  held: NonNullable<TimelineAreaProps['held']>;
  lane: number;
  lanesTopPx: number;
};

/** What grows while the key of a kind is held; moved outside of React. */
function HeldMark({ player, viewport, held, lane, lanesTopPx }: HeldMarkProps) {
  const ref = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');

  useEffect(() => {
    place();
    return player.subscribePosition(place);

    function place(): void {
      if (ref.current) {
        const start = xOf(viewport, held.startMs);
        ref.current.style.transform = `translateX(${start}px)`;
        ref.current.style.width = `${Math.max(2, xOf(viewport, player.positionMs) - start)}px`;
      }
    }
  }, [player, viewport, held]);

  return (
    <div
      ref={ref}
      className={classes.held}
      style={{
        top: lanesTopPx + lane * LANE_HEIGHT_PX + 4,
        height: LANE_HEIGHT_PX - 7,
        background: kindColour(lane, scheme),
      }}
    />
  );
}

/** The time under the playhead, for the transport bar; written outside of React. */
export function PositionReadout({ player }: { player: Player }) {
  const ref = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    write();
    return player.subscribePosition(write);

    function write(): void {
      const text = formatTimeCode(player.positionMs, 'tenths');
      if (ref.current && ref.current.textContent !== text) ref.current.textContent = text;
    }
  }, [player]);
  return <span ref={ref} className={classes.position} />;
}
