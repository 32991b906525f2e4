import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { snapshotOf, WRITTEN_BY_ITSELF } from '../helpers/folder-snapshot';
import { call } from '../helpers/page-api';
import { START_TIMEOUT_MILLISECONDS } from '../helpers/start-timeout';
import { openSocket, requestRaw, sendRaw } from './raw-request';

/** What a page in use may wait for while the host is under attack; on a quiet machine it is a few milliseconds. */
const STILL_USABLE_MS = 5_000;

let program: BuiltProgram;
let head: string[];
beforeAll(async () => {
  program = await startBuiltProgram();
  head = [`Host: ${new URL(program.origin).host}`, `Origin: ${program.origin}`, `Cookie: ${program.cookie}`];
}, START_TIMEOUT_MILLISECONDS);
afterAll(() => program?.close());

async function expectUsable(): Promise<void> {
  const response = await program.fetch('/api/ping', { signal: AbortSignal.timeout(STILL_USABLE_MS) });
  expect(response.status).toBe(200);
  await response.arrayBuffer();
}

/** Memory that the host holds at this moment, in bytes. */
async function memoryOf({ process }: BuiltProgram): Promise<number | undefined> {
  const status = await readFile(`/proc/${process.child.pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1_024;
}

async function handlesOf({ process }: BuiltProgram): Promise<number | undefined> {
  const { readdir } = await import('node:fs/promises');
  return readdir(`/proc/${process.child.pid}/fd`).then(
    (names) => names.length,
    () => undefined,
  );
}

async function expectClosed(socket: Socket, withinMs: number): Promise<void> {
  if (socket.closed) return;
  const closed = new Promise<string>((resolve) => socket.once('close', () => resolve('closed')));
  expect(await Promise.race([closed, pause(withinMs, 'still open', { ref: false })])).toBe('closed');
}

describe('a body that is too large', () => {
  it('is refused by the api as soon as it says so', async () => {
    const answer = await requestRaw(program.origin, [
      'POST /api/frameworks.importFile HTTP/1.1',
      ...head,
      'Content-Type: application/json',
      'Content-Length: 10000000000',
    ]);
    expect(answer.status).toBe(413);
    await expectUsable();
  });

  it('is refused by the api when it does not say so, without being held', async () => {
    const before = await memoryOf(program);
    const piece = Buffer.alloc(1_024 * 1_024, ' ');
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        if (sent > 500) controller.close();
        else controller.enqueue(piece);
      },
    });
    const init = { method: 'POST', body, duplex: 'half', headers: { 'content-type': 'application/json' } };
    // The host may end the connection before all is sent; both count as a refusal.
    const status = await program.fetch('/api/frameworks.importFile', init as RequestInit).then(
      (response) => response.status,
      () => 413,
    );
    expect(status).toBe(413);
    const after = await memoryOf(program);
    if (before !== undefined && after !== undefined) expect(after - before).toBeLessThan(200 * 2 ** 20);
    await expectUsable();
  });

  it('is refused as peaks, and leaves none', async () => {
    const { sessionId } = await call(program, 'sessions', 'openSample');
    const before = await snapshotOf(program.libraryFolder, WRITTEN_BY_ITSELF);
    const response = await program.fetch(`/peaks/${sessionId}`, {
      method: 'PUT',
      body: new Uint8Array(51_000_000),
    });
    expect(response.status).toBe(413);
    await response.arrayBuffer();
    expect(await snapshotOf(program.libraryFolder, WRITTEN_BY_ITSELF)).toEqual(before);
  });

  it.each([
    ['longer', 1_000, 1_001],
    ['much longer', 1_000, 30_000_000],
    ['shorter', 1_000, 999],
  ])(
    'is refused as an upload that is %s than announced, and leaves nothing',
    async (_case, announced, sent) => {
      const before = await snapshotOf(program.libraryFolder, WRITTEN_BY_ITSELF);
      for (const isStream of [false, true]) {
        const { importId } = await call(program, 'imports', 'beginUpload', {
          fileName: 'x.wav',
          sizeBytes: announced,
        });
        const bytes = new Uint8Array(sent);
        const body = isStream ? new Blob([bytes]).stream() : bytes;
        const status = await program
          .fetch(`/uploads/${importId}`, { method: 'PUT', body, duplex: 'half' } as RequestInit)
          .then(async (response) => {
            await response.arrayBuffer();
            return response.status;
          })
          .catch(() => 409);
        expect(status).toBe(409);
      }
      await expectUsable();
      expect(await snapshotOf(program.libraryFolder, WRITTEN_BY_ITSELF)).toEqual(before);
    },
  );

  it('of brackets within brackets does not end the program', async () => {
    for (const text of [
      '['.repeat(5_000_000),
      `{"0":${'{"a":'.repeat(1_000_000)}`,
      `{"0":${'['.repeat(2_000_000)}`,
    ]) {
      const response = await program.fetch('/api/frameworks.importFile?batch=1', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: text,
      });
      expect(response.status).toBeGreaterThanOrEqual(400);
      await response.arrayBuffer();
    }
    await expectUsable();
  });

  it('a head of many kilobytes is refused', async () => {
    for (const line of [`X: ${'x'.repeat(100_000)}`, ...[Array(5_000).fill('X: y').join('\r\n')]]) {
      const answer = await requestRaw(program.origin, ['GET / HTTP/1.1', ...head, line]);
      expect([400, 431]).toContain(answer.status);
    }
    const answer = await requestRaw(program.origin, [`GET /${'x'.repeat(100_000)} HTTP/1.1`, ...head]);
    expect([400, 414, 431]).toContain(answer.status);
    await expectUsable();
  });
});

describe('a sender that is slow on purpose', () => {
  /** Sends a byte now and then, for as long as it may. */
  async function trickle(start: string): Promise<Socket> {
    const socket = await openSocket(program.origin);
    socket.on('error', () => {});
    // Read, so that the end of the connection is noticed.
    socket.resume();
    socket.write(start);
    const timer = setInterval(() => socket.write('x'), 1_000);
    socket.once('close', () => clearInterval(timer));
    return socket;
  }

  it('is dropped, whatever it is slow with, and keeps nobody waiting', async () => {
    const { importId } = await call(program, 'imports', 'beginUpload', {
      fileName: 'x',
      sizeBytes: 1_000_000,
    });
    const body = `${head.join('\r\n')}\r\nContent-Length: 1000000\r\n\r\n`;
    const starts = [
      '',
      'GET / HT',
      `GET / HTTP/1.1\r\n${head.join('\r\n')}\r\nX: `,
      `PUT /uploads/${importId} HTTP/1.1\r\n${body}`,
      `POST /api/library.dismissNotice HTTP/1.1\r\nContent-Type: application/json\r\n${body}`,
      `PUT /uploads/018f8a00-0000-7000-8000-000000000000 HTTP/1.1\r\n${body}`,
      `GET /api/ping HTTP/1.1\r\n${body}`,
      `POST /api/library.dismissNotice HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n`,
      `POST /api/library.dismissNotice HTTP/1.1\r\n${head.join('\r\n')}\r\nTransfer-Encoding: chunked\r\n\r\nfffff\r\n`,
    ];
    const sockets = await Promise.all(
      starts.flatMap((start) => Array.from({ length: 10 }, () => trickle(start))),
    );
    await expectUsable();
    await Promise.all(sockets.map((socket) => expectClosed(socket, 45_000)));
    await expectUsable();
    // What was sent is put away after the connection has closed.
    const phaseOf = async () =>
      (await call(program, 'imports', 'list')).find(({ id }) => id === importId)?.phase;
    await expect.poll(phaseOf, { timeout: 20_000 }).toBe('cancelled');
  });

  it('is told from one that has long to send', async () => {
    const sizeBytes = 3_000_000;
    const { importId } = await call(program, 'imports', 'beginUpload', { fileName: 'slow.wav', sizeBytes });
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        // 25 seconds in all, well over the time in which a slow one is dropped.
        await pause(250);
        sent += 30_000;
        controller.enqueue(new Uint8Array(30_000));
        if (sent === sizeBytes) controller.close();
      },
    });
    const init = { method: 'PUT', body, duplex: 'half' } as RequestInit;
    expect((await program.fetch(`/uploads/${importId}`, init)).status).toBe(204);
  });
});

describe('a thousand event streams', () => {
  it('leave the program usable, its memory bounded, and are let go when they close', async () => {
    const own = await startBuiltProgram();
    try {
      const memoryBefore = await memoryOf(own);
      const handlesBefore = await handlesOf(own);
      const lines = [
        'GET /api/events.watch HTTP/1.1',
        `Host: ${new URL(own.origin).host}`,
        `Cookie: ${own.cookie}`,
        'Accept: text/event-stream',
      ];
      const streams = await Promise.all(Array.from({ length: 1_000 }, () => openStream(own, lines)));
      expect(streams.every(({ isOpen }) => isOpen)).toBe(true);
      const askedAt = performance.now();
      const { sessionId } = await call(own, 'sessions', 'openSample');
      expect((await own.fetch(`/media/${sessionId}`, { headers: { range: 'bytes=0-99' } })).status).toBe(206);
      const seconds = (performance.now() - askedAt) / 1_000;
      const memory = await memoryOf(own);
      // Every one of them hears of the new session.
      await expect
        .poll(() => streams.filter(({ text }) => text().includes('sessions-changed')).length, {
          timeout: 20_000,
        })
        .toBe(1_000);
      for (const { socket } of streams) socket.destroy();
      if (memoryBefore !== undefined && memory !== undefined && handlesBefore !== undefined) {
        const megabytes = (memory - memoryBefore) / 2 ** 20;
        console.log(
          `1,000 event streams: ${megabytes.toFixed(0)} MB more, a session opened in ${seconds.toFixed(2)} s`,
        );
        expect(megabytes).toBeLessThan(400);
        await expect.poll(() => handlesOf(own), { timeout: 20_000 }).toBeLessThan(handlesBefore + 20);
      }
      const response = await own.fetch('/api/ping', { signal: AbortSignal.timeout(STILL_USABLE_MS) });
      expect(response.status).toBe(200);
    } finally {
      await own.close();
    }
  });

  it('and more connections than any page has are refused, so that the library can still be written', async () => {
    const own = await startBuiltProgram();
    const sockets: Socket[] = [];
    try {
      for (let batch = 0; batch < 24; batch += 1) {
        const opened = await Promise.allSettled(Array.from({ length: 100 }, () => openSocket(own.origin)));
        for (const outcome of opened) if (outcome.status === 'fulfilled') sockets.push(outcome.value);
      }
      for (const socket of sockets) socket.on('error', () => {});
      const handles = await handlesOf(own);
      if (handles !== undefined) expect(handles).toBeLessThan(2_100);
      for (const socket of sockets) socket.destroy();
      await expect
        .poll(
          () =>
            own.fetch('/api/ping').then(
              (response) => response.status,
              () => 0,
            ),
          { timeout: 20_000 },
        )
        .toBe(200);
      await call(own, 'profile', 'save', { person: { name: 'Tara', role: 'trainee', credential: '' } });
    } finally {
      for (const socket of sockets) socket.destroy();
      await own.close();
    }
  });
});

/** Opens an event stream and waits until its head is there. */
async function openStream(host: BuiltProgram, lines: string[]) {
  const socket = await openSocket(host.origin);
  let received = '';
  const opened = new Promise<boolean>((resolve) => {
    socket.on('data', (piece) => {
      received += String(piece);
      if (received.includes('\r\n\r\n')) resolve(received.startsWith('HTTP/1.1 200'));
    });
    socket.once('close', () => resolve(false));
  });
  socket.on('error', () => {});
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  return { socket, isOpen: await opened, text: () => received };
}

it('requests one after the other on a connection are answered one after the other, and no more are held', async () => {
  const one = `GET /api/ping HTTP/1.1\r\n${head.join('\r\n')}\r\n`;
  const text = await sendRaw(program.origin, `${`${one}\r\n`.repeat(500)}${one}Connection: close\r\n\r\n`);
  expect(text.split('HTTP/1.1 200').length - 1).toBe(501);
});
