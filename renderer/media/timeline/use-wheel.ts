import { type RefObject, useEffect } from 'react';
import { scrollBy, type Viewport, zoomAbout } from './viewport';

/** Sideways the wheel scrolls; with Ctrl or Cmd (and the pinch of a touchpad) it zooms about the pointer. */
export function useWheel(
  stageRef: RefObject<HTMLElement | null>,
  look: (change: (viewport: Viewport) => Viewport) => void,
  durationMs: number,
): void {
  useEffect(() => {
    const stage = stageRef.current;
    if (!stage) return;
    function turn(event: WheelEvent): void {
      if (!stage) return;
      const isZoom = event.ctrlKey || event.metaKey;
      const deltaPx = event.deltaX || (event.shiftKey ? event.deltaY : 0);
      if (!isZoom && deltaPx === 0) return;
      event.preventDefault();
      const xPx = event.clientX - stage.getBoundingClientRect().left;
      if (isZoom) look((view) => zoomAbout(view, Math.exp(-event.deltaY / 300), xPx, durationMs));
      else look((view) => scrollBy(view, deltaPx, durationMs));
    }
    stage.addEventListener('wheel', turn, { passive: false });
    return () => stage.removeEventListener('wheel', turn);
  }, [stageRef, look, durationMs]);
}
