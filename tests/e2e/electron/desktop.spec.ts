import { join } from 'node:path';
import { _electron, type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { findElectronBinary } from '../../helpers/electron-binary';
import { ensureBuilt, projectFolder } from '../../helpers/ensure-built';
import { makeTemporaryFolder } from '../../helpers/temporary-folder';
import { temporaryKeyFolder } from '../../helpers/temporary-key-folder';

// What only the real Electron can show. Everything else runs under the stand-in, in tests/contract/desktop-host.test.ts.
const binary = findElectronBinary();
const missing = 'missing' in binary ? binary.missing : undefined;
test.skip(missing !== undefined, missing ?? '');
if (missing !== undefined) console.log(`Skipped, tests/e2e/electron: ${missing}`);

let folder: { path: string; remove(): Promise<void> };
let program: ElectronApplication;
let page: Page;

test.beforeAll(async () => {
  if (!('executablePath' in binary)) return;
  await ensureBuilt();
  folder = await makeTemporaryFolder('electron');
  program = await _electron.launch({
    executablePath: binary.executablePath,
    env: { ...(process.env as Record<string, string>), CONCORDANCE_KEYS: temporaryKeyFolder() },
    // Root cannot use Chromium's outer sandbox; the renderer's own stays on and is asserted below.
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      projectFolder,
      `--library=${join(folder.path, 'library')}`,
      `--user-data-dir=${join(folder.path, 'user-data')}`,
    ],
  });
  page = await program.firstWindow();
  await page.waitForLoadState();
});

test.afterAll(async () => {
  await program?.close();
  await folder?.remove();
});

test('the page lives at its own secure origin', async () => {
  expect(page.url()).toMatch(/^app:\/\/concordance\//);
  expect(await page.evaluate(() => [location.origin, window.isSecureContext])).toEqual([
    'app://concordance',
    true,
  ]);
});

test('the page is sandboxed and isolated from the preload', async () => {
  const preferences = await program.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const contents = window?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
    return contents.getLastWebPreferences();
  });
  expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
  const reachable = await page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer'].filter((name) => name in window),
  );
  expect(reachable).toEqual([]);
});

test('the backend answers the page, with its policy', async () => {
  const answer = await page.evaluate(async () => {
    const response = await fetch('/');
    return { status: response.status, policy: response.headers.get('content-security-policy') };
  });
  expect(answer.status).toBe(200);
  expect(answer.policy).toContain("default-src 'self'");
});

test('the window stays on its page and opens no other', async () => {
  const url = page.url();
  // What leads outside must not open a browser on the machine that runs the tests.
  await program.evaluate(({ shell }) => {
    shell.openExternal = async () => {};
  });
  await page.evaluate(() => {
    location.href = 'https://attacker.example/';
  });
  const opened = await page.evaluate(() => window.open('https://attacker.example/') === null);
  await page.waitForTimeout(500);
  expect(page.url()).toBe(url);
  expect(opened).toBe(true);
  expect(program.windows()).toHaveLength(1);
});

test('camera, place and clipboard stay closed', async () => {
  const states = await page.evaluate(async () => {
    const camera = await navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'open',
      (error: Error) => error.name,
    );
    const place = await new Promise<string>((resolve) => {
      navigator.geolocation.getCurrentPosition(
        () => resolve('open'),
        (error) => resolve(error.code === error.PERMISSION_DENIED ? 'denied' : 'unavailable'),
      );
    });
    const clipboard = await navigator.clipboard.readText().then(
      () => 'open',
      () => 'denied',
    );
    return { camera, place, clipboard };
  });
  expect(states.camera).not.toBe('open');
  expect(states.place).not.toBe('open');
  expect(states.clipboard).toBe('denied');
});

test('the menu holds the program’s commands', async () => {
  const labels = await program.evaluate(({ Menu }) =>
    ['library.add', 'help.keys'].map((id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.label),
  );
  expect(labels).toEqual(['Add recordings or packages…', 'Keyboard shortcuts']);
});

test('the formats that recorders write can be played', async () => {
  const answers = await page.evaluate(() => {
    const media = document.createElement('video');
    return [
      'audio/mpeg',
      'audio/mp4; codecs="mp4a.40.2"',
      'video/mp4; codecs="avc1.42E01E"',
      'audio/wav',
    ].map((type) => media.canPlayType(type) !== '');
  });
  expect(answers).toEqual([true, true, true, true]);
});
