import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { placeOf, toPageAddress, toSchemeAddress, toSchemeOrigin } from './addresses';
import { record } from './control';

type SchemeHandler = (request: Request) => Response | Promise<Response>;

const handlers = new Map<string, SchemeHandler>();
const privilegedSchemes = new Set<string>();
/** Names the place for a test's own request to the port: unlike a page, Node's fetch cannot choose a Host header. */
export const PLACE_HEADER = 'electron-stand-in-place';

let isReady = false;
let server: Server | undefined;

/** Electron's `protocol`, as far as a program with one standard scheme needs it. */
export const protocol = {
  registerSchemesAsPrivileged(schemes: { scheme: string; privileges?: Record<string, boolean> }[]): void {
    if (isReady) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme, privileges } of schemes) {
      if (privileges?.standard && privileges.secure) privilegedSchemes.add(scheme);
    }
    record('privileges', { schemes });
  },

  handle(scheme: string, handler: SchemeHandler): void {
    if (!isReady) throw new Error('protocol.handle can only be used after app is ready');
    if (handlers.has(scheme)) throw new Error(`The scheme has been registered: ${scheme}`);
    // A page of such a scheme has no origin in Electron; here it would have one, and hide the fault.
    if (!privilegedSchemes.has(scheme)) {
      throw new Error(
        `The stand-in carries standard and secure schemes only, and "${scheme}" was not made one`,
      );
    }
    handlers.set(scheme, handler);
    record('protocol', { scheme, origin: `http://127.0.0.1:${protocolPort()}` });
  },

  isProtocolHandled: (scheme: string): boolean => handlers.has(scheme),
  unhandle: (scheme: string): void => void handlers.delete(scheme),
};

export const pageAddressOf = (address: string): string => toPageAddress(address, privilegedSchemes);

export function protocolPort(): number {
  if (server === undefined) throw new Error('The stand-in listens once app is ready');
  return (server.address() as AddressInfo).port;
}

/** Opens the loopback port behind all schemes. From then on schemes can be handled and not be made privileged. */
export async function startProtocolServer(): Promise<void> {
  // Electron's own protocol has no connections: none may be closed here just as a request goes out on it.
  const patience = { requestTimeout: 0, keepAliveTimeout: 600_000 };
  server = createServer(patience, getRequestListener(answer, { overrideGlobalObjects: false }));
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  server.unref();
  isReady = true;
}

async function answer(incoming: Request): Promise<Response> {
  const { host, pathname, search } = new URL(incoming.url);
  const place = placeOf(incoming.headers.get(PLACE_HEADER) ?? host);
  const handler = place && handlers.get(place.scheme);
  if (place === undefined || handler === undefined) {
    return new Response('ERR_UNKNOWN_URL_SCHEME', { status: 502 });
  }
  const hasBody = incoming.method !== 'GET' && incoming.method !== 'HEAD';
  const { body } = hasBody ? incoming : { body: null };
  // Without a signal: Electron cancels the body of an answer that nobody reads any more, and tells the request nothing.
  const request = new Request(`${place.scheme}://${place.host}${pathname}${search}`, {
    method: incoming.method,
    headers: schemeHeaders(incoming.headers),
    ...(body === null ? {} : { body, duplex: 'half' }),
  });
  try {
    return toPageResponse(await handler(request));
  } catch (error) {
    record('protocol-error', { error: String(error) });
    return new Response('ERR_UNEXPECTED', { status: 500 });
  }
}

function schemeHeaders(incoming: Headers): [string, string][] {
  const pairs: [string, string][] = [];
  for (const [name, value] of incoming) {
    if (name === 'host' || name === 'connection' || name === PLACE_HEADER) continue;
    if (name === 'origin') pairs.push([name, toSchemeOrigin(value)]);
    else if (name === 'referer') pairs.push([name, toSchemeAddress(value)]);
    else pairs.push([name, value]);
  }
  return pairs;
}

function toPageResponse(response: Response): Response {
  const location = response.headers.get('location');
  if (location === null) return response;
  const headers = new Headers(response.headers);
  headers.set('location', pageAddressOf(location));
  return new Response(response.body, { status: response.status, headers });
}
