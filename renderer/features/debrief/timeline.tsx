import { useElementSize } from '@mantine/hooks';
import { type KeyboardEvent, type MouseEvent, useRef, useState } from 'react';
import { formatTimeCode } from '#shared/formats/time-code';
import { useComparisonContext, usePlayerPosition, usePlayerView } from './comparison-context';
import { rulerTicks } from './lane-rows';
import classes from './timeline.module.css';
import { TimelineLane } from './timeline-lane';
import { TimelineLegend } from './timeline-legend';
import { type ShownMoment, TimelineTooltip } from './timeline-tooltip';

/** Everyone's moments over the same time: a lane a reviewer. */
export function Timeline() {
  const { reviewers, session, player, canPlay } = useComparisonContext();
  const { durationMs } = session.recording;
  const { ref: track, width } = useElementSize<HTMLDivElement>();
  const lanes = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<ShownMoment>();

  function seekToPointer(event: MouseEvent<HTMLDivElement>): void {
    if (!canPlay) return;
    const { left, width: widthPx } = event.currentTarget.getBoundingClientRect();
    player.leaveStretch();
    player.seek(Math.min(1, Math.max(0, (event.clientX - left) / widthPx)) * durationMs);
  }

  // Along a lane the lane itself moves the focus; across lanes the nearest moment in time takes it.
  function moveAcross(event: KeyboardEvent<HTMLDivElement>): void {
    const direction = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const from = event.target instanceof HTMLElement ? event.target : undefined;
    const startMs = Number(from?.dataset.startMs);
    if (direction === 0 || !from || Number.isNaN(startMs)) return;
    event.preventDefault();
    const all = [...(lanes.current?.querySelectorAll<HTMLElement>('[role="toolbar"]') ?? [])];
    const place = all.findIndex((lane) => lane.contains(from));
    const next = direction === 1 ? all.slice(place + 1) : all.slice(0, Math.max(0, place)).reverse();
    for (const lane of next) {
      const items = [...lane.querySelectorAll<HTMLElement>('[data-start-ms]')];
      const nearest = items.sort((a, b) => distance(a, startMs) - distance(b, startMs))[0];
      if (!nearest) continue;
      nearest.focus();
      return;
    }
  }

  return (
    <section aria-labelledby="timeline-heading" className={classes.section}>
      <h2 id="timeline-heading" className={classes.heading}>
        Moments
      </h2>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the moments inside pass through here */}
      <div
        className={classes.timeline}
        ref={lanes}
        onKeyDown={moveAcross}
        onPointerLeave={() => setShown(undefined)}
      >
        <div className={classes.rulerRow}>
          <span className={classes.hint}>{canPlay && 'Arrow keys move'}</span>
          <div className={classes.ruler} ref={track} onClick={seekToPointer} aria-hidden>
            {rulerTicks(durationMs, width).map((tickMs) => (
              <span key={tickMs} className={classes.tick} style={{ left: `${(tickMs / durationMs) * 100}%` }}>
                {formatTimeCode(tickMs)}
              </span>
            ))}
          </div>
        </div>
        {reviewers.map((reviewer) => (
          <TimelineLane key={reviewer.id} reviewer={reviewer} widthPx={width} onShow={setShown} />
        ))}
        <div className={classes.playheadTrack} aria-hidden>
          {player.absentStretches.map(({ startMs, endMs }) => (
            <div
              key={startMs}
              className={classes.absent}
              style={{
                left: `${(startMs / durationMs) * 100}%`,
                width: `${((endMs - startMs) / durationMs) * 100}%`,
              }}
            />
          ))}
          <StretchBand durationMs={durationMs} />
          {canPlay && <Playhead durationMs={durationMs} />}
        </div>
        {shown && <TimelineTooltip shown={shown} container={lanes} />}
      </div>
      <TimelineLegend />
    </section>
  );
}

function distance(item: HTMLElement, startMs: number): number {
  return Math.abs(Number(item.dataset.startMs) - startMs);
}

function Playhead({ durationMs }: { durationMs: number }) {
  const positionMs = usePlayerPosition((ms) => ms);
  return (
    <div
      className={classes.playhead}
      data-testid="playhead"
      style={{ left: `${(Math.min(positionMs, durationMs) / durationMs) * 100}%` }}
    />
  );
}

function StretchBand({ durationMs }: { durationMs: number }) {
  const stretch = usePlayerView((view) => view.stretch);
  if (!stretch) return null;
  return (
    <div
      className={classes.band}
      style={{
        left: `${(stretch.startMs / durationMs) * 100}%`,
        width: `${((stretch.endMs - stretch.startMs) / durationMs) * 100}%`,
      }}
    />
  );
}
