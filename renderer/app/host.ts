import { HOST_GLOBAL, type HostApi } from '#shared/host-api';

function findHost(): HostApi {
  const desktop = (globalThis as Record<string, unknown>)[HOST_GLOBAL] as HostApi | undefined;
  return desktop ?? { kind: 'browser' };
}

/** What this page can ask of the system it runs on. A member that is `undefined` cannot be had here. */
export const host: HostApi = findHost();
