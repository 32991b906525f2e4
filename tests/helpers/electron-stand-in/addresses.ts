/**
 * A page of a custom scheme lives, under the stand-in, on plain http: `app://concordance/x` is
 * `http://concordance.app.localhost/x`. Names below `localhost` are secure contexts for Chromium, and without a port
 * the origin stays the same from start to start, so that what the page stores is found again.
 */
const TOP_NAME = 'localhost';

/** `app://concordance/x` to `http://concordance.app.localhost/x`; other addresses stay as they are. */
export function toPageAddress(address: string, schemes: ReadonlySet<string>): string {
  const url = URL.parse(address);
  const scheme = url?.protocol.slice(0, -1);
  if (!url || scheme === undefined || !schemes.has(scheme) || url.host === '') return address;
  return `http://${url.host}.${scheme}.${TOP_NAME}${url.pathname || '/'}${url.search}${url.hash}`;
}

/** `http://concordance.app.localhost/x` to `app://concordance/x`; other addresses stay as they are. */
export function toSchemeAddress(address: string): string {
  const url = URL.parse(address);
  const place = url?.protocol === 'http:' && url.port === '' ? placeOf(url.hostname) : undefined;
  if (!url || place === undefined) return address;
  return `${place.scheme}://${place.host}${url.pathname}${url.search}${url.hash}`;
}

/** The origin of a page's address as Electron serializes it: `app://concordance`, or `null` as a word. */
export function toSchemeOrigin(address: string): string {
  const url = URL.parse(address);
  if (!url) return 'null';
  const place = url.protocol === 'http:' && url.port === '' ? placeOf(url.hostname) : undefined;
  return place === undefined ? url.origin : `${place.scheme}://${place.host}`;
}

/** Scheme and host of a name like `concordance.app.localhost`. */
export function placeOf(hostname: string): { scheme: string; host: string } | undefined {
  const [top, scheme, ...host] = hostname.toLowerCase().split('.').reverse();
  if (top !== TOP_NAME || !scheme || host.length === 0) return undefined;
  return { scheme, host: host.reverse().join('.') };
}
