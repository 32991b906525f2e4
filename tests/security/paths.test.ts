import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { projectFolder } from '../helpers/ensure-built';
import { snapshotOf, WRITTEN_BY_ITSELF } from '../helpers/folder-snapshot';
import { ApiFailure, call, upload } from '../helpers/page-api';
import { START_TIMEOUT_MILLISECONDS } from '../helpers/start-timeout';
import { type RawAnswer, requestRaw } from './raw-request';

const SECRET_NAME = 'Canary of the library';
const UNKNOWN_ID = '018f8a00-0000-7000-8000-000000000000';

let program: BuiltProgram;
let mine: string;
let trashed: string;

beforeAll(async () => {
  program = await startBuiltProgram();
  await call(program, 'profile', 'save', { person: { name: SECRET_NAME, role: 'trainee', credential: '' } });
  mine = await addRecording('speech.opus', 'Mine.opus');
  trashed = await addRecording('speech.m4a', 'Trashed.m4a');
  await call(program, 'sessions', 'moveToTrash', { sessionId: trashed });
}, START_TIMEOUT_MILLISECONDS);
afterAll(() => program?.close());

async function addRecording(fixture: string, name: string): Promise<string> {
  const bytes = new Uint8Array(await readFile(join(projectFolder, 'tests/fixtures/media', fixture)));
  const job = await upload(program, bytes, name);
  if (job.phase !== 'done') throw new Error(`The recording was not added: ${JSON.stringify(job)}`);
  return job.sessionId;
}

/** A request with everything that the own page sends; its target goes out as it is written. */
function ask(target: string, method = 'GET', body = ''): Promise<RawAnswer> {
  return requestRaw(
    program.origin,
    [
      `${method} ${target} HTTP/1.1`,
      `Host: ${new URL(program.origin).host}`,
      `Cookie: ${program.cookie}`,
      `Origin: ${program.origin}`,
      ...(method === 'GET' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]),
    ],
    body,
  );
}

/** Nothing of the program, of the library or of the system may stand in an answer. */
function expectNothing(answer: RawAnswer): void {
  expect([400, 404, 405, 414, 431]).toContain(answer.status);
  expect(answer.body).not.toMatch(/root:|createBackend|"schemaVersion"|"dependencies"/);
  expect(answer.body).not.toContain(SECRET_NAME);
  expect(answer.body.length).toBeLessThan(500);
}

/** Ways to write “one folder up”, those that some decoder somewhere was seen to take for it. */
const UP = {
  plain: '../',
  'percent dots': '%2e%2e/',
  'percent dots in capitals': '%2E%2E/',
  'one dot of two': '.%2e/',
  'percent slash': '..%2f',
  'all in percent': '%2e%2e%2f',
  'percent twice': '%252e%252e%252f',
  'percent three times': '%25252e%25252e%25252f',
  backslash: '..\\',
  'percent backslash': '..%5c',
  'percent dots and backslash': '%2e%2e%5c',
  'overlong dots': '%c0%ae%c0%ae/',
  'overlong slash': '..%c0%af',
  'overlong of three bytes': '%e0%80%ae%e0%80%ae%e0%80%af',
  'overlong bytes unencoded': '\xc0\xae\xc0\xae/',
  'full-width dots': '%ef%bc%8e%ef%bc%8e/',
  'full-width slash': '..%ef%bc%8f',
  'division slash': '..%e2%88%95',
  'IIS unicode': '..%u2215',
  'four dots': '....//',
  'a dot folder between': '.././',
  'a semicolon': '..;/',
  'NUL after dots': '..%00/',
  'a tab': '..%09/',
  'a new line': '..%0a/',
} as const;

const TARGETS = ['main/server.js', 'package.json', 'etc/passwd', 'profile.json'];

describe('a way out of the folder of the page', () => {
  it.each(Object.entries(UP))('is closed: %s', async (_name, up) => {
    for (const target of TARGETS) {
      for (const depth of [1, 2, 3, 12]) {
        expectNothing(await ask(`/${up.repeat(depth)}${target}`));
        expectNothing(await ask(`/assets/${up.repeat(depth + 1)}${target}`));
      }
    }
  });

  it.each([
    '//etc/passwd',
    '///etc/passwd',
    '/%2fetc%2fpasswd',
    '/%2f/etc/passwd',
    '/file:///etc/passwd',
    '/C:/Windows/win.ini',
    '/C:%5cWindows%5cwin.ini',
    '/c%3a/Windows/win.ini',
    '/%5c%5cserver%5cshare%5cfile',
    '/%5c%5c.%5cCOM1',
    '/%5c%5c?%5cC:%5cWindows%5cwin.ini',
    '/CON',
    '/index.html::$DATA',
    '/index.html%00.js',
    '/index.html%20',
    '/index.html.',
    '/index.html/',
    '/index.html/../../main/server.js/.',
    '/assets',
    '/assets/',
    '/.env',
    '/.git/config',
    `/${'a/'.repeat(4_000)}`,
    `/${'a'.repeat(5_000)}`,
    '/%',
    '/%zz',
    '/%ff%fe',
    '/\x7f',
  ])('is none of these names: %s', async (target) => {
    expectNothing(await ask(target));
  });

  it('is not opened by the library’s own place', async () => {
    for (const prefix of ['', '/', '/..', '/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e']) {
      expectNothing(await ask(`${prefix}${program.libraryFolder}/profile.json`));
    }
  });
});

