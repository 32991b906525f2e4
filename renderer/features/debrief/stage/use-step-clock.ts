import { useEffect, useRef, useState } from 'react';

/**
 * Counts the time on a step for as long as it is on the screen and not stopped.
 *
 * @param spentMs - what was spent on it before
 * @param onSpent - takes over what came to it, when it leaves the screen or the clock is stopped
 * @returns all that was spent, in milliseconds
 */
export function useStepClock(
  spentMs: number,
  { isStopped, onSpent }: { isStopped: boolean; onSpent: (spentMs: number) => void },
): number {
  const [runningMs, setRunningMs] = useState(0);
  const latestOnSpent = useRef(onSpent);
  useEffect(() => {
    latestOnSpent.current = onSpent;
  });

  useEffect(() => {
    if (isStopped) return;
    const startedAt = performance.now();
    const timer = setInterval(() => setRunningMs(performance.now() - startedAt), 1_000);
    return () => {
      clearInterval(timer);
      setRunningMs(0);
      latestOnSpent.current(performance.now() - startedAt);
    };
  }, [isStopped]);

  return spentMs + runningMs;
}
