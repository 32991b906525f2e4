import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BuiltProgram, startBuiltProgram } from '../helpers/built-program';
import { filesBelow } from '../helpers/files-below';
import { call, type PageFetch } from '../helpers/page-api';
import { type StandInDesktop, startStandInDesktop } from '../helpers/stand-in-desktop';
import { makeTemporaryFolder } from '../helpers/temporary-folder';

let folder: { path: string; remove(): Promise<void> };
let libraryFolder: string;
let keyFolder: string;
const started: { close(): Promise<void> }[] = [];
beforeEach(async () => {
  folder = await makeTemporaryFolder('key-storage');
  libraryFolder = join(folder.path, 'library');
  keyFolder = join(folder.path, 'keys');
});
afterEach(async () => {
  for (const program of started.splice(0)) await program.close();
  await folder.remove();
});

async function startBrowserHost(): Promise<BuiltProgram> {
  const program = await startBuiltProgram({ libraryFolder, environment: { CONCORDANCE_KEYS: keyFolder } });
  started.push(program);
  return program;
}

async function startDesktop(environment: Record<string, string> = {}): Promise<StandInDesktop> {
  const desktop = await startStandInDesktop({
    libraryFolder,
    environment: { CONCORDANCE_KEYS: keyFolder, ...environment },
  });
  started.push(desktop);
  return desktop;
}

async function makeKeys(program: PageFetch) {
  await call(program, 'profile', 'save', { person: { name: 'Tara', role: 'trainee', credential: '' } });
  return call(program, 'identity', 'makeKeys');
}

/** The one key file, as it lies on the disk. */
async function keyFile(): Promise<string> {
  const names = await readdir(keyFolder);
  expect(names).toEqual([expect.stringMatching(/^[0-9a-f-]{36}\.key$/)]);
  const path = join(keyFolder, names[0] ?? '');
  if (process.platform !== 'win32') {
    expect([
      ((await stat(path)).mode & 0o777).toString(8),
      ((await stat(keyFolder)).mode & 0o777).toString(8),
    ]).toEqual(['600', '700']);
  }
  return readFile(path, 'utf8');
}

async function expectNoPrivateKeyInLibrary(): Promise<void> {
  for (const { name, bytes } of await filesBelow(libraryFolder)) {
    expect(bytes.toString('latin1'), name).not.toMatch(/AGE-SECRET-KEY|ageIdentity/);
  }
}

describe('private keys', () => {
  it('of the browser host lie in a file of this account, outside the library', async () => {
    const program = await startBrowserHost();
    const made = await makeKeys(program);
    expect(made).toMatchObject({ keys: 'here', protection: 'file' });
    expect(await keyFile()).toContain('AGE-SECRET-KEY-1');
    await program.stop();
    await expectNoPrivateKeyInLibrary();
    expect(await call(await startBrowserHost(), 'identity', 'status')).toEqual(made);
  });

  it('of the desktop program are encrypted by the system, which the browser host cannot undo', async () => {
    const desktop = await startDesktop();
    const made = await makeKeys(desktop);
    expect(made).toMatchObject({ keys: 'here', protection: 'system' });
    const content = await keyFile();
    expect(content).toMatch(/^system-encrypted:[A-Za-z0-9+/=]+$/);
    await desktop.quit();
    await expectNoPrivateKeyInLibrary();

    const browser = await startBrowserHost();
    expect(await call(browser, 'identity', 'status')).toMatchObject({
      keys: 'elsewhere',
      problem: expect.stringContaining('the desktop program alone can open'),
    });
    await browser.stop();
    expect(await keyFile()).toBe(content);
    expect(await call(await startDesktop(), 'identity', 'status')).toEqual(made);
  });

  it('that the browser host made are encrypted when the desktop program first uses them', async () => {
    const browser = await startBrowserHost();
    const { fingerprint } = await makeKeys(browser);
    await browser.stop();
    const desktop = await startDesktop();
    expect(await call(desktop, 'identity', 'makeKeys')).toMatchObject({ fingerprint, protection: 'system' });
    expect(await keyFile()).toMatch(/^system-encrypted:/);
  });

  it('are a plain file of this account where the system has no key storage', async () => {
    const desktop = await startDesktop({ ELECTRON_STAND_IN_KEYRING: 'basic_text' });
    expect(await makeKeys(desktop)).toMatchObject({ keys: 'here', protection: 'file' });
    expect(await keyFile()).toContain('AGE-SECRET-KEY-1');
  });
});

it('the program does not start with its keys inside the library', async () => {
  keyFolder = join(libraryFolder, 'keys');
  await expect(startBrowserHost()).rejects.toThrow(/Private keys must not lie inside the library/);
  await expect(readdir(keyFolder)).rejects.toMatchObject({ code: 'ENOENT' });
});
