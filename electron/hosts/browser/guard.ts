import type { LaunchTokens } from './launch-tokens';
import { refusalResponse } from './refusal-page';
import { equalsSecret } from './secrets';

// Any page the user visits can send requests to a loopback port, and any program on the machine can connect to it.
// The three checks below answer three different attacks: Host stops DNS rebinding (a foreign name that resolves to
// 127.0.0.1), Origin and Sec-Fetch-Site stop requests from foreign pages, and the cookie stops everything that was
// not started from a launch address. Each of them alone leaves a hole; keep all three.

export type FetchHandler = (request: Request) => Promise<Response>;

/** What the guard knows of a request; headers are `null` when absent. */
export type RequestFacts = {
  method: string;
  /** The absolute address as it was asked for: a request line may name another host than the Host header. */
  url: string;
  host: string | null;
  origin: string | null;
  secFetchSite: string | null;
  cookie: string | null;
};

/** What a listener is guarded with; `origin` is its own, such as `http://127.0.0.1:4321`. */
export type GuardSettings = {
  origin: string;
  /** Value of the cookie; worth access as long as the process runs, and never part of an address. */
  cookieSecret: string;
};

export type RefusalReason =
  | 'foreign-host'
  | 'foreign-origin'
  | 'foreign-site'
  | 'used-token'
  | 'wrong-token'
  | 'no-cookie';

export type Verdict =
  | { kind: 'pass' }
  /** A launch address in a browser that has been let in already: it goes on to the clean one. */
  | { kind: 'go-on'; location: string }
  | { kind: 'redeem'; token: string; location: string }
  | { kind: 'refuse'; status: 401 | 403; reason: RefusalReason };

/** Browsers keep cookies per host name and not per port, so two programs on one machine need two names. */
export function cookieName(origin: string): string {
  return `concordance-${new URL(origin).port || '80'}`;
}

/** Decides about a request from its facts alone. */
export function judgeRequest(facts: RequestFacts, settings: GuardSettings): Verdict {
  const own = new URL(settings.origin);
  const url = URL.parse(facts.url);
  if (facts.host !== own.host || url === null || url.origin !== own.origin) {
    return { kind: 'refuse', status: 403, reason: 'foreign-host' };
  }

  const readsOnly = facts.method === 'GET' || facts.method === 'HEAD';
  // Browsers leave Origin out of navigations and same-origin reads, never out of anything that changes state.
  const originFits = facts.origin === null ? readsOnly : facts.origin === own.origin;
  if (!originFits) return { kind: 'refuse', status: 403, reason: 'foreign-origin' };

  // `same-site` is another port of this machine; `none` is an address that the user opened herself.
  const siteFits =
    facts.secFetchSite === null || facts.secFetchSite === 'same-origin' || facts.secFetchSite === 'none';
  if (!siteFits) return { kind: 'refuse', status: 403, reason: 'foreign-site' };

  // Another port of this machine can set a cookie of our name beside ours, so every one of that name is tried.
  const candidates = cookieValues(facts.cookie, cookieName(settings.origin));
  const isKnown = candidates.some((candidate) => equalsSecret(candidate, settings.cookieSecret));

  const token = url.pathname === '/' ? url.searchParams.get('token') : null;
  if (token !== null) {
    if (facts.method !== 'GET') return { kind: 'refuse', status: 401, reason: 'wrong-token' };
    url.searchParams.delete('token');
    const location = `${url.pathname}${url.search}`;
    return isKnown ? { kind: 'go-on', location } : { kind: 'redeem', token, location };
  }
  return isKnown ? { kind: 'pass' } : { kind: 'refuse', status: 401, reason: 'no-cookie' };
}

/** Lets through to `fetch` only what came from a page that was opened with a launch address. */
export function withLoopbackGuard(
  fetch: FetchHandler,
  settings: GuardSettings,
  launchTokens: LaunchTokens,
): FetchHandler {
  return async function guardedFetch(request) {
    const verdict = judgeRequest(factsOf(request), settings);
    switch (verdict.kind) {
      case 'refuse':
        return refusalResponse(request.method, verdict.status, verdict.reason);
      case 'go-on':
        return redirectTo(verdict.location);
      case 'redeem': {
        const redemption = launchTokens.redeem(verdict.token);
        if (redemption === 'redeemed') return redirectTo(verdict.location, cookieFor(settings));
        return refusalResponse(request.method, 401, redemption === 'used' ? 'used-token' : 'wrong-token');
      }
      case 'pass':
        return withoutReferrer(await fetch(request));
    }
  };
}

function cookieFor({ origin, cookieSecret }: GuardSettings): string {
  return `${cookieName(origin)}=${cookieSecret}; HttpOnly; SameSite=Strict; Path=/`;
}

/** Leads away from an address with a token, so that none stays in the browser's history. */
function redirectTo(location: string, cookie?: string): Response {
  const headers = new Headers({ location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  if (cookie !== undefined) headers.set('set-cookie', cookie);
  return new Response(null, { status: 303, headers });
}

function factsOf(request: Request): RequestFacts {
  return {
    method: request.method,
    url: request.url,
    host: request.headers.get('host'),
    origin: request.headers.get('origin'),
    secFetchSite: request.headers.get('sec-fetch-site'),
    cookie: request.headers.get('cookie'),
  };
}

/** The address once held the token: it must not travel to other sites in a Referer header. */
function withoutReferrer(response: Response): Response {
  // Headers of a response can be immutable (`Response.redirect`), so they are copied rather than set.
  const headers = new Headers(response.headers);
  headers.set('referrer-policy', 'no-referrer');
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

function cookieValues(header: string | null, name: string): string[] {
  if (header === null) return [];
  const prefix = `${name}=`;
  return header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(prefix))
    .map((pair) => pair.slice(prefix.length));
}
