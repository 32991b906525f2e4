import { useEffect, useRef, useState } from 'react';
import { formatTimeCode } from '#shared/formats/time-code';
import type { Listening } from '#shared/model/listening';
import { api } from '../../app/api-client';
import type { Player } from '../../media/player';

/** While it plays, where it is is kept this often. */
const KEEP_EVERY_MS = 5_000;

/** Who listened to less than this begins anew. */
const LEAST_TO_RESUME_MS = 10_000;

/**
 * Finds a session as it was left: the place, the speed, how the sound was shaped; and keeps that from then on.
 *
 * @param onResumed - told in words where one was
 */
export function useListening(
  sessionId: string,
  player: Player,
  onResumed: (message: string) => void,
): { pausesFromMs: number; showPausesFrom: (ms: number) => void } {
  const [pausesFromMs, setPausesFromMs] = useState(0);
  const pauses = useRef(pausesFromMs);
  pauses.current = pausesFromMs;
  const tell = useRef(onResumed);
  tell.current = onResumed;
  // What the last player of this session did; another one goes on so when it is known what is played.
  const last = useRef<{ sessionId: string; listening: Listening }>(undefined);

  useEffect(() => {
    let isLeft = false;
    let kept = '';
    let timer: ReturnType<typeof setInterval> | undefined;
    let stopWatching = () => {};
    if (last.current?.sessionId === sessionId) {
      const { speed, boostDb, isEven } = last.current.listening;
      player.setSpeed(speed);
      player.shapeSound({ boostDb, isEven });
      begin();
    } else {
      api.recordings.listening({ sessionId }).then(
        (listening) => {
          if (isLeft) return;
          if (listening) {
            setPausesFromMs(listening.pausesFromMs);
            const resumedMs = applyListening(player, listening);
            if (resumedMs !== undefined) tell.current(`You were at ${formatTimeCode(resumedMs)}.`);
          }
          begin();
        },
        // How it was listened to is a convenience; without it the session simply begins at its start.
        () => {},
      );
    }
    function begin(): void {
      kept = JSON.stringify(listeningOf(player, pauses.current));
      timer = setInterval(keep, KEEP_EVERY_MS);
      let wasPlaying = player.getView().isPlaying;
      stopWatching = player.subscribe(() => {
        const { isPlaying } = player.getView();
        if (wasPlaying && !isPlaying) keep();
        wasPlaying = isPlaying;
      });
      window.addEventListener('pagehide', keep);
    }

    function keep(): void {
      const listening = listeningOf(player, pauses.current);
      const text = JSON.stringify(listening);
      if (text === kept) return;
      kept = text;
      api.recordings.saveListening({ sessionId, listening }).catch(() => {});
    }

    return () => {
      isLeft = true;
      clearInterval(timer);
      stopWatching();
      window.removeEventListener('pagehide', keep);
      if (timer === undefined) return;
      keep();
      last.current = { sessionId, listening: listeningOf(player, pauses.current) };
    };
  }, [sessionId, player]);

  return { pausesFromMs, showPausesFrom: setPausesFromMs };
}

/** Where playing was resumed; `undefined` where it begins at the start, or was begun by the user meanwhile. */
function applyListening(
  player: Player,
  { positionMs, speed, boostDb, isEven }: Listening,
): number | undefined {
  player.setSpeed(speed);
  player.shapeSound({ boostDb, isEven });
  const isUntouched = player.positionMs === 0 && !player.getView().isPlaying;
  const isNearEnd = positionMs >= player.durationMs - LEAST_TO_RESUME_MS;
  if (!isUntouched || isNearEnd || positionMs < LEAST_TO_RESUME_MS) return undefined;
  player.seek(positionMs);
  return positionMs;
}

function listeningOf(player: Player, pausesFromMs: number): Listening {
  const { speed, sound } = player.getView();
  return { positionMs: player.positionMs, speed, ...sound, pausesFromMs };
}
