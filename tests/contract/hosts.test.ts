import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { START_TIMEOUT_MILLISECONDS } from '../helpers/start-timeout';
import { type OpenTransport, transports } from './transports';

/** How long a page in the browser takes to see an event at the latest; far above what any host needs. */
const SOON_MILLISECONDS = 5_000;

describe.each(transports)('over $name', ({ start }) => {
  let transport: OpenTransport;
  beforeAll(async () => {
    transport = await start();
  }, START_TIMEOUT_MILLISECONDS);
  afterAll(async () => {
    await transport?.close();
  });

  it('says its version', async () => {
    const response = await transport.fetch('/api/ping');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    expect(await response.json()).toEqual({ version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
  });

  it('serves the page', async () => {
    const response = await transport.fetch('/', { headers: { accept: 'text/html' } });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    expect(await response.text()).toMatch(/<!doctype html>/i);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|\*/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('serves the page’s own script', async () => {
    const page = await (await transport.fetch('/')).text();
    const script = /<script[^>]+src="([^"]+)"/.exec(page)?.[1];
    expect(script).toBeDefined();
    const response = await transport.fetch(new URL(script ?? '', 'http://page/').pathname);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/javascript/);
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(1_000);
    // What a worker may do that has it as its script: speak with the program, and compile the decoder of Opus.
    expect(response.headers.get('content-security-policy')?.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self' 'wasm-unsafe-eval'",
      "connect-src 'self'",
    ]);
  });

  it.each([
    '/assets/missing.js',
    '/media/018f8a00-0000-7000-8000-000000000000',
    '/exports/018f8a00-0000-7000-8000-000000000000',
    '/api/nothing.here',
    '/assets/..%2f..%2fmain%2findex.js',
    '/assets/%2e%2e/%2e%2e/main/index.js',
  ])('answers 404 to %s', async (path) => {
    const response = await transport.fetch(path);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toMatch(/createBackend|import /);
  });

  it('answers HEAD without a body', async () => {
    const response = await transport.fetch('/api/ping', { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
  });

  it('opens the event stream at once, and lets it be closed', async () => {
    const controller = new AbortController();
    const response = await transport.fetch('/api/events.watch', {
      headers: { accept: 'text/event-stream' },
      signal: controller.signal,
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const reader = response.body?.getReader();
    const first = await Promise.race([
      reader?.read(),
      new Promise<never>((_resolve, reject) => {
        setTimeout(() => reject(new Error('nothing came')), SOON_MILLISECONDS);
      }),
    ]);
    expect(first?.done).toBe(false);
    await reader?.cancel();
    controller.abort();
    expect((await transport.fetch('/api/ping')).status).toBe(200);
  });

  it('takes an upload that nobody announced without reading all of it, and goes on', async () => {
    let chunksSent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        chunksSent += 1;
        if (chunksSent > 10_000) controller.close();
        else controller.enqueue(new Uint8Array(65_536));
      },
    });
    // The host may end the connection before the sender is done; both count as a refusal.
    const status = await transport
      .fetch('/uploads/018f8a00-0000-7000-8000-000000000000', { method: 'PUT', body })
      .then(async (response) => {
        await response.body?.cancel();
        return response.status;
      })
      .catch(() => 404);
    expect(status).toBe(404);
    expect(chunksSent).toBeLessThan(10_000);
    expect((await transport.fetch('/api/ping')).status).toBe(200);
  });
});
