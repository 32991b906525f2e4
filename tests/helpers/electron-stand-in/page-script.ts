/** The binding through which a page reaches `ipcMain.handle`. */
export const INVOKE_BINDING = '__electronStandInInvoke';
/** The function through which `webContents.send` reaches a page. */
export const RECEIVE_FUNCTION = '__electronStandInReceive';
/** Where a test may say which path a file has that it put into the page: by name. */
export const FILE_PATHS = '__electronStandInFilePaths';

/**
 * The script that runs in every page before its own: a small `require('electron')` and the real preload inside it.
 * The preload's text stands in the script itself, since the page's policy forbids to evaluate text.
 */
export function preloadScript(preloadSource: string): string {
  const names = JSON.stringify({ INVOKE_BINDING, RECEIVE_FUNCTION, FILE_PATHS });
  return `{
    const runPreload = function (require, module, exports) {
${preloadSource}
    };
    (${installPreload})(runPreload, ${names});
  }`;
}

type Names = { INVOKE_BINDING: string; RECEIVE_FUNCTION: string; FILE_PATHS: string };
type Preload = (require: (name: string) => unknown, module: object, exports: object) => void;

// Runs in the page: it must not use anything from outside its own text.
function installPreload(runPreload: Preload, names: Names): void {
  // Electron runs a preload in the top frame only, unless nodeIntegrationInSubFrames is set.
  if (window !== window.top) return;
  const page = window as unknown as Record<string, unknown>;
  type Outcome = { reply: unknown } | { error: string };
  type Listener = (event: object, ...messages: unknown[]) => void;
  const invoke = page[names.INVOKE_BINDING] as (channel: string, messages: unknown[]) => Promise<Outcome>;
  const listeners = new Map<string, Set<Listener>>();

  /** What crosses Electron's context bridge: data is copied, functions are wrapped, prototypes are lost. */
  function cross(value: unknown): unknown {
    if (typeof value === 'function') {
      const inner = value as (...input: unknown[]) => unknown;
      return (...input: unknown[]) => {
        try {
          return cross(inner(...input.map(cross)));
        } catch (error) {
          throw crossError(error);
        }
      };
    }
    if (typeof value !== 'object' || value === null) return typeof value === 'symbol' ? undefined : value;
    if (value instanceof Promise) return value.then(cross, (error) => Promise.reject(crossError(error)));
    if (value instanceof Error) return crossError(value);
    if (value instanceof Blob || value instanceof Node) return value;
    if (Array.isArray(value)) return value.map(cross);
    const prototype = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) return structuredClone(value);
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cross(inner)]));
  }

  function crossError(error: unknown): unknown {
    return error instanceof Error ? new Error(error.message) : cross(error);
  }

  function deepFreeze<Value>(value: Value): Value {
    if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
      for (const inner of Object.values(value)) deepFreeze(inner);
      Object.freeze(value);
    }
    return value;
  }

  const electron = {
    contextBridge: {
      exposeInMainWorld(key: string, api: unknown): void {
        if (key in window)
          throw new Error('Cannot bind an API on top of an existing property on the window object');
        Object.defineProperty(window, key, { value: deepFreeze(cross(api)), enumerable: true });
      },
    },
    ipcRenderer: {
      async invoke(channel: string, ...messages: unknown[]): Promise<unknown> {
        const outcome = await invoke(channel, structuredClone(messages));
        if ('error' in outcome) throw new Error(outcome.error);
        return outcome.reply;
      },
      on(channel: string, listener: Listener) {
        const known = listeners.get(channel) ?? new Set();
        listeners.set(channel, known.add(listener));
        return electron.ipcRenderer;
      },
      off(channel: string, listener: Listener) {
        listeners.get(channel)?.delete(listener);
        return electron.ipcRenderer;
      },
    },
    webUtils: {
      /** Chromium tells no page where a file lies; a test that needs it says so beforehand. */
      getPathForFile(file: File): string {
        if (!(file instanceof File)) throw new TypeError('File expected');
        const known = page[names.FILE_PATHS] as Record<string, string> | undefined;
        return known?.[file.name] ?? '';
      },
    },
  };

  page[names.RECEIVE_FUNCTION] = (channel: string, messages: unknown[]) => {
    for (const listener of listeners.get(channel) ?? [])
      listener({ sender: electron.ipcRenderer }, ...messages);
  };

  const module = { exports: {} };
  runPreload(
    (name) => {
      if (name === 'electron' || name === 'electron/renderer') return electron;
      throw new Error(`module not found: ${name}. A sandboxed preload can load "electron" only.`);
    },
    module,
    module.exports,
  );
}
