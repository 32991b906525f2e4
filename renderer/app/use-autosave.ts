import { useEffect, useMemo, useRef, useState } from 'react';
import { type Autosave, createAutosave, type SaveState } from '../ui/autosave';
import { errorMessage } from './api-error';
import { notifyError } from './notify';
import { useConnection } from './server-events';

const PAUSE_IN_TYPING_MS = 700;

type UseAutosave<Value extends object> = Autosave<Value> & { state: SaveState };

/**
 * {@link createAutosave} for a form: also saves when the form goes away, when the page is hidden, and when the backend
 * is back after it could not be reached.
 */
export function useAutosave<Value extends object>(
  save: (changes: Partial<Value>) => Promise<unknown>,
): UseAutosave<Value> {
  const [state, setState] = useState<SaveState>({ phase: 'idle' });
  const latestSave = useRef(save);
  useEffect(() => {
    latestSave.current = save;
  });

  const isShown = useRef(false);

  const autosave = useMemo(
    () =>
      createAutosave<Value>({
        save: (changes) => latestSave.current(changes),
        onState: (next) => {
          if (isShown.current) setState(next);
          else if (next.phase === 'failed') {
            notifyError('Your last change was not saved', new Error(next.message));
          }
        },
        describeError: errorMessage,
        delayMs: PAUSE_IN_TYPING_MS,
      }),
    [],
  );

  useEffect(() => {
    isShown.current = true;
    const flush = () => void autosave.flush();
    addEventListener('pagehide', flush);
    document.addEventListener('visibilitychange', flush);
    return () => {
      removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', flush);
      isShown.current = false;
      flush();
    };
  }, [autosave]);

  const lost = useConnection((connection) => connection.lost);
  useEffect(() => {
    if (!lost) void autosave.flush();
  }, [lost, autosave]);

  return { ...autosave, state };
}
