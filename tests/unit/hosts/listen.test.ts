import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { FetchHandler } from '../../../electron/hosts/browser/guard';
import { type Listener, listen } from '../../../electron/hosts/browser/listen';

let listener: Listener | undefined;
afterEach(async () => {
  await listener?.close();
  listener = undefined;
});

async function carry(handler: FetchHandler): Promise<string> {
  listener = await listen({ port: 0, handlerFor: () => handler });
  return listener.origin;
}

function endlessStream(onCancel: () => void): Response {
  let timer: NodeJS.Timeout;
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('data: first\n\n'));
      timer = setInterval(() => controller.enqueue(new TextEncoder().encode(': beat\n\n')), 20);
    },
    cancel() {
      clearInterval(timer);
      onCancel();
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

describe('listening', () => {
  it('is possible from this machine only', async () => {
    const origin = await carry(async () => new Response('here'));
    expect(new URL(origin).hostname).toBe('127.0.0.1');
    const { port } = new URL(origin);
    await expect(fetch(`http://[::1]:${port}/`)).rejects.toThrow();
  });

  it('takes the port it was given, and says when that is taken', async () => {
    const origin = await carry(async () => new Response('first'));
    const port = Number(new URL(origin).port);
    await expect(listen({ port, handlerFor: () => async () => new Response() })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    expect(await (await fetch(origin)).text()).toBe('first');
  });

  it('hands over a genuine Request and leaves the global classes alone', async () => {
    const before = [globalThis.Request, globalThis.Response];
    const origin = await carry(async (request) => {
      expect(new Request(request).url).toBe(request.url);
      return Response.json({
        isRequest: request instanceof Request,
        method: request.method,
        range: request.headers.get('range'),
      });
    });
    const reply = await fetch(`${origin}/media/x`, { headers: { range: 'bytes=0-1' } });
    expect(await reply.json()).toEqual({ isRequest: true, method: 'GET', range: 'bytes=0-1' });
    expect([globalThis.Request, globalThis.Response]).toEqual(before);
  });

  it.each(['TRACE /', 'TRACK /', 'GET http://user:password@127.0.0.1/'])(
    'answers 400 to “%s”, which the Request class does not know',
    async (start) => {
      const origin = await carry(async () => new Response('never'));
      const { port } = new URL(origin);
      const firstLine = await new Promise<string>((resolve, reject) => {
        const socket = connect(Number(port), '127.0.0.1', () => {
          socket.write(`${start} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`);
        });
        socket.once('data', (data) => resolve(String(data).split('\r\n')[0] ?? ''));
        socket.once('error', reject);
      });
      expect(firstLine).toContain('400');
    },
  );
});

describe('bodies', () => {
  it('stream in without being held in memory', async () => {
    const chunk = new Uint8Array(1024 * 1024);
    const chunkCount = process.env.SLOW ? 4096 : 512;
    const memoryBefore = process.memoryUsage().rss;
    const origin = await carry(async (request) => {
      let received = 0;
      if (request.body) for await (const part of request.body) received += part.byteLength;
      return Response.json({ received, grown: process.memoryUsage().rss - memoryBefore });
    });
    let sent = 0;
    const body = new ReadableStream({
      pull(controller) {
        if (sent === chunkCount) controller.close();
        else controller.enqueue(chunk);
        sent += 1;
      },
    });
    const init: RequestInit & { duplex: 'half' } = { method: 'PUT', body, duplex: 'half' };
    const reply = (await (await fetch(`${origin}/uploads/x`, init)).json()) as {
      received: number;
      grown: number;
    };
    expect(reply.received).toBe(chunkCount * chunk.byteLength);
    expect(reply.grown).toBeLessThan(chunkCount * chunk.byteLength);
  });

  it('stream out as they come, and a reader that goes away is noticed', async () => {
    let cancelled = () => {};
    const whenCancelled = new Promise<void>((resolve) => {
      cancelled = resolve;
    });
    let signal: AbortSignal | undefined;
    const origin = await carry(async (request) => {
      signal = request.signal;
      return endlessStream(() => cancelled());
    });
    const controller = new AbortController();
    const response = await fetch(origin, { signal: controller.signal });
    const first = await response.body?.getReader().read();
    expect(new TextDecoder().decode(first?.value)).toMatch(/^data: first\n\n/);
    controller.abort();
    await whenCancelled;
    expect(signal?.aborted).toBe(true);
  });

  it('that are refused early leave the connection usable', async () => {
    const origin = await carry(async () => new Response('too much', { status: 413 }));
    const reply = await fetch(origin, { method: 'PUT', body: new Uint8Array(5_000_000) });
    expect(reply.status).toBe(413);
    expect(await reply.text()).toBe('too much');
    expect((await fetch(origin)).status).toBe(413);
  });
});

describe('closing', () => {
  it('ends open streams, and lets an answer on its way finish', async () => {
    let cancelled = false;
    const origin = await carry(async (request) => {
      if (request.url.endsWith('/stream')) {
        return endlessStream(() => {
          cancelled = true;
        });
      }
      await new Promise((resolve) => setTimeout(resolve, 80));
      return new Response('finished');
    });
    const stream = await fetch(`${origin}/stream`);
    const slow = fetch(`${origin}/slow`).then((response) => response.text());
    await new Promise((resolve) => setTimeout(resolve, 20));
    const startedAt = performance.now();
    await listener?.close();
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(await slow).toBe('finished');
    await expect(stream.text()).rejects.toThrow();
    await expect.poll(() => cancelled).toBe(true);
    await expect(fetch(origin)).rejects.toThrow();
    listener = undefined;
  });
});
