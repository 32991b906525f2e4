import { type PointerEvent, useCallback, useMemo, useRef, useState } from 'react';
import { kindsOf } from '#shared/model/moment';
import { AbsentStretches } from '../../../media/timeline/absent-stretches';
import { OVERVIEW_HEIGHT_PX, OverviewStrip } from '../../../media/timeline/overview-strip';
import { Playhead } from '../../../media/timeline/playhead';
import { RULER_HEIGHT_PX, TimeRuler } from '../../../media/timeline/time-ruler';
import { useCloseUp } from '../../../media/timeline/use-close-up';
import { type PeaksState, usePeaks } from '../../../media/timeline/use-peaks';
import { useViewport } from '../../../media/timeline/use-viewport';
import { useWheel } from '../../../media/timeline/use-wheel';
import { timeAt, type Viewport, xOf } from '../../../media/timeline/viewport';
import { Waveform } from '../../../media/timeline/waveform';
import { useComparisonContext, usePlayerView } from '../comparison-context';
import { ReviewerMark } from '../reviewer-mark';
import { MomentList } from './moment-list';
import { type Band, layOutBands, markAlone } from './reviewer-bands';
import { ReviewerLanes } from './reviewer-lanes';
import classes from './timeline.module.css';
import { TimelineLegend } from './timeline-legend';
import { type ShownMoment, TimelineTooltip } from './timeline-tooltip';
import { type OwnedMoment, useChosenMoment } from './use-chosen-moment';
import { ZoomButtons } from './zoom-buttons';

const WAVEFORM_HEIGHT_PX = 64;

/** Everyone's moments over the same time: a band of lanes a reviewer, and the same moments as a list. */
export function Timeline() {
  const { reviewers, framework, session, source, player, canPlay, agreement, play } = useComparisonContext();
  const { durationMs } = session.recording;
  const stageRef = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<ShownMoment>();
  const peaks = usePeaks(source);
  const { viewport, look, show } = useViewport(stageRef, durationMs, player);
  const closeUp = useCloseUp(source, viewport);
  const { chosen, choose } = useChosenMoment(show);
  useWheel(stageRef, look, durationMs);

  const bands = useMemo(() => layOutBands(reviewers, durationMs), [reviewers, durationMs]);
  const aloneIds = agreement.phase === 'done' ? agreement.value.aloneIds : undefined;
  const alone = useMemo(() => aloneIds && markAlone(bands.index, aloneIds), [bands, aloneIds]);
  const everyMoment = useMemo(() => bands.bands.flatMap(({ moments }) => moments), [bands]);
  const laneOf = useMemo(() => {
    const lanes = new Map(kindsOf(framework).map((kind, place) => [kind.id, place]));
    return (kind: string) => lanes.get(kind) ?? -1;
  }, [framework]);

  const hear = useCallback(
    ({ reviewer, moment }: OwnedMoment) => {
      choose({ reviewer, moment });
      play(reviewer, moment);
    },
    [choose, play],
  );

  function seek(ms: number): void {
    if (!canPlay) return;
    player.leaveStretch();
    player.seek(ms);
  }

  function scrub(event: PointerEvent): void {
    if (event.buttons !== 1) return;
    seek(timeAt(viewport, event.clientX - event.currentTarget.getBoundingClientRect().left));
  }

  const wavePx = canPlay ? WAVEFORM_HEIGHT_PX : 0;
  const lanesTopPx = OVERVIEW_HEIGHT_PX + RULER_HEIGHT_PX + wavePx;
  return (
    <section aria-labelledby="timeline-heading" className={classes.section}>
      <div className={classes.head}>
        <h2 id="timeline-heading" className={classes.heading}>
          Moments
        </h2>
        <ZoomButtons look={look} />
      </div>
      <div className={classes.timeline}>
        <div>
          <div className={classes.waveNote} style={{ height: lanesTopPx }}>
            {canPlay && describeWaveform(peaks)}
          </div>
          {bands.bands.map((band) => (
            <BandName key={band.reviewer.id} band={band} />
          ))}
        </div>
        <div className={classes.stageBox} onPointerLeave={() => setShown(undefined)}>
          <div className={classes.stage} ref={stageRef}>
            <OverviewStrip
              peaks={peaks.progress?.peaks}
              moments={everyMoment}
              laneOf={laneOf}
              viewport={viewport}
              durationMs={durationMs}
              absent={player.absentStretches}
              onViewport={(next) => look(() => next)}
            />
            <div className={classes.scrub} onPointerDown={scrub} onPointerMove={scrub}>
              <TimeRuler viewport={viewport} />
              {canPlay && (
                <Waveform
                  peaks={peaks.progress?.peaks}
                  closeUp={closeUp}
                  viewport={viewport}
                  heightPx={wavePx}
                />
              )}
              {canPlay && player.absentStretches.length > 0 && (
                <AbsentStretches stretches={player.absentStretches} viewport={viewport} heightPx={wavePx} />
              )}
            </div>
            <ReviewerLanes
              bands={bands}
              alone={alone}
              viewport={viewport}
              chosen={chosen}
              onPlay={hear}
              onSeek={(ms) => {
                choose(undefined);
                seek(ms);
              }}
              onShow={setShown}
            />
            <PlayedStretch viewport={viewport} />
            {canPlay && <Playhead player={player} viewport={viewport} topPx={OVERVIEW_HEIGHT_PX} />}
          </div>
          {shown && <TimelineTooltip shown={shown} lanesTopPx={lanesTopPx} widthPx={viewport.widthPx} />}
        </div>
      </div>
      <TimelineLegend />
      <MomentList bands={bands.bands} alone={alone} chosen={chosen} onChoose={choose} onPlay={hear} />
    </section>
  );
}

function BandName({ band: { reviewer, moments, heightPx } }: { band: Band }) {
  return (
    <div className={classes.laneName} style={{ height: heightPx }}>
      <ReviewerMark reviewer={reviewer} />
      <div className={classes.laneWords}>
        <span className={classes.who}>{reviewer.name}</span>
        <span className={classes.count}>
          {moments.length === 1 ? '1 moment' : `${moments.length.toLocaleString('en')} moments`}
        </span>
      </div>
    </div>
  );
}

function describeWaveform({ problem, progress }: PeaksState): string {
  if (problem) return problem;
  if (!progress) return 'Reading the waveform…';
  return progress.done < 1 ? `Drawing the waveform: ${Math.round(progress.done * 100)} %` : '';
}

function PlayedStretch({ viewport }: { viewport: Viewport }) {
  const stretch = usePlayerView((view) => view.stretch);
  if (!stretch) return null;
  const left = Math.max(0, xOf(viewport, stretch.startMs));
  const right = Math.min(viewport.widthPx, xOf(viewport, stretch.endMs));
  if (right <= left) return null;
  return <div className={classes.band} style={{ top: OVERVIEW_HEIGHT_PX, left, width: right - left }} />;
}
