import { useComputedColorScheme } from '@mantine/core';
import { useCallback, useRef } from 'react';
import { formatTimeCode } from '#shared/formats/time-code';
import { cssVariable, useCanvas } from './canvas';
import { rulerTimes, type Viewport, xOf } from './viewport';

export const RULER_HEIGHT_PX = 22;

/** The times of what is in view. */
export function TimeRuler({ viewport }: { viewport: Viewport }) {
  const canvasRef = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme('light');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours it reads change with the scheme
  const draw = useCallback(
    (context: CanvasRenderingContext2D, widthPx: number, heightPx: number) => {
      const { times, stepMs } = rulerTimes(viewport, 76);
      const precision = stepMs < 100 ? 'milliseconds' : stepMs < 1_000 ? 'tenths' : 'seconds';
      context.strokeStyle = cssVariable(context.canvas, '--rule-strong');
      context.fillStyle = cssVariable(context.canvas, '--mantine-color-dimmed');
      context.font = '11px "Figtree Variable", system-ui, sans-serif';
      context.textBaseline = 'middle';
      for (const time of times) {
        const x = Math.round(xOf(viewport, time)) + 0.5;
        context.beginPath();
        context.moveTo(x, heightPx - 6);
        context.lineTo(x, heightPx);
        context.stroke();
        const text = formatTimeCode(time, precision);
        const width = context.measureText(text).width;
        context.fillText(text, Math.min(widthPx - width - 2, Math.max(2, x - width / 2)), heightPx / 2 - 2);
      }
    },
    [viewport, scheme],
  );
  useCanvas(canvasRef, draw);
  return (
    <canvas
      ref={canvasRef}
      aria-hidden
      style={{ display: 'block', width: '100%', height: RULER_HEIGHT_PX }}
    />
  );
}
