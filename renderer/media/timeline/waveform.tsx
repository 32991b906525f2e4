import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useMemo, useRef } from 'react';
import WaveSurfer from 'wavesurfer.js';
import { levelFor, peakLevels } from '#shared/formats/peak-levels';
import type { Peaks } from '#shared/formats/peaks-file';
import { loudestIn } from '../peaks';
import { ownColour } from './canvas';
import type { Viewport } from './viewport';
import { columnsInView, type WavePicture } from './wave-picture';

type WaveformProps = {
  peaks: Peaks | undefined;
  /** A finer picture of the surroundings, where the stored columns would be wider than what they say. */
  closeUp: WavePicture | undefined;
  viewport: Viewport;
  heightPx: number;
};

const COLOURS = { light: '#8fb5a9', dark: '#4f8f80' } as const;

/**
 * The waveform in view, drawn by wavesurfer.js. It gets the columns of what is in view alone, never the recording and
 * never the whole of it, so that it costs the same for a minute and for three hours, at every zoom.
 */
export function Waveform({ peaks, closeUp, viewport, heightPx }: WaveformProps) {
  const containerRef = useRef<HTMLDivElement>(null);
  const waveSurferRef = useRef<WaveSurfer | undefined>(undefined);
  const scheme = useComputedColorScheme('light');
  // Quiet recordings are shown as tall as loud ones: what matters here is where someone speaks.
  const loudest = useMemo(() => {
    const coarsest = peaks && peakLevels(peaks).at(-1);
    return coarsest ? loudestIn(coarsest, 0, coarsest.values.length / 2) : 0;
  }, [peaks]);

  useEffect(() => {
    if (!containerRef.current) return;
    const waveSurfer = WaveSurfer.create({
      container: containerRef.current,
      height: heightPx,
      cursorWidth: 0,
      interact: false,
      autoScroll: false,
      autoCenter: false,
      hideScrollbar: true,
      waveColor: ownColour(COLOURS[scheme]),
      progressColor: ownColour(COLOURS[scheme]),
    });
    waveSurferRef.current = waveSurfer;
    return () => {
      waveSurferRef.current = undefined;
      waveSurfer.destroy();
    };
  }, [heightPx, scheme]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new scheme or height makes a new instance, which draws anew
  useEffect(() => {
    if (!peaks || viewport.widthPx <= 1) return;
    const frame = requestAnimationFrame(() => {
      const columns = Math.ceil(viewport.widthPx * window.devicePixelRatio);
      const drawnPerSecond = (1_000 / viewport.msPerPx) * window.devicePixelRatio;
      const picture = closeUp ?? { ...levelFor(peaks, drawnPerSecond), startMs: 0 };
      const channels = columnsInView(picture, viewport, columns, loudest);
      // No address: there is nothing to fetch. A newer picture overtakes one that is still being drawn.
      waveSurferRef.current
        ?.load('', channels, (viewport.msPerPx * viewport.widthPx) / 1_000)
        .catch(() => {});
    });
    return () => cancelAnimationFrame(frame);
  }, [peaks, closeUp, loudest, viewport, scheme, heightPx]);

  return <div ref={containerRef} aria-hidden style={{ height: heightPx }} />;
}
