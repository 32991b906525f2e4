import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import WaveSurfer from 'wavesurfer.js';
import type { Peaks } from '#shared/formats/peaks-file';
import { toWaveformChannels } from '../peaks';
import type { Viewport } from './viewport';

type WaveformProps = {
  peaks: Peaks | undefined;
  durationMs: number;
  viewport: Viewport;
  heightPx: number;
};

const COLOURS = { light: '#8fb5a9', dark: '#4f8f80' } as const;

/** The waveform in view, drawn by wavesurfer.js from stored peaks; it never loads or decodes the recording. */
export function Waveform({ peaks, durationMs, viewport, heightPx }: WaveformProps) {
  const containerRef = useRef<HTMLDivElement>(null);
  const waveSurferRef = useRef<WaveSurfer | undefined>(undefined);
  const scheme = useComputedColorScheme('light');

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
      waveColor: COLOURS[scheme],
      progressColor: COLOURS[scheme],
      // Quiet recordings are shown as tall as loud ones: what matters here is where someone speaks.
      normalize: true,
    });
    waveSurferRef.current = waveSurfer;
    return () => {
      waveSurferRef.current = undefined;
      waveSurfer.destroy();
    };
  }, [heightPx, scheme]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new scheme or height makes a new instance, which needs the peaks again
  useEffect(() => {
    if (!peaks) return;
    // No address: there is nothing to fetch. A newer picture overtakes one that is still being drawn.
    waveSurferRef.current?.load('', toWaveformChannels(peaks), durationMs / 1_000).catch(() => {});
  }, [peaks, durationMs, scheme, heightPx]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: new peaks are drawn anew and need their place again
  useEffect(() => {
    const waveSurfer = waveSurferRef.current;
    if (!waveSurfer || viewport.widthPx <= 1) return;
    const place = () => {
      const pxPerSecond = 1_000 / viewport.msPerPx;
      // Zooming something that is not drawn yet throws.
      if (waveSurfer.getDecodedData() === null) return;
      if (waveSurfer.options.minPxPerSec !== pxPerSecond) waveSurfer.zoom(pxPerSecond);
      waveSurfer.setScroll(viewport.startMs / viewport.msPerPx);
    };
    place();
    return waveSurfer.on('ready', place);
  }, [viewport, peaks, scheme, heightPx]);

  return <div ref={containerRef} aria-hidden style={{ height: heightPx }} />;
}
