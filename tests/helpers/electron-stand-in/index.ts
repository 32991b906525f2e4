/**
 * A stand-in for the module `electron`, so that the built main process and the real preload run where Electron's
 * binary cannot be had:
 *
 *     node --import ./tests/helpers/electron-stand-in/register.mjs out/main/index.js --library <folder>
 *
 * `protocol.handle` becomes a loopback server that gives the handler requests for `app://host/path`. A BrowserWindow
 * is a page of a headless Chromium, at `http://host.app.localhost/`. The preload runs before the page's own scripts
 * with a small `require('electron')`; messages are cloned as Electron clones them and carry the truth about the frame
 * they came from. Dialogs, menu, permissions and "open with" are steered and recorded by lines of JSON (control.ts).
 *
 * What it cannot show, because only Electron has it: the sandbox and the isolated world of the preload, a true
 * `app://` origin, native menus and dialogs, Chromium asking for permissions, Electron's own codecs, fuses.
 * Those are for tests/e2e/electron, which run with the binary.
 *
 * It offers what this program uses. An import of something else fails at once, by name.
 *
 * Environment: CHROMIUM_PATH names a Chromium, ELECTRON_STAND_IN_CONTROL=1 makes it read commands,
 * ELECTRON_STAND_IN_KEYRING=basic_text takes the system's key storage away, ELECTRON_STAND_IN_THEME=dark and
 * ELECTRON_STAND_IN_HEADED=1 say what they do.
 */
export { app } from './app';
export { BrowserWindow } from './browser-window';
export { ipcMain } from './ipc';
export { protocol } from './protocol';
export { safeStorage } from './safe-storage';
export { session } from './session';
export { dialog, Menu, nativeTheme, screen, shell } from './system';
