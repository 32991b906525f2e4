import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltProgram, exchangeToken, startBuiltProgram } from '../helpers/built-program';
import { call } from '../helpers/page-api';
import { START_TIMEOUT_MILLISECONDS } from '../helpers/start-timeout';
import { type RawAnswer, requestRaw } from './raw-request';

/** A name that only the library knows: whoever reads it has been let in. */
const SECRET_NAME = 'Canary of the library';

let program: BuiltProgram;
let host: string;
beforeAll(async () => {
  program = await startBuiltProgram();
  host = new URL(program.origin).host;
  await call(program, 'profile', 'save', {
    person: { name: SECRET_NAME, role: 'trainee', credential: '' },
  });
}, START_TIMEOUT_MILLISECONDS);
afterAll(() => program?.close());

/** A request for something private, as the own page would send it, but for the lines given. */
function ask(
  changes: { target?: string; method?: string; host?: string[]; cookie?: string[]; more?: string[] } = {},
): Promise<RawAnswer> {
  const { method = 'GET', target = '/api/library.status' } = changes;
  return requestRaw(program.origin, [
    `${method} ${target} HTTP/1.1`,
    ...(changes.host ?? [`Host: ${host}`]),
    ...(changes.cookie ?? [`Cookie: ${program.cookie}`]),
    ...(changes.more ?? []),
  ]);
}

function expectRefused(answer: RawAnswer, ...statuses: number[]): void {
  expect(statuses).toContain(answer.status);
  expect(answer.body).not.toContain(SECRET_NAME);
  expect(answer.body).not.toContain(program.libraryFolder);
  expect(answer.headers.get('set-cookie')).toBeNull();
  expect(answer.headers.get('access-control-allow-origin')).toBeNull();
}

it('lets the own page in, so that what follows is refused for its own reason', async () => {
  const answer = await ask({ more: [`Origin: ${program.origin}`, 'Sec-Fetch-Site: same-origin'] });
  expect(answer.status).toBe(200);
  expect(answer.body).toContain(SECRET_NAME);
});

describe('a foreign Host', () => {
  const port = () => new URL(program.origin).port;
  it.each<[string, () => string[]]>([
    ['a name that an attacker bound to 127.0.0.1', () => [`Host: attacker.example:${port()}`]],
    ['a name that begins like ours', () => [`Host: 127.0.0.1.attacker.example:${port()}`]],
    ['a name that resolves to any address', () => [`Host: 127.0.0.1.nip.io:${port()}`]],
    ['localhost', () => [`Host: localhost:${port()}`]],
    ['localhost with a dot', () => [`Host: localhost.:${port()}`]],
    ['our address with a dot', () => [`Host: 127.0.0.1.:${port()}`]],
    ['our address without its port', () => ['Host: 127.0.0.1']],
    ['another port', () => ['Host: 127.0.0.1:1']],
    ['IPv6', () => [`Host: [::1]:${port()}`]],
    ['IPv4 inside IPv6', () => [`Host: [::ffff:127.0.0.1]:${port()}`]],
    ['any address', () => [`Host: 0.0.0.0:${port()}`]],
    ['our address written short', () => [`Host: 127.1:${port()}`]],
    ['our address as a number', () => [`Host: 2130706433:${port()}`]],
    ['our address in octal', () => [`Host: 0177.0.0.1:${port()}`]],
    ['a user before it', () => [`Host: attacker@${host}`]],
    ['a path after it', () => [`Host: ${host}/attacker`]],
    ['two in one line', () => [`Host: ${host}, attacker.example`]],
    ['ours, then a foreign one', () => [`Host: ${host}`, 'Host: attacker.example']],
    ['a foreign one, then ours', () => ['Host: attacker.example', `Host: ${host}`]],
    ['an empty one', () => ['Host:']],
    ['none', () => []],
    ['a foreign one beside a forwarded one of ours', () => ['Host: a.example', `X-Forwarded-Host: ${host}`]],
  ])('is refused: %s', async (_case, lines) => {
    expectRefused(await ask({ host: lines() }), 400, 403);
  });

  it.each([
    'http://attacker.example/api/library.status',
    'http://attacker.example@127.0.0.1/api/library.status',
    'https://attacker.example:443/api/library.status',
    '//attacker.example/api/library.status',
    'app://concordance/api/library.status',
    'file:///etc/passwd',
    '*',
    'api/library.status',
  ])('is refused in the request line: %s', async (target) => {
    expectRefused(await ask({ target }), 400, 401, 403, 404);
  });

  it('is not believed from headers for proxies', async () => {
    const answer = await ask({ more: ['X-Forwarded-Host: attacker.example', 'X-Forwarded-Proto: https'] });
    expect(answer.body).not.toContain('attacker.example');
  });
});

