import { protocol } from 'electron';
import type { Backend } from '../../backend/backend';
import { isProgramUrl, PROGRAM_SCHEME } from './program-origin';

/** Must run before `app` is ready; Electron ignores it later. */
export function registerProgramScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: PROGRAM_SCHEME,
      // `stream` lets media elements read while bytes still come. Never `bypassCSP`: the page's policy is a wall we need.
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true },
    },
  ]);
}

/** Answers the page's requests with the backend. Call once, when `app` is ready. */
export function carryBackend(backend: Backend): void {
  protocol.handle(PROGRAM_SCHEME, async (request) => {
    if (!isProgramUrl(request.url)) return new Response('Not found', { status: 404 });
    return backend.fetch(request);
  });
}