describe('an id that is a path', () => {
  const resources: [string, string][] = [
    ['/media', 'GET'],
    ['/peaks', 'GET'],
    ['/peaks', 'PUT'],
    ['/uploads', 'PUT'],
    ['/exports', 'GET'],
  ];

  it.each(resources)('%s takes none, with %s', async (resource, method) => {
    const before = await snapshotOf(program.libraryFolder, WRITTEN_BY_ITSELF);
    for (const up of Object.values(UP)) {
      expectNothing(await ask(`${resource}/${up.repeat(3)}profile.json`, method, 'x'));
      expectNothing(await ask(`${resource}/${mine}/${up.repeat(3)}profile.json`, method, 'x'));
    }
    for (const id of [
      '',
      '.',
      '/etc/passwd',
      '%2fetc%2fpasswd',
      'C:%5cWindows',
      `${mine}%00`,
      `${mine}%2f`,
      `${mine}/recording`,
      `${mine}.json`,
      `%20${mine}`,
      `{${mine}}`,
      `*`,
      `-rf`,
      `__proto__`,
      UNKNOWN_ID,
    ]) {
      const answer = await ask(`${resource}/${id}`, method, 'x');
      expectNothing(answer);
    }
    expect(await snapshotOf(program.libraryFolder, WRITTEN_BY_ITSELF)).toEqual(before);
  });

  it('the api takes none, whatever it is called with', async () => {
    const paths = [
      '../../profile',
      '/etc/passwd',
      '..%2f..',
      'C:\\Windows',
      `${mine}/../${trashed}`,
      '',
      '.',
    ];
    const before = await snapshotOf(program.libraryFolder, WRITTEN_BY_ITSELF);
    for (const path of paths) {
      const asked = [
        call(program, 'sessions', 'get', { sessionId: path }),
        call(program, 'sessions', 'moveToTrash', { sessionId: path }),
        call(program, 'sessions', 'restore', { sessionId: path }),
        call(program, 'reviews', 'open', { reviewId: path }),
        call(program, 'reviews', 'discard', { reviewId: path }),
        call(program, 'imports', 'cancel', { importId: path }),
        call(program, 'frameworks', 'get', { id: path, edition: path }),
      ];
      for (const outcome of await Promise.allSettled(asked)) {
        expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(ApiFailure) });
      }
    }
    expect(await snapshotOf(program.libraryFolder, WRITTEN_BY_ITSELF)).toEqual(before);
  });

  it('a page in a browser names no file of this machine', async () => {
    const path = join(projectFolder, 'tests/fixtures/media/speech.opus');
    await expect(
      call(program, 'imports', 'beginFromPath', { path, storage: 'linked' }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(call(program, 'sessions', 'relink', { sessionId: mine, path })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});

describe('an error', () => {
  it('tells nothing of the folders of this machine', async () => {
    const asked = await Promise.all([
      program.fetch('/api/sessions.list?batch=1', { method: 'POST', body: '{}' }),
      program.fetch(`/api/sessions.get?batch=1&input=${encodeURIComponent('{"0":{"sessionId":"x"}}')}`),
      program.fetch('/api/no.such?batch=1&input=%7B%7D'),
      program.fetch('/api/sessions.update?batch=1', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"0":{}}',
      }),
    ]);
    for (const response of asked) {
      expect(response.ok).toBe(false);
      const body = await response.text();
      expect(body).not.toMatch(/"stack"|node_modules|file:\/\//);
      expect(body).not.toContain(projectFolder);
    }
  });
});

describe('the recording of a session', () => {
  it('is that of the id that was asked for, and of no other', async () => {
    const response = await program.fetch(`/media/${mine}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const own = await readFile(join(projectFolder, 'tests/fixtures/media/speech.opus'));
    expect(hashOf(bytes)).toBe(hashOf(own));
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    const fromOther = await program.fetch(`/media/${mine}?sessionId=${trashed}&path=/etc/passwd`);
    expect(hashOf(new Uint8Array(await fromOther.arrayBuffer()))).toBe(hashOf(own));
  });

  it('is not handed out from the trash, nor its peaks', async () => {
    for (const path of [`/media/${trashed}`, `/peaks/${trashed}`, `/media/../trash/${trashed}`]) {
      expectNothing(await ask(path));
    }
    expectNothing(await ask(`/peaks/${trashed}`, 'PUT', 'x'));
  });

  it('is not handed out any more when it was deleted', async () => {
    const deleted = await addRecording('speech.wav', 'Deleted.wav').catch(() => undefined);
    if (deleted === undefined) throw new Error('The fixture is missing');
    await call(program, 'sessions', 'moveToTrash', { sessionId: deleted });
    await call(program, 'sessions', 'emptyTrash');
    expectNothing(await ask(`/media/${deleted}`));
  });

  it('cannot be written by its address', async () => {
    const before = await snapshotOf(program.libraryFolder, WRITTEN_BY_ITSELF);
    for (const method of ['PUT', 'POST', 'DELETE', 'PATCH', 'PROPFIND', 'MOVE']) {
      expectNothing(await ask(`/media/${mine}`, method, 'x'));
    }
    expect(await snapshotOf(program.libraryFolder, WRITTEN_BY_ITSELF)).toEqual(before);
  });
});

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