describe('a foreign Origin', () => {
  it.each([
    'Origin: https://attacker.example',
    'Origin: null',
    'Origin: http://localhost',
    'Origin: http://127.0.0.1',
    'Origin: http://127.0.0.1:1',
    'Origin: app://concordance',
    'Origin:',
  ])('is refused, reading and writing: %s', async (line) => {
    expectRefused(await ask({ more: [line] }), 403);
    const method = 'POST';
    const target = '/api/sessions.emptyTrash?batch=1';
    expectRefused(await ask({ method, target, more: [line, 'Content-Length: 0'] }), 403);
  });

  it('is refused where there are two', async () => {
    const more = [`Origin: ${program.origin}`, 'Origin: https://attacker.example'];
    expectRefused(await ask({ more }), 403);
  });

  it('is refused where it is missing and something would change', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const answer = await ask({ method, target: '/api/sessions.emptyTrash', more: ['Content-Length: 0'] });
      expectRefused(answer, 403);
    }
  });

  it('gets no permission from a preflight', async () => {
    const answer = await ask({
      method: 'OPTIONS',
      more: ['Origin: https://attacker.example', 'Access-Control-Request-Method: POST'],
    });
    expectRefused(answer, 403);
  });
});

describe('a page of another site', () => {
  it.each(['cross-site', 'same-site', 'same-origin, none', 'anything'])(
    'is refused when the browser says %s',
    async (site) => {
      expectRefused(await ask({ more: [`Sec-Fetch-Site: ${site}`] }), 403);
    },
  );

  it('cannot use a link with a token, and does not use it up', async () => {
    const address = await program.newAddress();
    const target = address.slice(program.origin.length);
    expectRefused(await ask({ target, cookie: [], more: ['Sec-Fetch-Site: cross-site'] }), 403);
    expect(await exchangeToken(address)).toBe(program.cookie);
  });
});

describe('without the cookie', () => {
  it.each([
    '/',
    '/index.html',
    '/api/library.status',
    '/api/ping',
    '/api/events.watch',
    '/media/018f8a00-0000-7000-8000-000000000000',
    '/peaks/018f8a00-0000-7000-8000-000000000000',
    '/exports/018f8a00-0000-7000-8000-000000000000',
    '/assets/',
    '/favicon.ico',
    '/nothing',
  ])('%s is answered with no more than how to come in', async (target) => {
    const answer = await ask({ target, cookie: [] });
    expectRefused(answer, 401);
    expect(answer.body).toContain('press Enter in the terminal');
  });

  it('a body is neither read nor kept waiting for', async () => {
    const answer = await requestRaw(program.origin, [
      'PUT /uploads/018f8a00-0000-7000-8000-000000000000 HTTP/1.1',
      `Host: ${host}`,
      `Origin: ${program.origin}`,
      'Content-Length: 99999999999',
    ]);
    expectRefused(answer, 401);
  });

  it.each<[string, (name: string, value: string) => string]>([
    ['empty', (name) => `Cookie: ${name}=`],
    ['cut', (name, value) => `Cookie: ${name}=${value.slice(1)}`],
    ['longer', (name, value) => `Cookie: ${name}=${value}x`],
    ['in quotes', (name, value) => `Cookie: ${name}="${value}"`],
    ['under another name', (_name, value) => `Cookie: concordance=${value}`],
    ['as a list', (name, value) => `Cookie: ${name}=x,${name}=${value}`],
    ['as authorization', (_name, value) => `Authorization: Bearer ${value}`],
  ])('and with one that is %s', async (_case, line) => {
    const [name = '', value = ''] = program.cookie.split('=');
    expectRefused(await ask({ cookie: [line(name, value)] }), 401);
  });
});

