import type { IncomingMessage } from 'node:http';

/** How often a body that is on its way is looked at. */
const WATCH_INTERVAL_MS = 10_000;

/** What must come between two looks. The page sends from a disk of this machine; a tenth of this a second is no disk. */
const LEAST_BYTES = 10_000;

/**
 * Ends the connection of a request whose body trickles: a thousand of them would hold as many connections for good. The
 * whole may take as long as it takes, since a recording of several gigabytes can be copied to a slow disk; so only a
 * sender that keeps us waiting counts, never the time in which we keep it waiting.
 */
export function dropSlowBody(
  request: IncomingMessage,
  { intervalMs = WATCH_INTERVAL_MS, leastBytes = LEAST_BYTES } = {},
): void {
  if (request.complete || !hasBody(request)) return;
  const { socket } = request;
  let bytesBefore = socket.bytesRead;
  let slowLooks = 0;
  const watch = setInterval(() => {
    const isWaitingForUs = request.readableLength > 0;
    slowLooks = !isWaitingForUs && socket.bytesRead - bytesBefore < leastBytes ? slowLooks + 1 : 0;
    bytesBefore = socket.bytesRead;
    // Twice in a row: a computer that wakes from sleep finds the first look due before any byte can have come.
    if (slowLooks === 2) request.destroy();
  }, intervalMs);
  watch.unref();
  const stop = () => clearInterval(watch);
  request.once('end', stop);
  request.once('close', stop);
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
