import { app, shell, type WebContents } from 'electron';
import { isSafeExternalUrl } from './program-origin';

/**
 * Keeps every web contents on the page it was given: no navigation, no redirect, no new window, no webview.
 * A link to the outside opens in the system's browser. Call before any window is made.
 * https://www.electronjs.org/docs/latest/tutorial/security#13-disable-or-limit-navigation
 */
export function denyNavigation(): void {
  app.on('web-contents-created', (_event, contents) => {
    // `will-navigate` leaves out frames inside the page. The main frame is left to it, because preventing here would
    // keep `will-navigate` from being told.
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame) event.preventDefault();
    });
    contents.on('will-navigate', (event) => {
      if (isReload(contents, event.url)) return;
      event.preventDefault();
      openExternally(event.url);
    });
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      openExternally(url);
      return { action: 'deny' };
    });
  });
}

/** The page may start itself again, as after an error; that leads nowhere new. */
function isReload(contents: WebContents, address: string): boolean {
  return address === contents.getURL();
}

function openExternally(address: string): void {
  if (!isSafeExternalUrl(address)) return;
  // Where no browser can be opened, the link does nothing; there is nobody to tell that could mend it.
  shell.openExternal(new URL(address).href).catch(() => {});
}
