import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ArgumentError, readArguments } from '../../../electron/hosts/browser/arguments';
import { launchCommand, openBrowser } from '../../../electron/hosts/browser/open-browser';
import { describeStartFailure } from '../../../electron/hosts/browser/start-failure';
import { readDesktopArguments } from '../../../electron/hosts/desktop/arguments';
import { safeFileName, saveStream } from '../../../electron/hosts/desktop/save-stream';
import { readWindowState, writeWindowState } from '../../../electron/hosts/desktop/window-state';
import { chooseLibraryFolder, defaultLibraryFolder } from '../../../electron/hosts/shared/library-folder';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'concordance-hosts-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

function streamOf(...parts: (string | Error)[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull(controller) {
      const part = parts.shift();
      if (part === undefined) controller.close();
      else if (part instanceof Error) controller.error(part);
      else controller.enqueue(new TextEncoder().encode(part));
    },
  });
}

describe('saving a stream', () => {
  it('writes all of it, over what was there, and leaves nothing else', async () => {
    const target = join(folder, 'My session.concordance');
    await writeFile(target, 'something older and longer than what comes');
    await saveStream(streamOf('one ', 'two ', 'three'), target);
    expect(await readFile(target, 'utf8')).toBe('one two three');
    expect(await readdir(folder)).toEqual(['My session.concordance']);
  });

  it('that breaks leaves what was there before, and nothing else', async () => {
    const target = join(folder, 'kept.concordance');
    await writeFile(target, 'kept');
    await expect(saveStream(streamOf('one', new Error('the library closed')), target)).rejects.toThrow(
      'the library closed',
    );
    expect(await readFile(target, 'utf8')).toBe('kept');
    expect(await readdir(folder)).toEqual(['kept.concordance']);
  });

  it('to a folder that is not there fails and makes nothing', async () => {
    await expect(saveStream(streamOf('one'), join(folder, 'gone', 'x'))).rejects.toMatchObject({
      code: 'ENOENT',
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it('over a folder fails and leaves no temporary file', async () => {
    await mkdir(join(folder, 'taken'));
    await expect(saveStream(streamOf('one'), join(folder, 'taken'))).rejects.toThrow();
    expect(await readdir(folder)).toEqual(['taken']);
  });

  it('with a very long name still finds room for its temporary file', async () => {
    const target = join(folder, `${'会'.repeat(80)}.concordance`);
    await saveStream(streamOf('one'), target);
    expect(await readFile(target, 'utf8')).toBe('one');
  });
});

describe('a suggested file name', () => {
  it.each([
    ['Session with A. B.concordance', 'Session with A. B.concordance'],
    ['../../.bashrc', '-..-.bashrc'],
    ['C:\\Windows\\x', 'C--Windows-x'],
    ['a<b>c|d"e*f?g', 'a-b-c-d-e-f-g'],
    ['line\nbreak\u0000end', 'line-break-end'],
    ['  .. ', 'export'],
    ['جلسة 🎧.concordance', 'جلسة 🎧.concordance'],
  ])('%j becomes %j', (suggested, expected) => {
    expect(safeFileName(suggested)).toBe(expected);
  });
});

describe('the window’s state', () => {
  it('is read as it was written, and a damaged one is passed over', async () => {
    const file = join(folder, 'window.json');
    expect(readWindowState(file)).toBeUndefined();
    const state = { bounds: { x: 1, y: 2, width: 1000, height: 700 }, isMaximized: false };
    writeWindowState(file, state);
    expect(readWindowState(file)).toEqual(state);
    for (const broken of ['', '{', '[]', '{"bounds":{"x":"1"}}']) {
      await writeFile(file, broken);
      expect(readWindowState(file)).toBeUndefined();
    }
    writeWindowState(join(folder, 'gone', 'window.json'), state);
    expect(existsSync(join(folder, 'gone'))).toBe(false);
  });
});

describe('the desktop’s command line', () => {
  it('names a library and files, among switches of others', async () => {
    await writeFile(join(folder, 'talk.wav'), '');
    await writeFile(join(folder, 'with space.concordance'), '');
    const line = [
      '--inspect=0',
      '--library',
      '/tmp/lib',
      'talk.wav',
      '--no-sandbox',
      join(folder, 'with space.concordance'),
    ];
    expect(readDesktopArguments(line, folder)).toEqual({
      library: '/tmp/lib',
      files: [join(folder, 'talk.wav'), join(folder, 'with space.concordance')],
    });
    expect(readDesktopArguments(['--library=/tmp/other'], folder).library).toBe('/tmp/other');
  });

  it('names no folder, nothing that is missing, no address', () => {
    expect(
      readDesktopArguments(['.', folder, 'gone.wav', 'https://x.example/talk.wav'], folder).files,
    ).toEqual([]);
    expect(readDesktopArguments(['--library'], folder)).toEqual({ library: undefined, files: [] });
  });
});

describe('the browser host’s command line', () => {
  it('is read', () => {
    expect(readArguments([])).toEqual({
      library: undefined,
      ffmpeg: undefined,
      port: 0,
      opensBrowser: true,
      readsOnly: false,
      wants: 'run',
    });
    expect(readArguments(['--library', 'x', '--port', '8080', '--no-open'])).toEqual({
      library: 'x',
      ffmpeg: undefined,
      port: 8080,
      opensBrowser: false,
      readsOnly: false,
      wants: 'run',
    });
    expect(readArguments(['-h', '--version']).wants).toBe('help');
    expect(readArguments(['--read-only']).readsOnly).toBe(true);
    expect(readArguments(['--ffmpeg', '/opt/ffmpeg']).ffmpeg).toBe('/opt/ffmpeg');
    expect(readArguments(['--version']).wants).toBe('version');
  });

  it.each([
    ['--port', 'x'],
    ['--port', '65536'],
    ['--port=-1'],
    ['--port', '1e3'],
    ['--unknown'],
    ['stray'],
    ['--library'],
  ])('is refused with a message: %s %s', (...line) => {
    expect(() => readArguments(line)).toThrow(ArgumentError);
  });
});

describe('the library’s place', () => {
  it('is what was asked for, then what the environment says, then the user’s own', () => {
    expect(chooseLibraryFolder('/a', { CONCORDANCE_LIBRARY: '/b' })).toBe('/a');
    expect(chooseLibraryFolder(undefined, { CONCORDANCE_LIBRARY: '/b' })).toBe('/b');
    expect(chooseLibraryFolder(undefined, {})).toBe(defaultLibraryFolder());
  });

  it('is among the documents, unless there is one beside them already', async () => {
    expect(defaultLibraryFolder(folder)).toBe(join(folder, 'Concordance'));
    await mkdir(join(folder, 'Documents'));
    expect(defaultLibraryFolder(folder)).toBe(join(folder, 'Documents', 'Concordance'));
    await mkdir(join(folder, 'Concordance'));
    expect(defaultLibraryFolder(folder)).toBe(join(folder, 'Concordance'));
    await mkdir(join(folder, 'Documents', 'Concordance'));
    expect(defaultLibraryFolder(folder)).toBe(join(folder, 'Documents', 'Concordance'));
  });
});

describe('opening the browser', () => {
  const address = 'http://127.0.0.1:4321/?token=a&b="c"';
  it('passes the address as one word, without a shell', () => {
    expect(launchCommand(address, 'darwin', {})).toEqual({ program: 'open', arguments: [address] });
    expect(launchCommand(address, 'win32', {})?.arguments).toEqual(['url.dll,FileProtocolHandler', address]);
    expect(launchCommand(address, 'linux', { DISPLAY: ':0' })?.arguments).toEqual([address]);
  });

  it('is not tried without a display, and a missing program is no failure', async () => {
    expect(launchCommand(address, 'linux', {})).toBeUndefined();
    expect(await openBrowser(address, 'linux', {})).toBe(false);
  });
});

describe('a start that fails', () => {
  function systemError(code: string, more: object = {}): Error {
    return Object.assign(new Error(`${code}: failed`), { code, ...more });
  }
  it('says what to do', () => {
    expect(describeStartFailure(systemError('EADDRINUSE', { syscall: 'listen' }), 8080)).toMatch(
      /8080.*--port/,
    );
    expect(describeStartFailure(systemError('EACCES', { syscall: 'listen' }), 80)).toMatch(/port 80.*1023/);
    expect(describeStartFailure(systemError('EACCES', { path: '/x' }), 0)).toMatch(/\/x.*--library/);
    expect(describeStartFailure(systemError('EROFS', { path: '/x' }), 0)).toMatch(/\/x.*--library/);
    expect(describeStartFailure(new Error('surprise'), 0)).toMatch(/surprise/);
  });
});
