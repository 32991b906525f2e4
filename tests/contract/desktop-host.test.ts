import { readFileSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOST_CHANNELS, HOST_GLOBAL, type HostApi } from '#shared/host-api';
import { INVOKE_BINDING } from '../helpers/electron-stand-in/page-script';
import { type StandInDesktop, startStandInDesktop } from '../helpers/stand-in-desktop';
import { START_TIMEOUT_MILLISECONDS } from '../helpers/start-timeout';
import { makeTemporaryFolder } from '../helpers/temporary-folder';

type HostWindow = Window & { [HOST_GLOBAL]: Required<HostApi> };
const exportId = '018f8a00-0000-7000-8000-000000000000';

/** Calls a function of the preload's object from the page. */
function callHost<Reply>(page: Page, member: keyof HostApi, message?: unknown): Promise<Reply> {
  return page.evaluate(
    ([name, member, message]) => {
      const host = (window as unknown as Record<string, Record<string, (input: unknown) => unknown>>)[name];
      return host?.[member]?.(message) as Reply;
    },
    [HOST_GLOBAL, member, message] as const,
  );
}

/** What a page that was taken over could do: speak to a channel past the preload. */
function invokeRaw(page: Page, channel: string, ...messages: unknown[]): Promise<unknown> {
  return page.evaluate(
    ([binding, channel, messages]) => {
      const invoke = (window as unknown as Record<string, (...input: unknown[]) => unknown>)[binding];
      return invoke?.(channel, messages);
    },
    [INVOKE_BINDING, channel, messages] as const,
  );
}

