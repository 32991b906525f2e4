import { useEffect, useRef } from 'react';
import { createStore } from 'zustand/vanilla';

/** The last entry chosen in the system's menu; `count` tells two choices of the same entry apart. */
const chosen = createStore<{ command: string; count: number }>(() => ({ command: '', count: 0 }));

/** Passes a menu entry on to whatever screen knows what it does. */
export function announceHostCommand(command: string): void {
  chosen.setState(({ count }) => ({ command, count: count + 1 }));
}

/** Runs something when an entry of the system's menu is chosen while this is on the screen. */
export function useHostCommand(command: string, run: () => void): void {
  const latestRun = useRef(run);
  useEffect(() => {
    latestRun.current = run;
  });
  useEffect(
    () =>
      chosen.subscribe((state) => {
        if (state.command === command) latestRun.current();
      }),
    [command],
  );
}
