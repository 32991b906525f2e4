import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { closeChromium } from './chromium-process';
import { listenForCommands, onCommand, record } from './control';
import { emitPreventable } from './preventable-event';
import { startProtocolServer } from './protocol';
import { lockSingleInstance } from './single-instance';

type CloseWindows = (isForced: boolean) => number;

/** Electron's `app`: its events come in Electron's order, and quitting can be prevented where Electron's can. */
class App extends EventEmitter {
  readonly isPackaged = false;
  readonly #userDataFolder = userDataFolder();
  readonly #ready: Promise<void>;
  #isReady = false;
  #isQuitting = false;
  #isExiting = false;
  #closeWindows: CloseWindows = () => 0;

  constructor() {
    super();
    // In a later turn, as in Electron, so that the main module has run when `ready` comes.
    this.#ready = new Promise((resolve) => setImmediate(resolve)).then(async () => {
      await startProtocolServer();
      this.#isReady = true;
      record('ready', { processId: process.pid, userData: this.#userDataFolder });
      this.emit('ready', {});
    });
    // A listening port alone would not keep the process; Electron runs until it is told to end.
    setInterval(() => {}, 2 ** 30);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => this.quit());
  }

  whenReady = (): Promise<void> => this.#ready;
  isReady = (): boolean => this.#isReady;
  getVersion = (): string => String(packageOf(mainFile()).version);
  getName = (): string => String(packageOf(mainFile()).productName ?? packageOf(mainFile()).name);
  getLocale = (): string => 'en-GB';
  getAppPath = (): string => process.cwd();
  enableSandbox = (): void => {
    if (this.#isReady) throw new Error('app.enableSandbox() can only be called before app is ready');
    record('sandbox-enabled');
  };
  showAboutPanel = (): void => record('about-panel');
  setAboutPanelOptions = (options: object): void => record('about-panel-options', { options });

  getPath(name: string): string {
    switch (name) {
      case 'userData':
        return this.#userDataFolder;
      case 'home':
        return homedir();
      case 'documents':
        return join(homedir(), 'Documents');
      case 'temp':
        return tmpdir();
      default:
        throw new Error(`Failed to get '${name}' path`);
    }
  }

  requestSingleInstanceLock(additionalData?: Record<string, unknown>): boolean {
    return lockSingleInstance(
      this.#userDataFolder,
      { argv: process.argv, workingDirectory: process.cwd(), additionalData },
      (second) =>
        void this.#ready.then(() =>
          this.emit('second-instance', {}, second.argv, second.workingDirectory, second.additionalData),
        ),
    );
  }

  /** before-quit, then every window, then will-quit: each can stop it. */
  quit(): void {
    if (this.#isExiting) return;
    record('before-quit');
    if (emitPreventable(this, 'before-quit', {})) return;
    this.#isQuitting = true;
    if (this.#closeWindows(false) === 0) this.#finishQuitting();
  }

  /** At once: no window is asked, neither before-quit nor will-quit is told. */
  exit(exitCode = 0): void {
    if (this.#isExiting) return;
    this.#isExiting = true;
    this.#closeWindows(true);
    this.emit('quit', {}, exitCode);
    record('quit', { exitCode });
    void closeChromium()
      .catch((error) => record('chromium-close-failed', { error: String(error) }))
      .finally(() => process.exit(exitCode));
  }

  #finishQuitting(): void {
    record('will-quit');
    if (emitPreventable(this, 'will-quit', {})) return;
    this.exit(0);
  }

  /** For BrowserWindow: how to close all windows; returns how many there were. */
  closeWindowsWith(closeWindows: CloseWindows): void {
    this.#closeWindows = closeWindows;
  }

  /** For BrowserWindow: a window or its page refused to close, so the program goes on. */
  stayOpen(): void {
    this.#isQuitting = false;
  }

  /** For BrowserWindow. While quitting, Electron does not tell `window-all-closed`. */
  lastWindowClosed(): void {
    if (this.#isExiting) return;
    if (this.#isQuitting) this.#finishQuitting();
    else if (this.listenerCount('window-all-closed') === 0) this.quit();
    else this.emit('window-all-closed');
  }
}

/** Electron takes Chromium's switch for it; without one every start has a folder of its own. */
function userDataFolder(): string {
  const prefix = '--user-data-dir=';
  const given = process.argv.find((word) => word.startsWith(prefix))?.slice(prefix.length);
  const folder = given === undefined ? mkdtempSync(join(tmpdir(), 'electron-stand-in-')) : resolve(given);
  mkdirSync(folder, { recursive: true });
  return folder;
}

function mainFile(): string {
  return resolve(process.argv[1] ?? '.');
}

/** The nearest package.json above the main file, as Electron finds the program's name. */
function packageOf(file: string): Record<string, unknown> {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    try {
      return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;
    } catch {
      // Not here; the folder above may have one.
    }
  }
  return {};
}

export const app = new App();

listenForCommands(() => app.exit(1));
onCommand('quit', () => app.quit());
onCommand('openFile', (argument) => app.emit('open-file', { preventDefault() {} }, String(argument)));
onCommand('activate', () => app.emit('activate', {}, false));
