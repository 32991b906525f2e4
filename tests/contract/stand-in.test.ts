import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  placeOf,
  toPageAddress,
  toSchemeAddress,
  toSchemeOrigin,
} from '../helpers/electron-stand-in/addresses';
import { projectFolder } from '../helpers/ensure-built';
import { type StandInDesktop, startStandInDesktop } from '../helpers/stand-in-desktop';
import { START_TIMEOUT_MILLISECONDS } from '../helpers/start-timeout';

describe('addresses under the stand-in', () => {
  const schemes = new Set(['app']);
  it('are those of the scheme for the main process, and the way back', () => {
    for (const address of ['app://concordance/', 'app://concordance/a%20b?c=d#e', 'app://other.host/']) {
      expect(toSchemeAddress(toPageAddress(address, schemes))).toBe(address);
    }
    expect(toPageAddress('app://concordance', schemes)).toBe('http://concordance.app.localhost/');
    expect(toPageAddress('https://x.example/', schemes)).toBe('https://x.example/');
  });

  it.each([
    ['http://concordance.app.localhost/x', 'app://concordance'],
    ['http://concordance.app.localhost:8080/x', 'http://concordance.app.localhost:8080'],
    ['https://concordance.app.localhost/x', 'https://concordance.app.localhost'],
    [
      'http://concordance.app.localhost.attacker.example/',
      'http://concordance.app.localhost.attacker.example',
    ],
    ['http://app.localhost/', 'http://app.localhost'],
    ['about:blank', 'null'],
    ['data:text/html,x', 'null'],
    ['', 'null'],
  ])('%s has the origin %s', (address, origin) => {
    expect(toSchemeOrigin(address)).toBe(origin);
  });

  it('tell scheme and host apart', () => {
    expect(placeOf('a.b.app.localhost')).toEqual({ scheme: 'app', host: 'a.b' });
    expect(placeOf('127.0.0.1')).toBeUndefined();
  });
});

describe('a handler under the stand-in', () => {
  let desktop: StandInDesktop;
  beforeAll(async () => {
    desktop = await startStandInDesktop({
      mainFile: join(projectFolder, 'tests/fixtures/stand-in/main.mjs'),
    });
  }, START_TIMEOUT_MILLISECONDS);
  afterAll(() => desktop?.close());

  it('sees addresses and origins of its scheme', async () => {
    const response = await desktop.fetch('/a%20b?c=d', {
      headers: { origin: 'http://concordance.app.localhost', referer: 'http://concordance.app.localhost/x' },
    });
    const { url, headers } = (await response.json()) as { url: string; headers: Record<string, string> };
    expect(url).toBe('app://concordance/a%20b?c=d');
    expect(headers.origin).toBe('app://concordance');
    expect(headers.referer).toBe('app://concordance/x');
    expect(Object.keys(headers)).not.toContain('host');
    expect(Object.keys(headers)).not.toContain('electron-stand-in-place');
  });

  it('streams out, and learns of a reader that goes away by the cancel alone, as in Electron', async () => {
    const controller = new AbortController();
    const response = await desktop.fetch('/stream', { signal: controller.signal });
    const first = await response.body?.getReader().read();
    // A beat may already have joined it on a busy machine.
    expect(new TextDecoder().decode(first?.value)).toMatch(/^data: first\n\n/);
    controller.abort();
    await expect
      .poll(async () => (await desktop.fetch('/seen')).json())
      .toEqual({ cancelled: 1, aborted: 0 });
  });

  it('streams in', async () => {
    let left = 200;
    const body = new ReadableStream<Uint8Array>({
      pull(stream) {
        left -= 1;
        if (left < 0) stream.close();
        else stream.enqueue(new Uint8Array(1_000_000));
      },
    });
    const init: RequestInit & { duplex: 'half' } = { method: 'PUT', body, duplex: 'half' };
    expect(await (await desktop.fetch('/count', init)).json()).toEqual({ received: 200_000_000 });
  });
});
