import { useComputedColorScheme } from '@mantine/core';
import { useCallback } from 'react';
import type { Stretch } from '#shared/scoring/stretch';
import { cssVariable } from './canvas';
import { OverlayCanvas } from './overlay-canvas';
import { type Viewport, xOf } from './viewport';

type AbsentStretchesProps = { stretches: readonly Stretch[]; viewport: Viewport; heightPx: number };

/** Lies over ruler and waveform: hatched where the recording was not shared. */
export function AbsentStretches({ stretches, viewport, heightPx }: AbsentStretchesProps) {
  const scheme = useComputedColorScheme('light');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours it reads change with the scheme
  const draw = useCallback(
    (context: CanvasRenderingContext2D, widthPx: number, height: number) => {
      for (const { startMs, endMs } of stretches) {
        const left = Math.max(0, xOf(viewport, startMs));
        const right = Math.min(widthPx, xOf(viewport, endMs));
        if (right <= left) continue;
        drawHatch(context, left, right - left, height);
        drawWords(context, left, right - left, height);
      }
    },
    [stretches, viewport, scheme],
  );
  return <OverlayCanvas draw={draw} heightPx={heightPx} level={2} />;
}

const HATCH_STEP_PX = 8;

/** Calm slanted lines from the top of the canvas to its bottom. */
export function drawHatch(
  context: CanvasRenderingContext2D,
  left: number,
  width: number,
  height: number,
): void {
  context.save();
  context.beginPath();
  context.rect(left, 0, width, height);
  context.clip();
  context.fillStyle = cssVariable(context.canvas, '--hover');
  context.fillRect(left, 0, width, height);
  context.strokeStyle = cssVariable(context.canvas, '--rule-strong');
  context.globalAlpha = 0.55;
  context.lineWidth = 1;
  context.beginPath();
  // Counted from the canvas's own edge, so that the lines of neighbours meet.
  const first = Math.floor((left - height) / HATCH_STEP_PX) * HATCH_STEP_PX;
  for (let x = first; x < left + width; x += HATCH_STEP_PX) {
    context.moveTo(x, height);
    context.lineTo(x + height, 0);
  }
  context.stroke();
  context.restore();
}

function drawWords(context: CanvasRenderingContext2D, left: number, width: number, height: number): void {
  const words = 'Not shared';
  context.font = '11px "Figtree Variable", system-ui, sans-serif';
  const textWidth = context.measureText(words).width;
  if (textWidth + 20 > width) return;
  const x = left + (width - textWidth) / 2;
  context.fillStyle = cssVariable(context.canvas, '--raised');
  context.fillRect(x - 6, height / 2 - 9, textWidth + 12, 18);
  context.fillStyle = cssVariable(context.canvas, '--mantine-color-dimmed');
  context.textBaseline = 'middle';
  context.fillText(words, x, height / 2);
}
