import { useEffect, useRef } from 'react';
import type { Player } from '../player';
import classes from './playhead.module.css';
import { type Viewport, xOf } from './viewport';

type PlayheadProps = { player: Player; viewport: Viewport; topPx: number };

/** Moved outside of React, so that playing renders nothing; at rest no frame is asked for. */
export function Playhead({ player, viewport, topPx }: PlayheadProps) {
  const lineRef = useRef<HTMLDivElement>(null);

  useEffect(() => {
    place();
    return player.subscribePosition(place);

    function place(): void {
      const x = xOf(viewport, player.positionMs);
      if (lineRef.current) {
        lineRef.current.style.transform = `translateX(${x}px)`;
        lineRef.current.style.visibility = x < -1 || x > viewport.widthPx ? 'hidden' : 'visible';
      }
    }
  }, [player, viewport]);

  return (
    <div
      ref={lineRef}
      className={classes.playhead}
      style={{ top: topPx }}
      data-testid="playhead"
      aria-hidden
    />
  );
}
