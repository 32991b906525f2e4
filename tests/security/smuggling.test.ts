import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { call } from '../helpers/page-api';
import { START_TIMEOUT_MILLISECONDS } from '../helpers/start-timeout';
import { countAnswers, requestRaw, sendRaw } from './raw-request';

let program: BuiltProgram;
let host: string;
let sessionId: string;
beforeAll(async () => {
  program = await startBuiltProgram();
  host = new URL(program.origin).host;
  sessionId = (await call(program, 'sessions', 'openSample')).sessionId;
}, START_TIMEOUT_MILLISECONDS);
afterAll(() => program?.close());

/** What an attacker would hide in the body of another request. */
const HIDDEN = () => {
  const body = JSON.stringify({ 0: { sessionId } });
  return [
    'POST /api/sessions.moveToTrash?batch=1 HTTP/1.1',
    `Host: ${host}`,
    `Origin: ${program.origin}`,
    `Cookie: ${program.cookie}`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n');
};

/** Sends a request whose length can be read in two ways, with a second one in what is between them. */
function smuggle(
  lengthLines: string[],
  body: (hidden: string) => string,
  withCookie = true,
): Promise<string> {
  const hidden = HIDDEN();
  const lines = [
    'POST /api/library.dismissNotice HTTP/1.1',
    `Host: ${host}`,
    `Origin: ${program.origin}`,
    ...(withCookie ? [`Cookie: ${program.cookie}`] : []),
    ...lengthLines.map((line) => line.replace('LENGTH', String(body(hidden).length))),
  ];
  return sendRaw(program.origin, `${lines.join('\r\n')}\r\n\r\n${body(hidden)}`);
}

async function expectSessionThere(): Promise<void> {
  const sessions = await call(program, 'sessions', 'list');
  expect(sessions.map(({ id }) => id)).toEqual([sessionId]);
}

describe('a request whose length can be read in two ways', () => {
  it.each<[string, string[]]>([
    ['chunked and a length', ['Transfer-Encoding: chunked', 'Content-Length: LENGTH']],
    ['a length and chunked', ['Content-Length: LENGTH', 'Transfer-Encoding: chunked']],
    ['two lengths', ['Content-Length: 0', 'Content-Length: LENGTH']],
    ['two lengths in a line', ['Content-Length: 0, LENGTH']],
    ['chunked, hidden by a space', ['Transfer-Encoding : chunked', 'Content-Length: LENGTH']],
    ['chunked, hidden by a tab', ['Transfer-Encoding:\tchunked', 'Content-Length: LENGTH']],
    ['chunked, misspelt', ['Transfer-Encoding: xchunked', 'Content-Length: LENGTH']],
    ['chunked, not at the end', ['Transfer-Encoding: chunked, identity']],
    ['chunked twice', ['Transfer-Encoding: chunked', 'Transfer-Encoding: identity']],
    [
      'a folded line',
      ['X: a\r\n Transfer-Encoding: chunked', 'Content-Length: 0', 'Transfer-Encoding: chunked'],
    ],
    ['a negative length', ['Content-Length: -1']],
    ['a length with a sign', ['Content-Length: +LENGTH']],
    ['a length in hex', ['Content-Length: 0x10']],
    ['a bare line feed', ['X: y\nTransfer-Encoding: chunked', 'Content-Length: LENGTH']],
    ['a bare carriage return', ['X: y\rTransfer-Encoding: chunked', 'Content-Length: LENGTH']],
  ])('is refused, and what hides in it is not done: %s', async (_case, lines) => {
    const text = await smuggle(lines, (hidden) => `0\r\n\r\n${hidden}`);
    expect(countAnswers(text)).toBe(1);
    expect(text).toMatch(/^HTTP\/1\.1 (4\d\d|501)/);
    await expectSessionThere();
  });

  it.each([
    ['a chunk that is longer than it says', '1\r\nxx\r\n0\r\n\r\n'],
    ['a chunk without a number', '\r\n\r\n'],
    ['a negative chunk', '-1\r\n\r\n'],
    ['a number that overflows', 'ffffffffffffffff1\r\nx'],
    ['an endless extension', `1;${'x'.repeat(40_000)}\r\nx\r\n0\r\n\r\n`],
    ['a trailer with a length', '0\r\nContent-Length: 5\r\n\r\n'],
  ])('and so is a body in pieces with %s', async (_case, body) => {
    await smuggle(['Transfer-Encoding: chunked'], (hidden) => `${body}${hidden}`);
    const sessions = await call(program, 'sessions', 'list');
    // A well-formed second request with our cookie is one of the page; everything else is none.
    if (body !== '0\r\nContent-Length: 5\r\n\r\n') expect(sessions).toHaveLength(1);
    if (sessions.length === 0) await call(program, 'sessions', 'restore', { sessionId });
    await expectSessionThere();
  });

  it('is answered once where it is refused: the body is never taken for a request', async () => {
    const text = await smuggle(['Content-Length: LENGTH'], (hidden) => hidden, false);
    expect(text).toMatch(/^HTTP\/1\.1 401/);
    expect(text).toMatch(/connection: close/i);
    expect(countAnswers(text)).toBe(1);
    await expectSessionThere();
  });
});

describe('a line in a header', () => {
  it('of ours cannot be planted by the address', async () => {
    for (const target of [
      '/%0d%0aSet-Cookie:%20planted=1',
      '/?token=%0d%0aSet-Cookie:%20planted=1',
      '/%E5%98%8D%E5%98%8A',
    ]) {
      const answer = await requestRaw(program.origin, [
        `GET ${target} HTTP/1.1`,
        `Host: ${host}`,
        `Cookie: ${program.cookie}`,
      ]);
      expect(answer.headers.get('set-cookie')).toBeNull();
      expect([303, 404]).toContain(answer.status);
    }
  });

  it('of ours cannot be planted by the name of a file that is exported', async () => {
    const { attachmentHeader } = await import('../../electron/backend/exchange/export-name');
    const header = attachmentHeader('a\r\nSet-Cookie: planted=1\r\n"; filename=evil.exe\u202e.concordance');
    expect(header).not.toMatch(/[\r\n]/);
    expect(() => new Headers({ 'content-disposition': header })).not.toThrow();
  });
});

describe('a method that is not meant', () => {
  const ask = (method: string, target: string, more: string[] = [], body = '') =>
    requestRaw(
      program.origin,
      [
        `${method} ${target} HTTP/1.1`,
        `Host: ${host}`,
        `Origin: ${program.origin}`,
        `Cookie: ${program.cookie}`,
        `Content-Length: ${body.length}`,
        ...more,
      ],
      body,
    );
  const input = () => encodeURIComponent(JSON.stringify({ 0: { sessionId } }));
  const body = () => JSON.stringify({ 0: { sessionId } });

  it('changes nothing by being read', async () => {
    for (const method of ['GET', 'HEAD']) {
      const answer = await ask(method, `/api/sessions.moveToTrash?batch=1&input=${input()}`);
      expect(answer.status).not.toBe(500);
      await expectSessionThere();
    }
  });

  it('is not taken from a header or the address', async () => {
    for (const more of ['X-HTTP-Method-Override: POST', 'X-Method-Override: POST', 'X-HTTP-Method: POST']) {
      await ask('GET', `/api/sessions.moveToTrash?batch=1&_method=POST&input=${input()}`, [more]);
      await expectSessionThere();
    }
  });

  it.each([
    'PUT',
    'DELETE',
    'PATCH',
    'OPTIONS',
    'PROPFIND',
    'LINK',
    'SEARCH',
    'CONNECT',
    'TRACE',
    'TRACK',
    'get',
  ])('is refused: %s', async (method) => {
    const type = ['Content-Type: application/json'];
    for (const target of ['/', '/api/sessions.moveToTrash?batch=1', `/exports/${sessionId}`]) {
      const answer = await ask(method, target, type, body());
      expect(answer.status === 204 || answer.status >= 400 || Number.isNaN(answer.status)).toBe(true);
      expect(answer.status).not.toBe(500);
      expect(answer.body).not.toContain(program.cookie);
    }
    await expectSessionThere();
  });

  it('and a form of a page without scripts is not taken for one of ours', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      await ask('POST', '/api/sessions.moveToTrash?batch=1', [`Content-Type: ${type}`], body());
      await expectSessionThere();
    }
  });

  it('an upgrade is not taken', async () => {
    const answer = await ask('GET', '/api/library.status', [
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ]);
    expect(answer.status).not.toBe(101);
  });
});
