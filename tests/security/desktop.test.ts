import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOST_CHANNELS } from '#shared/host-api';
import { INVOKE_BINDING } from '../helpers/electron-stand-in/page-script';
import { PLACE_HEADER } from '../helpers/electron-stand-in/protocol';
import { snapshotOf, WRITTEN_BY_ITSELF } from '../helpers/folder-snapshot';
import { type StandInDesktop, startStandInDesktop } from '../helpers/stand-in-desktop';
import { START_TIMEOUT_MILLISECONDS } from '../helpers/start-timeout';
import { requestRaw } from './raw-request';

// What the built main process does with messages, navigation, windows and permissions that are not meant stands in
// tests/contract/desktop-host.test.ts, and its rules in tests/unit/hosts/desktop-rules.test.ts.

let desktop: StandInDesktop;
let page: Page;
let port: string;
beforeAll(async () => {
  desktop = await startStandInDesktop();
  page = await desktop.page();
  port = String((await desktop.waitFor('protocol', ({ scheme }) => scheme === 'app')).origin);
}, START_TIMEOUT_MILLISECONDS);
afterAll(() => desktop?.close());

/** Asks the program's own scheme for an address as it is written. */
function ask(target: string, host = 'concordance') {
  return requestRaw(port, [
    `GET ${target} HTTP/1.1`,
    `Host: ${new URL(port).host}`,
    `${PLACE_HEADER}: ${host}.app.localhost`,
  ]);
}

describe('the program’s scheme', () => {
  it('serves the page under its own host, and nothing under any other', async () => {
    expect((await ask('/')).status).toBe(200);
    for (const host of [
      'attacker',
      'concordance.attacker',
      'concordance:1',
      'user@concordance',
      'concordance.',
    ]) {
      expect((await ask('/', host)).status).not.toBe(200);
    }
  });

  it.each([
    '../',
    '%2e%2e/',
    '..%2f',
    '%252e%252e%252f',
    '..\\',
    '..%5c',
    '%c0%ae%c0%ae/',
    '....//',
    '..%00/',
  ])('has no way out of the folder of the page: %s', async (up) => {
    for (const target of ['main/index.js', 'package.json', 'etc/passwd']) {
      for (const depth of [1, 2, 3, 12]) {
        for (const path of ['/', '/assets/', '/media/', '/exports/', '/peaks/']) {
          const answer = await ask(`${path}${up.repeat(depth)}${target}`);
          expect([400, 404]).toContain(answer.status);
          expect(answer.body).not.toMatch(/root:|import |"dependencies"/);
        }
      }
    }
  });

  it('names no file of the machine by an absolute path', async () => {
    for (const target of ['//etc/passwd', '/%2fetc%2fpasswd', '/C:/Windows/win.ini', '/file:///etc/passwd']) {
      expect((await ask(target)).status).toBe(404);
    }
  });
});

describe('a page that was taken over', () => {
  it('cannot leave by a link, whatever its scheme', async () => {
    const url = page.url();
    const opened = desktop.records('open-external').length;
    for (const address of [
      'file:///etc/passwd',
      'javascript:document.title="planted"',
      'data:text/html,planted',
      'smb://attacker.example/share',
      'ms-msdt:/id',
      'vbscript:x',
      'mailto:a@example.org',
      'https://user:password@attacker.example/',
    ]) {
      await page.evaluate((target) => {
        const link = document.createElement('a');
        link.href = target;
        document.body.append(link);
        link.click();
        link.target = '_blank';
        link.click();
        link.remove();
      }, address);
    }
    await page.waitForTimeout(500);
    expect(page.url()).toBe(url);
    expect(await page.title()).not.toBe('planted');
    expect(desktop.records('open-external')).toHaveLength(opened);
    await expect.poll(() => page.context().pages().length, { timeout: 10_000 }).toBe(1);
  });

  it('cannot load a foreign page into a frame, whose messages would be refused besides', async () => {
    const outcome = await page.evaluate(
      async ([binding, channel]) => {
        const frame = document.createElement('iframe');
        frame.src = 'data:text/html,<script>parent.postMessage("planted", "*")</script>';
        const heard = new Promise((resolve) => {
          addEventListener('message', ({ data }) => resolve(data));
          setTimeout(() => resolve('nothing'), 1_000);
        });
        document.body.append(frame);
        const said = await heard;
        frame.remove();
        const inner = document.createElement('iframe');
        document.body.append(inner);
        const invoke = (inner.contentWindow as unknown as Record<string, (...words: unknown[]) => unknown>)[
          binding
        ];
        const reply = await invoke?.(channel, []);
        inner.remove();
        return { said, reply };
      },
      [INVOKE_BINDING, HOST_CHANNELS.chooseFiles] as const,
    );
    expect(outcome.said).toBe('nothing');
    expect(outcome.reply).toEqual({ error: expect.stringMatching(/not from the program's own page/) });
  });

  it('cannot have a file that it names read or written past a dialog', async () => {
    const before = await snapshotOf(desktop.libraryFolder, WRITTEN_BY_ITSELF);
    const dialogs = desktop.records('dialog').length;
    const refusals = await page.evaluate(
      async ([binding, channels]) => {
        const invoke = (window as unknown as Record<string, (...words: unknown[]) => unknown>)[binding];
        const planted = [
          [{ exportId: '/etc/passwd', suggestedName: '/tmp/planted' }],
          [{ path: '/etc/passwd' }],
          [{ recordingPath: '../../etc/passwd' }],
          ['/etc/passwd'],
          [{ __proto__: { exportId: 'x' } }],
        ];
        const replies: unknown[] = [];
        for (const channel of channels)
          for (const words of planted) replies.push(await invoke?.(channel, words));
        return replies;
      },
      [INVOKE_BINDING, Object.values(HOST_CHANNELS)] as const,
    );
    for (const reply of refusals) expect(reply).toMatchObject({ error: expect.any(String) });
    expect(desktop.records('dialog')).toHaveLength(dialogs);
    expect(await snapshotOf(desktop.libraryFolder, WRITTEN_BY_ITSELF)).toEqual(before);
  });
});
