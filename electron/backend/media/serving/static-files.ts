import { realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { respondWithFile } from './file-response';
import { plainText } from './plain-response';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** Names that carry a hash of their content, as the build gives them: `assets/index-DmX1a_9Z.js`. */
const HASHED_NAME = /^\/assets\/.*-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$/;

/**
 * Serves the files of the built page, and nothing outside its folder: `/` is `index.html`, a name that carries a hash
 * of its content may be kept for good, every other file is asked for again. Answers 404 for what is not there.
 */
export function createStaticFiles(folder: string): (request: Request) => Promise<Response> {
  return async function serveStaticFile(request) {
    const requested = pathOfRequest(request);
    if (requested === undefined) return plainText(404, 'There is no such page.');
    const path = await resolveInside(folder, requested);
    if (path === undefined) return plainText(404, 'There is no such page.');
    const response = await respondWithFile(request, {
      path,
      contentType: CONTENT_TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream',
      cacheControl: HASHED_NAME.test(requested) ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
    return response ?? plainText(404, 'There is no such page.');
  };
}

/** The decoded path of a request; `undefined` where it cannot be decoded or could mean two things. */
function pathOfRequest(request: Request): string | undefined {
  try {
    const path = decodeURIComponent(new URL(request.url).pathname);
    if (path.includes('\0') || path.includes('\\')) return undefined;
    return path === '/' ? '/index.html' : path;
  } catch {
    return undefined;
  }
}

/**
 * The real path of a file inside the folder; `undefined` where it is missing or lies outside. Links are followed
 * before the comparison, which is made with a separator: `/page-secret` starts with `/page` and is not inside it.
 */
async function resolveInside(folder: string, requested: string): Promise<string | undefined> {
  try {
    const root = await realpath(folder);
    const path = await realpath(join(root, requested));
    return path.startsWith(root.endsWith(sep) ? root : root + sep) ? path : undefined;
  } catch {
    return undefined;
  }
}
