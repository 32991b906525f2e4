import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useMemo, useRef } from 'react';
import WaveSurfer from 'wavesurfer.js';
import { levelFor, peakLevels } from '#shared/formats/peak-levels';
import type { Peaks } from '#shared/formats/peaks-file';
import { loudestIn } from '../peaks';
import { ownColour } from './canvas';
import { type Viewport, xOf } from './viewport';
import { columnsInView, type WavePicture } from './wave-picture';
import { stripFor } from './wave-strip';
import classes from './waveform.module.css';

type WaveformProps = {
  peaks: Peaks | undefined;
  /** A finer picture of the surroundings, where the stored columns would be wider than what they say. */
  closeUp: WavePicture | undefined;
  viewport: Viewport;
  heightPx: number;
};

const COLOURS = { light: '#8fb5a9', dark: '#4f8f80' } as const;

/** What stands on the page, and of what it was made. */
type Drawn = { strip: Viewport; by: WaveSurfer; picture: WavePicture | Peaks; loudest: number };

/**
 * The waveform in view, drawn by wavesurfer.js. It gets the columns of what is in view and a little around it, never the
 * recording and never the whole of it, so that it costs the same for a minute and for three hours, at every zoom. While
 * one moves along, what is drawn is moved.
 */
export function Waveform({ peaks, closeUp, viewport, heightPx }: WaveformProps) {
  const containerRef = useRef<HTMLDivElement>(null);
  const waveSurferRef = useRef<WaveSurfer | undefined>(undefined);
  const drawnRef = useRef<Drawn | undefined>(undefined);
  const scheme = useComputedColorScheme('light');
  // Quiet recordings are shown as tall as loud ones: what matters here is where someone speaks.
  const loudest = useMemo(() => {
    const coarsest = peaks && peakLevels(peaks).at(-1);
    return coarsest ? loudestIn(coarsest, 0, coarsest.values.length / 2) : 0;
  }, [peaks]);

  // The same object until another level is needed, so that finer peaks that follow coarse ones draw nothing anew.
  const drawnPerSecond = (1_000 / viewport.msPerPx) * window.devicePixelRatio;
  const level = peaks && levelFor(peaks, drawnPerSecond);

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
    if (!level || viewport.widthPx <= 1) return;
    const frame = requestAnimationFrame(() => {
      const [container, by] = [containerRef.current, waveSurferRef.current];
      if (!container || !by) return;
      const picture = closeUp ?? level;
      const last = drawnRef.current;
      const isCurrent = last?.by === by && last.picture === picture && last.loudest === loudest;
      const strip = stripFor(viewport, isCurrent ? last.strip : undefined);
      container.style.transform = `translateX(${xOf(viewport, strip.startMs)}px)`;
      if (isCurrent && strip === last.strip) return;
      drawnRef.current = { strip, by, picture, loudest };
      container.style.width = `${strip.widthPx}px`;
      const columns = Math.ceil(strip.widthPx * window.devicePixelRatio);
      const channels = columnsInView({ startMs: 0, ...picture }, strip, columns, loudest);
      // No address: there is nothing to fetch. It stands on the page before this frame does, moved as it has to be.
      by.load('', channels, (strip.msPerPx * strip.widthPx) / 1_000).catch(() => {});
    });
    return () => cancelAnimationFrame(frame);
  }, [level, closeUp, loudest, viewport, scheme, heightPx]);

  return (
    <div className={classes.view} aria-hidden style={{ height: heightPx }}>
      <div ref={containerRef} className={classes.strip} />
    </div>
  );
}
