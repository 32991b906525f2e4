import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import { PROGRAM_ORIGIN } from './program-origin';
import { isOnScreen, readWindowState, writeWindowState } from './window-state';

const FIRST_SIZE = { width: 1280, height: 860 };
const SMALLEST_SIZE = { minWidth: 900, minHeight: 600 };
/** The page's own paper and ink, so that nothing flashes before it is drawn. */
const BACKGROUND = { light: '#faf8f5', dark: '#1c1b19' };

/** Opens the program's window and loads the page; shown once there is something to see. */
export function openWindow(preloadFile: string): BrowserWindow {
  const stateFile = join(app.getPath('userData'), 'window.json');
  const state = readWindowState(stateFile);
  const screens = screen.getAllDisplays().map((display) => display.workArea);
  const bounds = state !== undefined && isOnScreen(state.bounds, screens) ? state.bounds : FIRST_SIZE;

  const window = new BrowserWindow({
    ...bounds,
    ...SMALLEST_SIZE,
    show: false,
    title: 'Concordance',
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: {
      preload: preloadFile,
      // These are Electron's defaults today. They are written down so that no change of a default opens a hole.
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
    },
  });
  if (state?.isMaximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    writeWindowState(stateFile, { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() });
  });
  // A page that cannot be loaded is shown by Chromium itself; the rejection has nothing to add.
  window.loadURL(`${PROGRAM_ORIGIN}/`).catch(() => {});
  return window;
}

/** Brings a window that is there already to the front. */
export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
