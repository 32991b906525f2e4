/**
 * What the page may load and do, sent with the page by the backend so that both hosts have the same. Styles may be
 * inline because Mantine writes them; scripts never. Workers come from the page's own files.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "font-src 'self' data:",
  "worker-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * What a worker may load and do: a worker has the policy of its own script. Only there may code be compiled that is no
 * script, the decoder of Opus; a page does not heed the policy of its scripts.
 */
const WORKER_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self'",
].join('; ');

/** Adds the headers that every answer of the program carries. */
export function withSecurityHeaders(response: Response): Response {
  const secured = new Response(response.body, response);
  secured.headers.set('X-Content-Type-Options', 'nosniff');
  secured.headers.set('Referrer-Policy', 'no-referrer');
  secured.headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  secured.headers.set('Cross-Origin-Resource-Policy', 'same-origin');
  // What the library holds stays out of the browser's own files, where deleting a session would not reach it.
  if (!secured.headers.has('Cache-Control')) secured.headers.set('Cache-Control', 'no-store');
  const contentType = secured.headers.get('Content-Type');
  if (contentType?.startsWith('text/html')) {
    secured.headers.set('Content-Security-Policy', CONTENT_SECURITY_POLICY);
  }
  if (contentType?.startsWith('text/javascript')) {
    secured.headers.set('Content-Security-Policy', WORKER_SECURITY_POLICY);
  }
  return secured;
}
