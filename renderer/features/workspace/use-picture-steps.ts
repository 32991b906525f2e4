import { useCallback, useEffect, useRef } from 'react';
import { PictureSteps } from '../../media/picture-steps';
import type { Player } from '../../media/player';
import type { RecordingSource } from '../../media/recording-source';

/** Steps a video picture by picture; steps that are asked for quickly are taken one after the other. */
export function usePictureSteps(player: Player, source: RecordingSource): (direction: -1 | 1) => void {
  const steps = useRef<PictureSteps>(undefined);
  const last = useRef<Promise<void>>(Promise.resolve());
  useEffect(() => {
    const opened = new PictureSteps(source);
    steps.current = opened;
    return () => opened.close();
  }, [source]);
  return useCallback(
    (direction) => {
      last.current = last.current.then(async () => {
        player.pause();
        const ms = await steps.current?.neighbourOf(player.positionMs, direction);
        if (ms !== undefined) player.seek(ms);
      });
    },
    [player],
  );
}
