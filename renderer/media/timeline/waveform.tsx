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
      peaks: [new Float32Array(2), new Float32Array(2)],
      duration: durationMs / 1_000,
    });
    waveSurferRef.current = waveSurfer;
    return () => {
      waveSurferRef.current = undefined;
      waveSurfer.destroy();
    };
  }, [durationMs, heightPx, scheme]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new scheme or height makes a new instance, which needs the peaks again
  useEffect(() => {
    if (!peaks) return;
    const loudest = peaks.values.reduce((highest, value) => Math.max(highest, Math.abs(value)), 1);
    waveSurferRef.current?.setOptions({
      peaks: toWaveformChannels(peaks),
      duration: durationMs / 1_000,
      // Quiet recordings are shown as tall as loud ones: what matters here is where someone speaks.
      maxPeak: loudest / 32_768,
      normalize: true,
    });
  }, [peaks, durationMs, scheme, heightPx]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: new peaks are drawn anew and need their place again
  useEffect(() => {
    const waveSurfer = waveSurferRef.current;
    if (!waveSurfer || viewport.widthPx <= 1) return;
    const pxPerSecond = 1_000 / viewport.msPerPx;
    if (Math.abs((waveSurfer.options.minPxPerSec ?? 0) - pxPerSecond) > 1e-6) waveSurfer.zoom(pxPerSecond);
    waveSurfer.setScroll(viewport.startMs / viewport.msPerPx);
  }, [viewport, peaks, scheme, heightPx]);

  return <div ref={containerRef} aria-hidden style={{ height: heightPx }} />;
}
