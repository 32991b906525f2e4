import { useComputedColorScheme } from '@mantine/core';
import { type KeyboardEvent, type PointerEvent, useCallback, useRef } from 'react';
import type { Peaks } from '#shared/formats/peaks-file';
import { formatTimeCode } from '#shared/formats/time-code';
import type { Moment } from '#shared/model/moment';
import type { Stretch } from '#shared/scoring/stretch';
import { kindColour } from '../../ui/moment-colours';
import { loudestIn } from '../peaks';
import { drawHatch } from './absent-stretches';
import { cssVariable, useCanvas } from './canvas';
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

const HEIGHT_PX = 36;

/** The whole session small: where it is loud, where moments lie, and which part is in view. Drag to look elsewhere. */
export function OverviewStrip(props: OverviewStripProps) {
  const { peaks, moments, laneOf, viewport, durationMs, absent, onViewport } = props;
  const canvasRef = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme('light');
  const spanMs = viewport.msPerPx * viewport.widthPx;

  const draw = useCallback(
    (context: CanvasRenderingContext2D, widthPx: number, heightPx: number) => {
      const msPerPx = durationMs / widthPx;
      context.fillStyle = cssVariable(context.canvas, '--hover');
      context.fillRect(0, 0, widthPx, heightPx);
      if (peaks) {
        context.fillStyle = cssVariable(context.canvas, '--rule-strong');
        const columnsPerPx = (peaks.columnsPerSecond * msPerPx) / 1_000;
        for (let x = 0; x < widthPx; x += 1) {
          const from = Math.floor(x * columnsPerPx);
          const bar = Math.max(
            1,
            loudestIn(peaks, from, Math.ceil((x + 1) * columnsPerPx)) * (heightPx - 10),
          );
          context.fillRect(x, heightPx - 3 - bar, 1, bar);
        }
      }
      for (const { startMs, endMs } of absent) {
        drawHatch(context, startMs / msPerPx, (endMs - startMs) / msPerPx, heightPx);
      }
      for (const moment of moments) {
        context.fillStyle = kindColour(laneOf(moment.kind), scheme);
        const left = moment.startMs / msPerPx;
        const width = Math.max(2, ((moment.endMs ?? moment.startMs) - moment.startMs) / msPerPx);
        context.fillRect(left, 1, width, 4);
      }
      const left = viewport.startMs / msPerPx;
      const width = Math.max(3, spanMs / msPerPx);
      context.fillStyle = cssVariable(context.canvas, '--accent');
      context.globalAlpha = 0.12;
      context.fillRect(left, 0, width, heightPx);
      context.globalAlpha = 1;
      context.strokeStyle = cssVariable(context.canvas, '--accent');
      context.lineWidth = 1.5;
      context.strokeRect(left + 0.75, 0.75, Math.max(1, width - 1.5), heightPx - 1.5);
    },
    [peaks, moments, laneOf, viewport.startMs, spanMs, durationMs, absent, scheme],
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
      style={{ touchAction: 'none' }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        lookAt(event);
      }}
      onPointerMove={lookAt}
      onKeyDown={step}
    >
      <canvas ref={canvasRef} aria-hidden style={{ display: 'block', width: '100%', height: HEIGHT_PX }} />
    </div>
  );
}
