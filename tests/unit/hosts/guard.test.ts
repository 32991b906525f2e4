import { describe, expect, it } from 'vitest';
import {
  type GuardSettings,
  judgeRequest,
  type RequestFacts,
  type Verdict,
  withLoopbackGuard,
} from '../../../electron/hosts/browser/guard';
import { LaunchTokens } from '../../../electron/hosts/browser/launch-tokens';

const origin = 'http://127.0.0.1:4321';
const settings: GuardSettings = { origin, cookieSecret: 'the-cookie-secret' };
const cookie = 'concordance-4321=the-cookie-secret';

function facts(changes: Partial<RequestFacts> = {}): RequestFacts {
  return {
    method: 'GET',
    url: `${origin}/api/ping`,
    host: '127.0.0.1:4321',
    origin: null,
    secFetchSite: null,
    cookie,
    ...changes,
  };
}

function verdictOf(changes: Partial<RequestFacts>): string {
  const verdict: Verdict = judgeRequest(facts(changes), settings);
  return verdict.kind === 'refuse' ? `${verdict.status} ${verdict.reason}` : verdict.kind;
}

describe('what the guard lets through', () => {
  it.each<[string, Partial<RequestFacts>]>([
    ['a read without Origin, as browsers send for pages and media', {}],
    ['a read from the own page', { origin, secFetchSite: 'same-origin' }],
    ['an address that the user opened herself', { url: `${origin}/`, secFetchSite: 'none' }],
    ['a write from the own page', { method: 'POST', origin, secFetchSite: 'same-origin' }],
    ['an upload from the own page', { method: 'PUT', origin }],
    ['HEAD', { method: 'HEAD' }],
    ['the cookie among others', { cookie: `theme=dark; ${cookie}; other=1` }],
    ['the cookie beside a planted one of its name', { cookie: `concordance-4321=planted; ${cookie}` }],
    ['a parameter called token on another path', { url: `${origin}/api/ping?token=anything` }],
  ])('%s', (_case, changes) => {
    expect(verdictOf(changes)).toBe('pass');
  });
});