describe('a token', () => {
  const redeem = (target: string, more: string[] = []) => ask({ target, cookie: [], more });

  it('lets in once; the cookie it gives cannot be read by scripts nor sent by other pages', async () => {
    const target = (await program.newAddress()).slice(program.origin.length);
    const answer = await redeem(target, ['Sec-Fetch-Site: none']);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/');
    expect(answer.headers.get('set-cookie')).toBe(`${program.cookie}; HttpOnly; SameSite=Strict; Path=/`);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const again = await redeem(target);
    expectRefused(again, 401);
    expect(again.body).toMatch(/only once/);
    // Her own browser, which has the cookie, just goes on.
    expect((await ask({ target })).status).toBe(303);
  });

  it.each([
    ['wrong', 'x'.repeat(43)],
    ['empty', ''],
    ['the cookie', 'cookie'],
    ['many kilobytes', 'x'.repeat(10_000)],
    ['not to be decoded', '%ff%fe%00'],
  ])('that is %s is refused', async (_case, given) => {
    const token = given === 'cookie' ? program.cookie.split('=')[1] : given;
    expectRefused(await redeem(`/?token=${token}`), 401);
  });

  it('counts nowhere but at the beginning', async () => {
    const { search } = new URL(await program.newAddress());
    for (const target of [`/api/ping${search}`, `/index.html${search}`, `//${search}`, `/api/..${search}x`]) {
      expectRefused(await redeem(target), 400, 401, 403);
    }
    expectRefused(await ask({ method: 'HEAD', target: `/${search}`, cookie: [] }), 401);
    expect((await redeem(`/${search}`)).status).toBe(303);
  });

  it('leads nowhere else', async () => {
    const { search } = new URL(await program.newAddress());
    const answer = await redeem(`/${search}&next=https://attacker.example`);
    expect(new URL(answer.headers.get('location') ?? '', program.origin).origin).toBe(program.origin);
  });

  it('travels in no referrer, and stands in no answer and no line of the log', async () => {
    const address = await program.newAddress();
    const token = new URL(address).searchParams.get('token') ?? '';
    const answers = [
      await redeem(address.slice(program.origin.length)),
      await redeem(address.slice(program.origin.length)),
      await ask({ target: '/' }),
      await ask(),
      await ask({ target: '/media/018f8a00-0000-7000-8000-000000000000' }),
      await ask({ target: '/', cookie: [] }),
    ];
    for (const { headers, body } of answers) {
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(`${[...headers].join('\n')}${body}`).not.toContain(token);
    }
    const lines = program.process.lines.filter((line) => line.includes(token));
    expect(lines).toEqual([`Concordance is open at ${address}`]);
    const secret = program.cookie.split('=')[1] ?? '';
    expect(program.process.lines.join('\n')).not.toContain(secret);
  });
});

it('is reached from this machine alone', async () => {
  const { port } = new URL(program.origin);
  await expect(fetch(`http://[::1]:${port}/`)).rejects.toThrow();
  const { networkInterfaces } = await import('node:os');
  const others = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4');
  for (const { address } of others) {
    await expect(
      fetch(`http://${address}:${port}/`, { signal: AbortSignal.timeout(2_000) }),
    ).rejects.toThrow();
  }
});

it('tells every browser to guess no types, to be framed by nobody and to run no foreign script', async () => {
  const answer = await ask({ target: '/' });
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('cross-origin-opener-policy')).toBe('same-origin');
  expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin');
  const policy = answer.headers.get('content-security-policy') ?? '';
  for (const rule of [
    "default-src 'self'",
    "script-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ]) {
    expect(policy.split('; ')).toContain(rule);
  }
  expect((await ask()).headers.get('cache-control')).toBe('no-store');
});