describe('the desktop program', () => {
  let desktop: StandInDesktop;
  let page: Page;
  beforeAll(async () => {
    desktop = await startStandInDesktop();
    page = await desktop.page();
  }, START_TIMEOUT_MILLISECONDS);
  afterAll(() => desktop?.close());

  it('hardens before it opens a window, and privileges come first', async () => {
    const kinds = desktop.process.lines.flatMap((line) => /^\{"standIn":"([^"]+)"/.exec(line)?.[1] ?? []);
    const first = ['privileges', 'sandbox-enabled', 'ready', 'protocol', 'menu', 'window'];
    expect(kinds.filter((kind) => first.includes(kind))).toEqual(first);
    const [{ schemes }] = desktop.records('privileges') as unknown as [{ schemes: unknown }];
    expect(schemes).toEqual([
      {
        scheme: 'app',
        privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true },
      },
    ]);
  });

  it('opens a sandboxed window that is shown when there is something to see', async () => {
    const [window] = desktop.records('window') as unknown as [{ options: Record<string, unknown> }];
    expect(window.options).toMatchObject({
      show: false,
      minWidth: 900,
      minHeight: 600,
      webPreferences: {
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        webSecurity: true,
      },
    });
    await desktop.waitFor('shown');
  });

  it('gives the page a secure context, the host’s few functions and nothing of Node', async () => {
    const facts = await page.evaluate(
      (name) => ({
        isSecure: window.isSecureContext,
        members: Object.keys((window as unknown as Record<string, object>)[name] ?? {}).sort(),
        kind: (window as unknown as Record<string, HostApi>)[name]?.kind,
        node: ['require', 'process', 'module', 'Buffer', 'ipcRenderer'].filter((global) => global in window),
      }),
      HOST_GLOBAL,
    );
    expect(facts).toEqual({
      isSecure: true,
      kind: 'desktop',
      members: ['chooseFfmpeg', 'chooseFiles', 'findFile', 'kind', 'onEvent', 'pathOf', 'saveExport'],
      node: [],
    });
  });

  it('asks for files, and an answer of none is none', async () => {
    expect(await callHost(page, 'chooseFiles')).toEqual([]);
    await desktop.answerDialog('showOpenDialog', {
      canceled: false,
      filePaths: ['/a/one.wav', '/a/two.mp3'],
    });
    expect(await callHost(page, 'chooseFiles')).toEqual(['/a/one.wav', '/a/two.mp3']);
  });

  it('asks where one file is, and tells nothing when the user cancels', async () => {
    await desktop.answerDialog('showOpenDialog', { canceled: true, filePaths: [] });
    expect(await callHost(page, 'findFile')).toBeUndefined();
    await desktop.answerDialog('showOpenDialog', { canceled: false, filePaths: ['/b/Ana 3.mp3'] });
    expect(await callHost(page, 'findFile')).toBe('/b/Ana 3.mp3');
  });

  it('tells the path of a dropped file, and of a made one that it has none', async () => {
    await desktop.command('setFilePaths', { 'talk.wav': '/a/talk.wav' });
    const paths = await page.evaluate((name) => {
      const { pathOf } = (window as unknown as HostWindow)[name as typeof HOST_GLOBAL];
      return [pathOf(new File([], 'talk.wav')), pathOf(new File([], 'made.wav')), pathOf({})];
    }, HOST_GLOBAL);
    expect(paths).toEqual(['/a/talk.wav', undefined, undefined]);
  });

  it('saves nothing when the user cancels, or when there is nothing to save', async () => {
    const folder = await makeTemporaryFolder('save');
    const request = { exportId, suggestedName: '../../evil/My session.concordance' };
    expect(await callHost(page, 'saveExport', request)).toEqual({ outcome: 'cancelled' });
    const asked = desktop.records('dialog').at(-1) as unknown as { options: { defaultPath: string } };
    expect(asked.options.defaultPath).toBe('-..-evil-My session.concordance');

    await desktop.answerDialog('showSaveDialog', { canceled: false, filePath: join(folder.path, 'x') });
    await expect(callHost(page, 'saveExport', request)).rejects.toThrow(
      /Error: What was to be saved is no longer there/,
    );
    expect(await readdir(folder.path)).toEqual([]);
    await folder.remove();
  });

  it('refuses messages that do not fit, before anything happens', async () => {
    const dialogs = desktop.records('dialog').length;
    const bad: [string, unknown[]][] = [
      [HOST_CHANNELS.saveExport, []],
      [HOST_CHANNELS.saveExport, [{ exportId: '../../etc/passwd', suggestedName: 'x' }]],
      [HOST_CHANNELS.saveExport, [{ exportId, suggestedName: '' }]],
      [HOST_CHANNELS.saveExport, [{ exportId, suggestedName: 'x' }, 'more']],
      [HOST_CHANNELS.chooseFiles, [{ properties: ['openDirectory'] }]],
      [HOST_CHANNELS.findFile, ['/etc/passwd']],
      [HOST_CHANNELS.findFile, [{ defaultPath: '/etc' }]],
      [HOST_CHANNELS.showRecording, ['x']],
      ['another-channel', []],
    ];
    for (const [channel, messages] of bad) {
      expect(await invokeRaw(page, channel, ...messages)).toMatchObject({ error: expect.any(String) });
    }
    expect(desktop.records('dialog')).toHaveLength(dialogs);
  });

  it('refuses a frame inside the page', async () => {
    const refusal = await page.evaluate(
      async ([binding, channel]) => {
        const frame = document.createElement('iframe');
        document.body.append(frame);
        const inner = frame.contentWindow as unknown as Record<string, (...input: unknown[]) => unknown>;
        const outcome = await inner[binding]?.(channel, []);
        frame.remove();
        return outcome;
      },
      [INVOKE_BINDING, HOST_CHANNELS.chooseFiles] as const,
    );
    expect(refusal).toEqual({ error: expect.stringMatching(/not from the program's own page/) });
  });

  it.each([
    ['an address of the web', 'https://attacker.example/', true],
    ['http', 'http://attacker.example/', false],
    ['another host of the scheme', 'http://attacker.app.localhost/', false],
    ['another page of the program', 'http://concordance.app.localhost/api/ping', false],
  ])('stays on its page when sent to %s', async (_case, address, opensOutside) => {
    const before = desktop.records('open-external').length;
    const url = page.url();
    await page.evaluate((target) => {
      location.href = target;
    }, address);
    await desktop.waitFor(
      'will-navigate',
      (record) => record.isPrevented === true && isAddress(record.url, address),
    );
    expect(page.url()).toBe(url);
    expect(desktop.records('open-external').length - before).toBe(opensOutside ? 1 : 0);
  });

  it('may start its page again', async () => {
    await page.evaluate(() => {
      (window as unknown as Record<string, unknown>).before = true;
      location.reload();
    });
    await expect.poll(() => page.evaluate(() => 'before' in window).catch(() => true)).toBe(false);
    await page.waitForLoadState();
  });

  it('opens no second window; https goes to the system’s browser', async () => {
    for (const address of ['https://coach.example/a', 'http://coach.example/', 'about:blank']) {
      await page.evaluate((target) => {
        // Without an opener too, as a link with rel=noopener opens.
        window.open(target);
        window.open(target, '_blank', 'noopener');
      }, address);
      await desktop.waitFor('window-open', (record) => record.url === address && record.action === 'deny');
    }
    expect(desktop.records('open-external').map((record) => record.url)).toContain('https://coach.example/a');
    expect(desktop.records('open-external').map((record) => record.url)).not.toContain(
      'http://coach.example/',
    );
    await expect.poll(() => page.context().pages().length, { timeout: 10_000 }).toBe(1);
  });

  it('denies permissions that it does not need, however they are asked', async () => {
    const ask = (permission: string, url = 'app://concordance/', isMainFrame = true) =>
      desktop.command('askPermission', { permission, url, isMainFrame });
    expect(await ask('fullscreen')).toEqual({ requested: true, checked: true });
    expect(await ask('clipboard-sanitized-write')).toEqual({ requested: true, checked: true });
    expect(await ask('speaker-selection')).toEqual({ requested: true, checked: true });
    for (const permission of [
      'media',
      'geolocation',
      'clipboard-read',
      'notifications',
      'usb',
      'openExternal',
    ]) {
      expect(await ask(permission)).toEqual({ requested: false, checked: false });
    }
    expect(await ask('fullscreen', 'https://attacker.example/')).toEqual({
      requested: false,
      checked: false,
    });
    expect(await ask('fullscreen', 'app://concordance/', false)).toEqual({
      requested: false,
      checked: false,
    });
  });

  it('passes the menu’s commands and opened files to the page, once it listens', async () => {
    const folder = await makeTemporaryFolder('open');
    const file = join(folder.path, 'talk.wav');
    await writeFile(file, 'RIFF');
    await page.evaluate((name) => {
      const heard: unknown[] = [];
      (window as unknown as Record<string, unknown>).heard = heard;
      (window as unknown as HostWindow)[name as typeof HOST_GLOBAL].onEvent((event) => heard.push(event));
    }, HOST_GLOBAL);
    await desktop.command('chooseMenuItem', 'library.add');
    await desktop.command('chooseMenuItem', 'help.keys');
    await desktop.command('openFile', file);
    await desktop.command('openFile', join(folder.path, 'missing.wav'));
    await desktop.command('openFile', 'talk.wav');
    const expected = [
      { type: 'command', command: 'library.add' },
      { type: 'command', command: 'help.keys' },
      { type: 'open-files', paths: [file] },
    ];
    await expect
      .poll(() => page.evaluate(() => (window as unknown as Record<string, unknown>).heard))
      .toEqual(expected);
    await folder.remove();
  });
});

describe('starting and ending the desktop program', () => {
  it('hands files to the one that runs, remembers its window, and closes in order', async () => {
    const folder = await makeTemporaryFolder('instances');
    const file = join(folder.path, 'session from mentor.concordance');
    await writeFile(file, 'PK');
    const userDataFolder = join(folder.path, 'user-data');
    const first = await startStandInDesktop({ userDataFolder, arguments: ['./package.json', folder.path] });
    const page = await first.page();
    await first.command('minimizeWindow');
    await first.command('setWindowBounds', { x: 40, y: 30, width: 1100, height: 720 });

    const heard = () =>
      page.evaluate((name) => {
        const store = window as unknown as { heard?: unknown[] };
        if (store.heard === undefined) {
          const events: unknown[] = [];
          store.heard = events;
          (window as unknown as HostWindow)[name as typeof HOST_GLOBAL].onEvent((event) =>
            events.push(event),
          );
        }
        return store.heard;
      }, HOST_GLOBAL);
    await heard();
    await expect(startStandInDesktop({ userDataFolder, arguments: [file] })).rejects.toThrow(/ended \(0\)/);
    await expect.poll(heard).toContainEqual({ type: 'open-files', paths: [file] });
    expect(await first.command('windowState')).toMatchObject({ isMinimized: false, isVisible: true });

    expect(await first.quit()).toEqual({ code: 0, signal: null });
    const ending = ['before-quit', 'window-closed', 'will-quit', 'quit'];
    const kinds = first.process.lines.flatMap((line) => /^\{"standIn":"([^"]+)"/.exec(line)?.[1] ?? []);
    expect(kinds.filter((kind) => ending.includes(kind))).toEqual(ending);
    await first.close();
    expect(JSON.parse(readFileSync(join(userDataFolder, 'window.json'), 'utf8'))).toEqual({
      bounds: { x: 40, y: 30, width: 1100, height: 720 },
      isMaximized: false,
    });

    const second = await startStandInDesktop({ userDataFolder });
    expect(await second.waitFor('window')).toMatchObject({ options: { width: 1100, height: 720, x: 40 } });
    await second.page();
    await second.command('closeWindow');
    expect(await second.process.exited).toEqual({ code: 0, signal: null });
    await second.close();
    await folder.remove();
  });

  it('holds files it was started with until the page listens', async () => {
    const desktop = await startStandInDesktop({ arguments: [join(import.meta.dirname, 'transports.ts')] });
    const page = await desktop.page();
    // The program's own page may have taken the event already; what it shows of it is its own story.
    const sent = await page.evaluate((name) => {
      const { onEvent } = (window as unknown as HostWindow)[name as typeof HOST_GLOBAL];
      return typeof onEvent;
    }, HOST_GLOBAL);
    expect(sent).toBe('function');
    expect(desktop.records('send-failed')).toEqual([]);
    await desktop.close();
  });

  it('says why a library cannot be opened, and ends', async () => {
    const folder = await makeTemporaryFolder('blocked');
    await writeFile(join(folder.path, 'library'), 'a file where a folder is needed');
    await expect(startStandInDesktop({ libraryFolder: join(folder.path, 'library') })).rejects.toThrow(
      /error-box[\s\S]*could not open the library/,
    );
    await folder.remove();
  });
});

function isAddress(recorded: unknown, address: string): boolean {
  return recorded === address || recorded === address.replace(/^http:\/\/(\w+)\.app\.localhost/, 'app://$1');
}
