import { EventEmitter } from 'node:events';
import { onCommand } from './control';

type Details = { isMainFrame: boolean; requestingUrl: string };
type RequestHandler = (
  contents: unknown,
  permission: string,
  callback: (granted: boolean) => void,
  details: Details,
) => void;
type CheckHandler = (contents: unknown, permission: string, origin: string, details: Details) => boolean;

/** Electron's `Session`: keeps the permission handlers, so that a test can ask them. */
class StandInSession extends EventEmitter {
  #requestHandler: RequestHandler | null = null;
  #checkHandler: CheckHandler | null = null;

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this.#requestHandler = handler;
  }

  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.#checkHandler = handler;
  }

  /** Asks both handlers as Electron would. Without a handler Electron grants. */
  async askPermission(permission: string, url: string, isMainFrame: boolean) {
    const details = { isMainFrame, requestingUrl: url };
    const requestHandler = this.#requestHandler;
    const requested =
      requestHandler === null
        ? true
        : await new Promise<boolean>((resolve) => requestHandler(null, permission, resolve, details));
    const checked = this.#checkHandler?.(null, permission, url, details) ?? true;
    return { requested, checked };
  }
}

export const session = { defaultSession: new StandInSession() };

onCommand('askPermission', (argument) => {
  const { permission, url, isMainFrame } = argument as {
    permission: string;
    url: string;
    isMainFrame: boolean;
  };
  return session.defaultSession.askPermission(permission, url, isMainFrame);
});
