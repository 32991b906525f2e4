import { useComputedColorScheme } from '@mantine/core';
import { type KeyboardEvent, type PointerEvent, useCallback, useRef } from 'react';
import { levelFor } from '#shared/formats/peak-levels';
import type { Peaks } from '#shared/formats/peaks-file';
import { formatTimeCode } from '#shared/formats/time-code';
import type { Moment } from '#shared/model/moment';
import type { Stretch } from '#shared/scoring/stretch';
import { kindColour } from '../../ui/moment-colours';
import { loudestIn } from '../peaks';
import { drawHatch } from './absent-stretches';
import { cssVariable, ownColour, useCanvas } from './canvas';
import classes from './overview-strip.module.css';
import { ticksOf } from './overview-ticks';
import { clampViewport, type Viewport } from './viewport';

type OverviewStripProps = {
  peaks: Peaks | undefined;
  moments: readonly Moment[];
  laneOf: (kind: string) => number;
  viewport: Viewport;
  durationMs: number;
  /** What was not shared. */
  absent: readonly Stretch[];
  onViewport: (viewport: Viewport) => void;
};

export const OVERVIEW_HEIGHT_PX = 36;

/** The whole session small: where it is loud, where moments lie, and which part is in view. Drag to look elsewhere. */
export function OverviewStrip(props: OverviewStripProps) {
  const { peaks, moments, laneOf, viewport, durationMs, absent, onViewport } = props;
  const canvasRef = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme('light');
  const spanMs = viewport.msPerPx * viewport.widthPx;

  // The part in view is an element of its own: looking elsewhere draws nothing anew.
  const draw = useCallback(
    (context: CanvasRenderingContext2D, widthPx: number, heightPx: number) => {
      context.fillStyle = cssVariable(context.canvas, '--hover');
      context.fillRect(0, 0, widthPx, heightPx);
      context.fillStyle = cssVariable(context.canvas, '--rule-strong');
      if (peaks) drawLoudness(context, peaks, durationMs, widthPx, heightPx);
      const msPerPx = durationMs / widthPx;
      for (const { startMs, endMs } of absent) {
        drawHatch(context, startMs / msPerPx, (endMs - startMs) / msPerPx, heightPx);
      }
      for (const { kind, leftPx, widthPx: tickPx } of ticksOf(moments, msPerPx)) {
        context.fillStyle = ownColour(kindColour(laneOf(kind), scheme));
        context.fillRect(leftPx, 1, tickPx, 4);
      }
    },
    [peaks, moments, laneOf, durationMs, absent, scheme],
  );
  useCanvas(canvasRef, draw);

  function showFrom(startMs: number): void {
    onViewport(clampViewport({ ...viewport, startMs }, durationMs));
  }

  function lookAt(event: PointerEvent): void {
    if (event.buttons !== 1) return;
    const box = event.currentTarget.getBoundingClientRect();
    showFrom(((event.clientX - box.left) / box.width) * durationMs - spanMs / 2);
  }

  function step(event: KeyboardEvent): void {
    const direction = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    if (direction === 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    showFrom(viewport.startMs + direction * spanMs * (event.shiftKey ? 1 : 0.25));
  }

  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label="Part in view"
      aria-valuemin={0}
      aria-valuemax={Math.round(durationMs / 1_000)}
      aria-valuenow={Math.round(viewport.startMs / 1_000)}
      aria-valuetext={`${formatTimeCode(viewport.startMs)} to ${formatTimeCode(viewport.startMs + spanMs)}`}
      style={{ position: 'relative', touchAction: 'none' }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        lookAt(event);
      }}
      onPointerMove={lookAt}
      onKeyDown={step}
    >
      <canvas
        ref={canvasRef}
        aria-hidden
        style={{ display: 'block', width: '100%', height: OVERVIEW_HEIGHT_PX }}
      />
      <div
        className={classes.view}
        style={{
          insetInlineStart: `${(viewport.startMs / durationMs) * 100}%`,
          width: `max(3px, ${Math.min(1, spanMs / durationMs) * 100}%)`,
        }}
      />
    </div>
  );
}

function drawLoudness(
  context: CanvasRenderingContext2D,
  peaks: Peaks,
  durationMs: number,
  widthPx: number,
  heightPx: number,
): void {
  const level = levelFor(peaks, (widthPx / durationMs) * 1_000);
  const columnsPerPx = (level.columnsPerSecond * durationMs) / 1_000 / widthPx;
  for (let x = 0; x < widthPx; x += 1) {
    const from = Math.floor(x * columnsPerPx);
    const loudest = loudestIn(level, from, Math.ceil((x + 1) * columnsPerPx));
    const bar = Math.max(1, loudest * (heightPx - 10));
    context.fillRect(x, heightPx - 3 - bar, 1, bar);
  }
}
