import { join } from 'node:path';
import { v7 } from 'uuid';
import type { Backend, BackendDependencies } from '../../electron/backend/backend';
import { createBackend } from '../../electron/backend/create-backend';
import { withLoopbackGuard } from '../../electron/hosts/browser/guard';
import { LaunchTokens } from '../../electron/hosts/browser/launch-tokens';
import { listen } from '../../electron/hosts/browser/listen';
import { makeSecret } from '../../electron/hosts/browser/secrets';
import { exchangeToken, fetchAsPage } from '../helpers/built-program';
import { ensureBuilt, projectFolder } from '../helpers/ensure-built';
import { memoryKeyVault } from '../helpers/memory-key-vault';
import { startStandInDesktop } from '../helpers/stand-in-desktop';
import { makeTemporaryFolder } from '../helpers/temporary-folder';

/** One way from a request of the page to the backend. What holds over one must hold over all. */
export type Transport = {
  name: 'direct' | 'loopback' | 'stand-in desktop';
  /** Opens a library of its own, which is empty. */
  start(): Promise<OpenTransport>;
};

export type OpenTransport = {
  libraryFolder: string;
  /**
   * Sends a request as the page would; `path` begins with a slash. A body may be a stream. Redirects are not followed.
   */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
};

export const transports: readonly Transport[] = [
  { name: 'direct', start: startDirect },
  { name: 'loopback', start: startLoopback },
  { name: 'stand-in desktop', start: startStandIn },
];

async function startDirect(): Promise<OpenTransport> {
  const { backend, libraryFolder, remove } = await openBackend({ addsByPath: true });
  return {
    libraryFolder,
    fetch: (path, init) => backend.fetch(new Request(`app://concordance${path}`, streaming(init))),
    close: async () => {
      await backend.close();
      await remove();
    },
  };
}

async function startLoopback(): Promise<OpenTransport> {
  const { backend, libraryFolder, remove } = await openBackend({ addsByPath: false });
  const launchTokens = new LaunchTokens();
  const listener = await listen({
    port: 0,
    handlerFor: (origin) =>
      withLoopbackGuard(backend.fetch, { origin, cookieSecret: makeSecret() }, launchTokens),
  });
  const cookie = await exchangeToken(`${listener.origin}/?token=${launchTokens.issue(60_000)}`);
  return {
    libraryFolder,
    fetch: (path, init) => fetchAsPage(listener.origin, cookie, path, streaming(init)),
    close: async () => {
      await backend.close();
      await listener.close();
      await remove();
    },
  };
}

async function startStandIn(): Promise<OpenTransport> {
  const desktop = await startStandInDesktop();
  return {
    libraryFolder: desktop.libraryFolder,
    fetch: (path, init) => desktop.fetch(path, streaming(init)),
    close: () => desktop.close(),
  };
}

/** A stream as a body must be announced as such to Node's fetch. */
function streaming(init: RequestInit = {}): RequestInit {
  const announced = init.body instanceof ReadableStream ? { duplex: 'half' } : {};
  return { redirect: 'manual', ...init, ...announced };
}

async function openBackend(choices: Pick<BackendDependencies, 'addsByPath'>): Promise<{
  backend: Backend;
  libraryFolder: string;
  remove(): Promise<void>;
}> {
  await ensureBuilt();
  const folder = await makeTemporaryFolder('contract');
  const libraryFolder = join(folder.path, 'library');
  const backend = await createBackend({
    libraryFolder,
    rendererFolder: join(projectFolder, 'out/renderer'),
    resourcesFolder: join(projectFolder, 'resources'),
    keyVault: memoryKeyVault(),
    version: '0.0.0-contract',
    now: () => new Date(),
    newId: () => v7(),
    // A defect shows as a failed test; what the backend says about it helps to find it.
    log: { info: () => {}, error: (message, details) => console.error(message, details) },
    ...choices,
  });
  return { backend, libraryFolder, remove: folder.remove };
}
