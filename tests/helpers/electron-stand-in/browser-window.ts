import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { app } from './app';
import { chromiumContext } from './chromium-process';
import { onCommand, record } from './control';
import { FILE_PATHS } from './page-script';
import { emitPreventable } from './preventable-event';
import { nativeTheme } from './system';
import { WebContents } from './web-contents';

type Bounds = { x: number; y: number; width: number; height: number };
type Options = Partial<Bounds> & {
  show?: boolean;
  title?: string;
  backgroundColor?: string;
  webPreferences?: { preload?: string; [preference: string]: unknown };
  [option: string]: unknown;
};

const windows = new Set<BrowserWindow>();

/** Electron's `BrowserWindow` over a page of a headless Chromium. */
export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents();
  readonly #page: Promise<Page>;
  #bounds: Bounds;
  #isVisible: boolean;
  #isMaximized = false;
  #isMinimized = false;
  #isClosing = false;

  constructor(options: Options = {}) {
    super();
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    const preferences = options.webPreferences ?? {};
    // Both only exist in the real program; a main process that turned them off must not pass here unnoticed.
    if (preferences.sandbox === false || preferences.contextIsolation === false) {
      throw new Error('The stand-in runs sandboxed and isolated pages only');
    }
    this.#bounds = {
      x: options.x ?? 0,
      y: options.y ?? 0,
      width: options.width ?? 800,
      height: options.height ?? 600,
    };
    this.#isVisible = options.show ?? true;
    windows.add(this);
    record('window', { options });
    this.#page = this.#open(preferences.preload);
    // A page that cannot be made is told by loadURL; without a load nobody would hear of it.
    this.#page.catch((error) => record('window-failed', { error: String(error) }));
    app.emit('web-contents-created', {}, this.webContents);
    app.emit('browser-window-created', {}, this);
  }

  async #open(preloadFile: string | undefined): Promise<Page> {
    const source = preloadFile === undefined ? undefined : readFileSync(preloadFile, 'utf8');
    const scheme = nativeTheme.shouldUseDarkColors ? 'dark' : 'light';
    const context = await chromiumContext(app.getPath('userData'), scheme);
    const blank = context.pages().find((page) => page.url() === 'about:blank' && !taken.has(page));
    const page = blank ?? (await context.newPage());
    taken.add(page);
    await page.setViewportSize({ width: this.#bounds.width, height: this.#bounds.height });
    page.on('dialog', (dialog) => {
      if (dialog.type() !== 'beforeunload') return void dialog.dismiss();
      // As in Electron: no question is shown, the page stays unless the program says otherwise.
      const mayLeave = emitPreventable(this.webContents, 'will-prevent-unload', {});
      record('beforeunload', { mayLeave });
      if (!mayLeave) {
        this.#isClosing = false;
        app.stayOpen();
      }
      return void (mayLeave ? dialog.accept() : dialog.dismiss());
    });
    page.on('close', () => this.#markClosed());
    await this.webContents.adopt(page, source);
    this.webContents.once('dom-ready', () => this.emit('ready-to-show'));
    return page;
  }

  async loadURL(address: string): Promise<void> {
    await this.#page;
    await this.webContents.loadURL(address);
  }

  close(): void {
    if (this.#isClosing || this.isDestroyed()) return;
    if (emitPreventable(this, 'close', {})) {
      app.stayOpen();
      return;
    }
    this.#isClosing = true;
    void this.#page.then((page) => page.close({ runBeforeUnload: true })).catch(() => this.#markClosed());
  }

  /** Closes without asking the page. */
  destroy(): void {
    this.#isClosing = true;
    void this.#page.then((page) => page.close()).catch(() => this.#markClosed());
  }

  #markClosed(): void {
    if (!windows.delete(this)) return;
    this.webContents.markDestroyed();
    this.emit('closed');
    record('window-closed');
    if (windows.size === 0) app.lastWindowClosed();
  }

  isDestroyed = (): boolean => !windows.has(this);
  isVisible = (): boolean => this.#isVisible;
  isMaximized = (): boolean => this.#isMaximized;
  isMinimized = (): boolean => this.#isMinimized;
  getBounds = (): Bounds => ({ ...this.#bounds });
  getNormalBounds = (): Bounds => ({ ...this.#bounds });

  show(): void {
    this.#isVisible = true;
    record('shown');
    this.emit('show');
  }

  hide(): void {
    this.#isVisible = false;
    this.emit('hide');
  }

  focus(): void {
    record('focused');
    void this.#page.then((page) => page.bringToFront()).catch(() => {});
    this.emit('focus');
  }

  maximize(): void {
    this.#isMaximized = true;
    this.emit('maximize');
  }

  minimize(): void {
    this.#isMinimized = true;
    this.emit('minimize');
  }

  restore(): void {
    this.#isMinimized = false;
    this.emit('restore');
  }

  setBounds(bounds: Partial<Bounds>): void {
    this.#bounds = { ...this.#bounds, ...bounds };
    const { width, height } = this.#bounds;
    void this.#page.then((page) => page.setViewportSize({ width, height })).catch(() => {});
    this.emit('resize');
  }

  /** For the test's commands. */
  page = (): Promise<Page> => this.#page;

  static getAllWindows = (): BrowserWindow[] => [...windows];
  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return [...windows].find((window) => window.webContents === contents) ?? null;
  }
  static getFocusedWindow = (): BrowserWindow | null => [...windows].at(-1) ?? null;
}

const taken = new WeakSet<Page>();
app.closeWindowsWith((isForced) => {
  for (const window of [...windows]) isForced ? window.destroy() : window.close();
  return windows.size;
});

function firstWindow(): BrowserWindow {
  const [window] = windows;
  if (window === undefined) throw new Error('There is no window');
  return window;
}

onCommand('closeWindow', () => firstWindow().close());
onCommand('minimizeWindow', () => firstWindow().minimize());
onCommand('setWindowBounds', (argument) => firstWindow().setBounds(argument as Partial<Bounds>));
onCommand('windowState', () => {
  const window = firstWindow();
  return { bounds: window.getBounds(), isVisible: window.isVisible(), isMinimized: window.isMinimized() };
});
onCommand('setFilePaths', async (argument) => {
  const page = await firstWindow().page();
  await page.evaluate(
    ([name, paths]) => {
      (window as unknown as Record<string, unknown>)[name] = paths;
    },
    [FILE_PATHS, argument as Record<string, string>] as const,
  );
});
