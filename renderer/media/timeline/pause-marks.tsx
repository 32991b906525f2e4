import { useComputedColorScheme } from '@mantine/core';
import { useCallback } from 'react';
import type { Stretch } from '#shared/scoring/stretch';
import { cssVariable } from './canvas';
import { OverlayCanvas } from './overlay-canvas';
import { timeAt, type Viewport, xOf } from './viewport';

type PauseMarksProps = { pauses: readonly Stretch[]; viewport: Viewport; heightPx: number };

/** Lies over the waveform: the pauses tinted, with their length in seconds where there is room. */
export function PauseMarks({ pauses, viewport, heightPx }: PauseMarksProps) {
  const scheme = useComputedColorScheme('light');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours it reads change with the scheme
  const draw = useCallback(
    (context: CanvasRenderingContext2D, widthPx: number, height: number) => {
      const accent = cssVariable(context.canvas, '--accent');
      const ink = cssVariable(context.canvas, '--mantine-color-text');
      const endMs = timeAt(viewport, widthPx);
      context.font = '11px "Figtree Variable", system-ui, sans-serif';
      context.textBaseline = 'bottom';
      for (const pause of pauses) {
        if (pause.endMs < viewport.startMs || pause.startMs > endMs) continue;
        const left = Math.max(-1, xOf(viewport, pause.startMs));
        const width = Math.max(1.5, Math.min(widthPx + 1, xOf(viewport, pause.endMs)) - left);
        context.fillStyle = accent;
        context.globalAlpha = 0.13;
        context.fillRect(left, 0, width, height);
        context.globalAlpha = 1;
        context.fillRect(left, height - 2, width, 2);
        const words = `${((pause.endMs - pause.startMs) / 1_000).toFixed(1)} s`;
        if (context.measureText(words).width + 6 > width) continue;
        context.fillStyle = ink;
        context.fillText(words, Math.max(0, left) + 3, height - 4);
      }
    },
    [pauses, viewport, scheme],
  );
  return <OverlayCanvas draw={draw} heightPx={heightPx} level={1} />;
}