describe('what the guard refuses', () => {
  const attacks: [string, Partial<RequestFacts>, string][] = [
    ['no Host', { host: null }, '403 foreign-host'],
    ['an empty Host', { host: '' }, '403 foreign-host'],
    ['a foreign Host', { host: 'attacker.example' }, '403 foreign-host'],
    ['a rebound name with our port', { host: 'attacker.example:4321' }, '403 foreign-host'],
    ['a name that begins like ours', { host: '127.0.0.1.attacker.example:4321' }, '403 foreign-host'],
    ['a name that ends like ours', { host: 'attacker-127.0.0.1:4321' }, '403 foreign-host'],
    ['our address without its port', { host: '127.0.0.1' }, '403 foreign-host'],
    ['our address with another port', { host: '127.0.0.1:43210' }, '403 foreign-host'],
    ['localhost', { host: 'localhost:4321' }, '403 foreign-host'],
    ['localhost in capitals', { host: 'LOCALHOST:4321' }, '403 foreign-host'],
    ['IPv6 loopback', { host: '[::1]:4321' }, '403 foreign-host'],
    ['IPv4 inside IPv6', { host: '[::ffff:127.0.0.1]:4321' }, '403 foreign-host'],
    ['another loopback address', { host: '127.0.0.2:4321' }, '403 foreign-host'],
    ['our address as a decimal number', { host: '2130706433:4321' }, '403 foreign-host'],
    ['our address with a name before it', { host: 'user@127.0.0.1:4321' }, '403 foreign-host'],
    ['our address with a dot after it', { host: '127.0.0.1.:4321' }, '403 foreign-host'],
    ['two hosts', { host: '127.0.0.1:4321, attacker.example' }, '403 foreign-host'],
    [
      'a request line that names another host',
      { url: 'http://attacker.example/api/ping' },
      '403 foreign-host',
    ],
    ['a request line with another scheme', { url: 'https://127.0.0.1:4321/api/ping' }, '403 foreign-host'],
    ['an address that cannot be parsed', { url: 'http://' }, '403 foreign-host'],

    ['a foreign Origin on a read', { origin: 'https://attacker.example' }, '403 foreign-origin'],
    [
      'a foreign Origin on a write',
      { method: 'POST', origin: 'https://attacker.example' },
      '403 foreign-origin',
    ],
    ['a null Origin (sandboxed frame, file, data)', { method: 'POST', origin: 'null' }, '403 foreign-origin'],
    ['an empty Origin', { method: 'POST', origin: '' }, '403 foreign-origin'],
    ['a write without Origin', { method: 'POST' }, '403 foreign-origin'],
    ['an upload without Origin', { method: 'PUT' }, '403 foreign-origin'],
    ['a deletion without Origin', { method: 'DELETE' }, '403 foreign-origin'],
    ['a preflight', { method: 'OPTIONS', origin: 'https://attacker.example' }, '403 foreign-origin'],
    ['an unknown method without Origin', { method: 'get' }, '403 foreign-origin'],
    [
      'another port of this machine',
      { method: 'POST', origin: 'http://127.0.0.1:9999' },
      '403 foreign-origin',
    ],
    ['our port under localhost', { method: 'POST', origin: 'http://localhost:4321' }, '403 foreign-origin'],
    ['our address with https', { method: 'POST', origin: 'https://127.0.0.1:4321' }, '403 foreign-origin'],
    ['our address in capitals', { method: 'POST', origin: 'HTTP://127.0.0.1:4321' }, '403 foreign-origin'],
    ['our address with a slash', { method: 'POST', origin: `${origin}/` }, '403 foreign-origin'],
    ['an Origin that begins like ours', { method: 'POST', origin: `${origin}0` }, '403 foreign-origin'],
    [
      'the desktop page, which has a host of its own',
      { method: 'POST', origin: 'app://concordance' },
      '403 foreign-origin',
    ],

    ['a picture on a foreign page', { secFetchSite: 'cross-site' }, '403 foreign-site'],
    ['a page on another port of this machine', { secFetchSite: 'same-site' }, '403 foreign-site'],
    ['a Sec-Fetch-Site that nobody sends', { secFetchSite: 'same-origin, none' }, '403 foreign-site'],
    [
      'the printed address as a link on a foreign page',
      { url: `${origin}/?token=the-token`, secFetchSite: 'cross-site' },
      '403 foreign-site',
    ],

    ['no cookie', { cookie: null }, '401 no-cookie'],
    ['an empty cookie header', { cookie: '' }, '401 no-cookie'],
    ['a wrong cookie', { cookie: 'concordance-4321=wrong' }, '401 no-cookie'],
    ['an empty cookie', { cookie: 'concordance-4321=' }, '401 no-cookie'],
    ['the beginning of the cookie', { cookie: 'concordance-4321=the-cookie' }, '401 no-cookie'],
    ['more than the cookie', { cookie: `${cookie}x` }, '401 no-cookie'],
    ['the cookie in capitals', { cookie: 'concordance-4321=THE-COOKIE-SECRET' }, '401 no-cookie'],
    [
      'the cookie of a host on another port',
      { cookie: 'concordance-9999=the-cookie-secret' },
      '401 no-cookie',
    ],
    ['a name that ends like ours', { cookie: 'x-concordance-4321=the-cookie-secret' }, '401 no-cookie'],
    ['the token in place of the cookie', { cookie: 'concordance-4321=the-token' }, '401 no-cookie'],

    [
      'the token with a method that changes state',
      { url: `${origin}/?token=the-token`, method: 'POST', origin, cookie: null },
      '401 wrong-token',
    ],
    [
      'the token on another path',
      { url: `${origin}/api/ping?token=the-token`, cookie: null },
      '401 no-cookie',
    ],
  ];
  it.each(attacks)('%s', (_attack, changes, expected) => {
    expect(verdictOf(changes)).toBe(expected);
  });
});

