export type SaveState =
  | { phase: 'idle' }
  /** Something was typed that no save has been started for yet. */
  | { phase: 'pending' }
  | { phase: 'saving' }
  | { phase: 'saved' }
  | { phase: 'failed'; message: string };

export type AutosaveOptions<Value extends object> = {
  save: (changes: Partial<Value>) => Promise<unknown>;
  onState: (state: SaveState) => void;
  describeError: (error: unknown) => string;
  /** The pause in typing after which is saved. */
  delayMs: number;
};

export type Autosave<Value extends object> = {
  change: (changes: Partial<Value>) => void;
  /** Saves now what is not saved; resolves when that is done or has failed. Also the way to try again. */
  flush: () => Promise<void>;
};

/**
 * Collects changes and saves them after a pause, one save at a time, the newest value of each member winning. What
 * could not be saved stays collected: the next change or flush tries it again.
 */
export function createAutosave<Value extends object>(options: AutosaveOptions<Value>): Autosave<Value> {
  let unsaved: Partial<Value> = {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | undefined;

  function hasUnsaved(): boolean {
    return Object.keys(unsaved).length > 0;
  }

  async function saveAll(): Promise<void> {
    while (hasUnsaved()) {
      const changes = unsaved;
      unsaved = {};
      options.onState({ phase: 'saving' });
      try {
        await options.save(changes);
      } catch (error) {
        unsaved = { ...changes, ...unsaved };
        options.onState({ phase: 'failed', message: options.describeError(error) });
        return;
      }
    }
    options.onState({ phase: 'saved' });
  }

  async function flush(): Promise<void> {
    clearTimeout(timer);
    if (!running && !hasUnsaved()) return;
    running ??= saveAll().finally(() => {
      running = undefined;
    });
    await running;
  }

  return {
    change(changes) {
      unsaved = { ...unsaved, ...changes };
      if (!running) options.onState({ phase: 'pending' });
      clearTimeout(timer);
      timer = setTimeout(flush, options.delayMs);
    },
    flush,
  };
}
