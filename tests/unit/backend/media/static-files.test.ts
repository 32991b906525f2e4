import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { createStaticFiles } from '../../../../electron/backend/media/serving/static-files';
import { temporaryFolders } from './temporary-folder';

const temporaryFolder = temporaryFolders();
let serve: (request: Request) => Promise<Response>;

beforeEach(async () => {
  const parent = await temporaryFolder();
  const folder = join(parent, 'page');
  await mkdir(join(folder, 'assets'), { recursive: true });
  await mkdir(join(parent, 'page-secret'));
  await writeFile(join(parent, 'secret.txt'), 'secret');
  await writeFile(join(parent, 'page-secret', 'secret.txt'), 'secret');
  await writeFile(join(folder, 'index.html'), '<!doctype html>');
  await writeFile(join(folder, 'foo..bar.txt'), 'dots');
  for (const name of ['index-DmX1a_9Z.js', 'style-Ab3dE5gH.css', 'font-00112233.woff2', 'a-00112233.wasm']) {
    await writeFile(join(folder, 'assets', name), name);
  }
  await writeFile(join(folder, 'icon.svg'), '<svg/>');
  await symlink(join(parent, 'secret.txt'), join(folder, 'link.txt'));
  serve = createStaticFiles(folder);
});

function get(path: string, method = 'GET'): Promise<Response> {
  // The URL parser resolves plain `..`, so a request with the raw path stands in for a host that does not.
  return serve({ method, url: `http://host${path}`, headers: new Headers() } as Request);
}

describe('the files of the page', () => {
  it.each([
    ['/', 'text/html; charset=utf-8', 'no-cache'],
    ['/index.html', 'text/html; charset=utf-8', 'no-cache'],
    ['/?session=1', 'text/html; charset=utf-8', 'no-cache'],
    ['/icon.svg', 'image/svg+xml', 'no-cache'],
    ['/foo..bar.txt', 'text/plain; charset=utf-8', 'no-cache'],
    ['/assets/index-DmX1a_9Z.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['/assets/style-Ab3dE5gH.css', 'text/css; charset=utf-8', 'public, max-age=31536000, immutable'],
    ['/assets/font-00112233.woff2', 'font/woff2', 'public, max-age=31536000, immutable'],
    ['/assets/a-00112233.wasm', 'application/wasm', 'public, max-age=31536000, immutable'],
  ])('%s is served as %s, %s', async (path, contentType, cacheControl) => {
    const response = await get(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toBe(contentType);
    expect(response.headers.get('Cache-Control')).toBe(cacheControl);
    expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
    await response.body?.cancel();
  });

  it.each([
    '/none.js',
    '/assets',
    '/assets/',
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '/..%2fpage-secret%2fsecret.txt',
    '/%2fetc%2fpasswd',
    '//etc/passwd',
    '/index.html%00.js',
    '/%c0%ae%c0%ae/secret.txt',
    '/%',
    '/link.txt',
  ])('%s is not there', async (path) => {
    const response = await get(path);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain('secret');
  });

  it('is asked for again with its ETag', async () => {
    const first = await get('/');
    const etag = first.headers.get('ETag') ?? '';
    await first.body?.cancel();
    const again = await serve(new Request('http://host/', { headers: { 'If-None-Match': etag } }));
    expect(again.status).toBe(304);
  });

  it('answers HEAD without a body and refuses to be written', async () => {
    const head = await get('/', 'HEAD');
    expect([head.status, head.body]).toEqual([200, null]);
    expect((await get('/', 'PUT')).status).toBe(405);
  });
});