describe('a launch address', () => {
  it('is to be exchanged for the clean one, which keeps the rest of its query', () => {
    const asked = facts({ url: `${origin}/?view=list&token=the-token`, cookie: null, secFetchSite: 'none' });
    expect(judgeRequest(asked, settings)).toEqual({
      kind: 'redeem',
      token: 'the-token',
      location: '/?view=list',
    });
  });

  it('leads on to the clean one where the browser has been let in, whatever its token', () => {
    const asked = facts({ url: `${origin}/?token=long-used` });
    expect(judgeRequest(asked, settings)).toEqual({ kind: 'go-on', location: '/' });
  });

  it('with two tokens counts by the first', () => {
    const asked = facts({ url: `${origin}/?token=first&token=second`, cookie: null });
    expect(judgeRequest(asked, settings)).toMatchObject({ token: 'first', location: '/' });
  });
});

describe('a launch token', () => {
  let nowMs = 0;
  const tokens = new LaunchTokens(() => nowMs);

  it('lets in once', () => {
    const token = tokens.issue(1_000);
    expect(tokens.redeem(token)).toBe('redeemed');
    expect(tokens.redeem(token)).toBe('used');
  });

  it('lets in for its time only', () => {
    const token = tokens.issue(1_000);
    nowMs += 999;
    expect(tokens.redeem(tokens.issue(1_000))).toBe('redeemed');
    nowMs += 1;
    expect(tokens.redeem(token)).toBe('expired');
  });

  it('is worth nothing when it was never given, in other capitals, or in part', () => {
    const token = tokens.issue(1_000);
    for (const candidate of [
      '',
      'x',
      token.slice(1),
      `${token}x`,
      token.toLowerCase(),
      token.toUpperCase(),
    ]) {
      expect(tokens.redeem(candidate)).toBe('unknown');
    }
    expect(tokens.redeem(token)).toBe('redeemed');
  });

  it('is one of a hundred at the most', () => {
    const first = tokens.issue(1_000);
    for (let count = 0; count < 100; count += 1) tokens.issue(1_000);
    expect(tokens.redeem(first)).toBe('unknown');
  });
});

describe('the guarded handler', () => {
  let asked = 0;
  const tokens = new LaunchTokens();
  const guarded = withLoopbackGuard(
    async () => {
      asked += 1;
      return Response.redirect(`${origin}/elsewhere`);
    },
    settings,
    tokens,
  );

  function request(path: string, headers: Record<string, string> = {}, method = 'GET') {
    return guarded(
      new Request(`${origin}${path}`, { method, headers: { host: '127.0.0.1:4321', ...headers } }),
    );
  }

  it('sets a cookie that scripts cannot read and that no foreign page sends', async () => {
    const address = `/?token=${tokens.issue(60_000)}`;
    const response = await request(address);
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/');
    expect(response.headers.get('set-cookie')).toBe(
      'concordance-4321=the-cookie-secret; HttpOnly; SameSite=Strict; Path=/',
    );
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    const again = await request(address, { cookie });
    expect([again.status, again.headers.get('set-cookie')]).toEqual([303, null]);
    const other = await request(address);
    expect([other.status, other.headers.get('set-cookie')]).toEqual([401, null]);
    expect(await other.text()).toMatch(/only once[\s\S]*press Enter in the terminal/);
    expect(asked).toBe(0);
  });

  it('says in plain words what to do, and asks nothing of the backend', async () => {
    const response = await request('/');
    expect(response.status).toBe(401);
    expect(await response.text()).toMatch(/press Enter in the terminal/);
    expect(response.headers.get('set-cookie')).toBeNull();
    expect((await request('/', {}, 'HEAD')).body).toBeNull();
    expect(asked).toBe(0);
  });

  it('lets no address travel in a Referer, also where headers are immutable', async () => {
    const response = await request('/api/ping', { cookie });
    expect(response.status).toBe(302);
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(asked).toBe(1);
  });
});
