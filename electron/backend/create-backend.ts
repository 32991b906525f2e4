import { Hono } from 'hono';
import type { Backend, BackendDependencies } from './backend';

/** Opens the library and builds the handler over it. */
export async function createBackend(dependencies: BackendDependencies): Promise<Backend> {
  const app = new Hono();
  app.get('/api/ping', (context) => context.json({ version: dependencies.version }));
  return { fetch: async (request) => app.fetch(request), close: async () => {} };
}
