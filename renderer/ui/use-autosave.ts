import { useEffect, useMemo, useRef, useState } from 'react';
import { type Autosave, createAutosave, type SaveState } from './autosave';

const PAUSE_IN_TYPING_MS = 700;

type UseAutosave<Value extends object> = Autosave<Value> & { state: SaveState };

/** {@link createAutosave} for a form: also saves when the form goes away and when the page is hidden. */
export function useAutosave<Value extends object>(
  save: (changes: Partial<Value>) => Promise<unknown>,
): UseAutosave<Value> {
  const [state, setState] = useState<SaveState>({ phase: 'idle' });
  const latestSave = useRef(save);
  useEffect(() => {
    latestSave.current = save;
  });

  const autosave = useMemo(
    () =>
      createAutosave<Value>({
        save: (changes) => latestSave.current(changes),
        onState: setState,
        describeError: (error) => (error instanceof Error ? error.message : 'The reason is unknown.'),
        delayMs: PAUSE_IN_TYPING_MS,
      }),
    [],
  );

  useEffect(() => {
    const flush = () => void autosave.flush();
    addEventListener('pagehide', flush);
    document.addEventListener('visibilitychange', flush);
    return () => {
      removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', flush);
      flush();
    };
  }, [autosave]);

  return { ...autosave, state };
}
