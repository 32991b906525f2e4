import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { FetchHandler } from './guard';
import { dropSlowBody } from './slow-bodies';

/** Only this machine can connect to it; `localhost` could also mean `::1`, which another program may hold. */
const LOOPBACK_ADDRESS = '127.0.0.1';

/** How long answers that are on their way may take when the listener closes. Event streams never end by themselves. */
const CLOSING_GRACE_MILLISECONDS = 250;

/** How long the head of a request may take, and a connection stand open before the first. The page's takes milliseconds. */
const HEAD_TIMEOUT_MILLISECONDS = 10_000;

/**
 * How long a connection stays open between two requests. With Node's five seconds, a request that was sent just as the
 * connection was closed fails, which a busy machine shows to the user as an error.
 */
const KEEP_ALIVE_MILLISECONDS = 120_000;

/**
 * A page has six connections, so this is far more than anyone needs, and far fewer than the system has handles: the
 * library must always find one to save with.
 */
const MOST_CONNECTIONS = 2_000;

export type Listener = {
  /** Such as `http://127.0.0.1:4321`, without a path. */
  origin: string;
  /** Stops listening, lets short answers finish, then ends every stream. Resolves when no connection is left. */
  close(): Promise<void>;
};

export type ListenOptions = {
  /** 0 lets the system choose a free one. */
  port: number;
  /** Makes the handler once the origin, and with it the port, is known. */
  handlerFor(origin: string): FetchHandler;
};

/**
 * Carries a fetch handler on a loopback port. Bodies stream in both directions and are never held in memory whole.
 * Rejects with the system's error, such as EADDRINUSE or EACCES, when the port cannot be had.
 */
export async function listen(options: ListenOptions): Promise<Listener> {
  const server = createServer({
    // Node gives a request five minutes by default. A recording of several gigabytes copied to a slow disk takes longer;
    // bodies that trickle are dropped by `dropSlowBody`.
    requestTimeout: 0,
    // Without a value of its own it would follow `requestTimeout` to "never".
    headersTimeout: HEAD_TIMEOUT_MILLISECONDS,
    connectionsCheckingInterval: HEAD_TIMEOUT_MILLISECONDS / 2,
    keepAliveTimeout: KEEP_ALIVE_MILLISECONDS,
  });
  server.maxConnections = MOST_CONNECTIONS;
  server.on('request', (request) => dropSlowBody(request));
  await startListening(server, options.port);
  const { port } = server.address() as AddressInfo;
  // Parsed, because an origin names no port when it is 80.
  const { origin } = new URL(`http://${LOOPBACK_ADDRESS}:${port}`);
  server.on('request', toRequestListener(options.handlerFor(origin)));
  return { origin, close: () => closeServer(server) };
}

function toRequestListener(handler: FetchHandler) {
  // The adapter would replace the global Request and Response by lighter ones of its own. The backend must see the
  // same classes in every host, so it is told not to, and gets a genuine Request.
  return getRequestListener(
    async (request, { incoming }) => {
      const genuine = toGenuineRequest(request);
      const response = genuine ? await handler(genuine) : new Response(null, { status: 400 });
      return incoming.complete ? response : withConnectionClosed(response);
    },
    { overrideGlobalObjects: false },
  );
}

/** Nobody reads the rest of a body once it is answered, so no further request can come on its connection. */
function withConnectionClosed(response: Response): Response {
  // Headers of a response can be immutable (`Response.error`), so they are copied rather than set.
  const headers = new Headers(response.headers);
  headers.set('connection', 'close');
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

/** `undefined` for what no page can send: TRACE, which would echo the cookie, or a name and password in the address. */
function toGenuineRequest(request: Request): Request | undefined {
  const { url, method, headers, signal } = request;
  if (UNKNOWN_TO_PAGES.has(method) || hasCredentials(url)) return undefined;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const { body } = hasBody ? request : { body: null };
  return new Request(url, {
    method,
    headers: [...headers],
    signal,
    ...(body === null ? {} : { body, duplex: 'half' }),
  });
}

/** The Request class throws at these. */
const UNKNOWN_TO_PAGES: ReadonlySet<string> = new Set(['TRACE', 'CONNECT', 'TRACK']);

function hasCredentials(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && (url.username !== '' || url.password !== '');
}

function startListening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: LOOPBACK_ADDRESS, port, exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cutOff = setTimeout(() => server.closeAllConnections(), CLOSING_GRACE_MILLISECONDS);
    // Its only error is that the server was closed before, which is what is wanted.
    server.close(() => {
      clearTimeout(cutOff);
      resolve();
    });
    server.closeIdleConnections();
  });
}
