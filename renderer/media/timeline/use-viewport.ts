import { type RefObject, useCallback, useEffect, useState } from 'react';
import type { Player } from '../player';
import { clampViewport, fitViewport, isFit, reveal, type Viewport } from './viewport';

/** After the user looked elsewhere, the view leaves her alone for this long before it follows playback again. */
const YIELD_MS = 4_000;

/** The part of the session in view: as wide as the timeline, following playback unless the user looks elsewhere. */
export function useViewport(
  containerRef: RefObject<HTMLElement | null>,
  durationMs: number,
  player: Player | undefined,
): {
  viewport: Viewport;
  look: (change: (viewport: Viewport) => Viewport) => void;
  show: (ms: number) => void;
} {
  const [viewport, setViewport] = useState(() => fitViewport(durationMs, 1));
  const [yieldUntil, setYieldUntil] = useState(0);

  useEffect(() => {
    const container = containerRef.current;
    if (!container) return;
    const observer = new ResizeObserver(([entry]) => {
      const widthPx = Math.max(1, Math.floor(entry?.contentRect.width ?? 1));
      setViewport((current) =>
        current.widthPx === 1 || isFit(current, durationMs)
          ? fitViewport(durationMs, widthPx)
          : clampViewport({ ...current, widthPx }, durationMs),
      );
    });
    observer.observe(container);
    return () => observer.disconnect();
  }, [containerRef, durationMs]);

  useEffect(() => {
    if (!player) return;
    const timer = setInterval(() => {
      if (player.getView().isPlaying && Date.now() > yieldUntil) {
        setViewport((current) => reveal(current, player.positionMs, durationMs));
      }
    }, 100);
    return () => clearInterval(timer);
  }, [player, durationMs, yieldUntil]);

  const look = useCallback((change: (viewport: Viewport) => Viewport) => {
    setYieldUntil(Date.now() + YIELD_MS);
    setViewport(change);
  }, []);

  const show = useCallback(
    (ms: number) => setViewport((current) => reveal(current, ms, durationMs)),
    [durationMs],
  );

  return { viewport, look, show };
}
