import { connect, type Socket } from 'node:net';

export type RawAnswer = { status: number; headers: Headers; body: string };

/** How long an answer is waited for; what has come until then is what counts. */
const PATIENCE_MS = 10_000;

/** A connection to a host, on which anything can be sent: no client stands between that would put it right. */
export function openSocket(origin: string): Promise<Socket> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) }, () => resolve(socket));
    socket.once('error', reject);
  });
}

/** Sends bytes as they are and returns all that comes back until the host closes the connection. */
export async function sendRaw(origin: string, bytes: string | Uint8Array): Promise<string> {
  const socket = await openSocket(origin);
  const pieces: Buffer[] = [];
  socket.on('data', (piece) => pieces.push(piece));
  // A connection that the host breaks off has said what it had to say.
  socket.on('error', () => {});
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const patience = setTimeout(() => socket.destroy(), PATIENCE_MS);
  socket.write(bytes);
  await ended;
  clearTimeout(patience);
  return Buffer.concat(pieces).toString('latin1');
}

/** Sends one request, of which every line is given, and parses the answer; the connection is closed after it. */
export async function requestRaw(origin: string, lines: readonly string[], body = ''): Promise<RawAnswer> {
  const text = await sendRaw(origin, `${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n${body}`);
  return parseAnswer(text);
}

/** How many answers stand in what a connection returned. */
export function countAnswers(text: string): number {
  return text.split(/^HTTP\/1\.1 (?!100)/m).length - 1;
}

function parseAnswer(text: string): RawAnswer {
  const end = text.indexOf('\r\n\r\n');
  const [statusLine = '', ...headerLines] = text.slice(0, Math.max(0, end)).split('\r\n');
  const headers = new Headers();
  for (const line of headerLines) {
    const colon = line.indexOf(':');
    headers.append(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(statusLine)?.[1] ?? Number.NaN),
    headers,
    body: text.slice(end + 4),
  };
}
