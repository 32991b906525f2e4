import type { Session } from 'electron';
import { isPermissionGranted } from './program-origin';

/**
 * Denies every permission that is not needed. Both handlers are set, because the web asks in two ways and Electron
 * grants what has no handler.
 * https://www.electronjs.org/docs/latest/tutorial/security#5-handle-session-permission-requests-from-remote-content
 */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    callback(details.isMainFrame && isPermissionGranted(permission, details.requestingUrl));
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) => {
    return details.isMainFrame && isPermissionGranted(permission, requestingOrigin);
  });
}
