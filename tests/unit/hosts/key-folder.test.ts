import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeFileSystem } from '../../../electron/backend/library/file-system';
import {
  chooseKeyFolder,
  createFileKeyVault,
  KeyFolder,
  SYSTEM_PREFIX,
} from '../../../electron/hosts/shared/key-folder';
import { makeFaultyFileSystem } from '../../helpers/faulty-file-system';
import { makeTemporaryFolder } from '../../helpers/temporary-folder';

const PROFILE = '019aaaaa-0000-7000-8000-000000000001';
const isWindows = process.platform === 'win32';

let folder: { path: string; remove(): Promise<void> };
beforeEach(async () => {
  folder = await makeTemporaryFolder('key-folder');
});
afterEach(() => folder.remove());

const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

describe('the folder of private keys', () => {
  const home = '/home/tara';
  const choose = (
    platform: NodeJS.Platform,
    environment: NodeJS.ProcessEnv,
    library = '/home/tara/library',
  ) => chooseKeyFolder(library, { platform, environment, home });

  it.skipIf(isWindows).each([
    ['linux', {}, '/home/tara/.config/concordance/keys'],
    ['linux', { XDG_CONFIG_HOME: '/etc/tara' }, '/etc/tara/concordance/keys'],
    ['darwin', {}, '/home/tara/Library/Application Support/Concordance/keys'],
    ['win32', { APPDATA: '/appdata' }, '/appdata/Concordance/keys'],
    ['linux', { CONCORDANCE_KEYS: '/stick/keys' }, '/stick/keys'],
    ['linux', { CONCORDANCE_KEYS: '/home/tara/library-keys' }, '/home/tara/library-keys'],
  ] as const)('on %s with %j is %s', (platform, environment, expected) => {
    expect(choose(platform, environment)).toBe(expected);
  });

  it
    .skipIf(isWindows)
    .each(['/home/tara/library', '/home/tara/library/keys', '/home/tara/x/../library/keys'])(
    'is refused inside the library: %s',
    (keys) => {
      expect(() => choose('linux', { CONCORDANCE_KEYS: keys })).toThrow(/must not lie inside the library/);
    },
  );
});

describe('keys in files', () => {
  it('come back as they were written; those before stay beside them', async () => {
    const vault = createFileKeyVault(new KeyFolder(join(folder.path, 'a/b/keys')));
    expect(await vault.read(PROFILE)).toBeUndefined();
    await vault.write(PROFILE, 'first');
    await vault.write(PROFILE, 'second');
    expect(await vault.read(PROFILE)).toBe('second');
    expect(await readFile(join(folder.path, 'a/b/keys', `${PROFILE}.key.bak`), 'utf8')).toBe('first');
    expect(await vault.protection()).toBe('file');
  });

  it.skipIf(isWindows)('can be read by nobody else at any moment', async () => {
    const modes: string[] = [];
    const fileSystem = {
      ...nodeFileSystem,
      rename: async (from: string, to: string) => {
        modes.push(await modeOf(from));
        await nodeFileSystem.rename(from, to);
      },
      open: async (...words: Parameters<typeof nodeFileSystem.open>) => {
        const file = await nodeFileSystem.open(...words);
        if (words[1] === 'wx') modes.push(await modeOf(String(words[0])));
        return file;
      },
    } as typeof nodeFileSystem;
    const keys = join(folder.path, 'keys');
    const vault = createFileKeyVault(new KeyFolder(keys, fileSystem));
    await vault.write(PROFILE, 'first');
    await vault.write(PROFILE, 'second');
    expect(modes.length).toBeGreaterThan(3);
    expect(new Set(modes)).toEqual(new Set(['600']));
    expect(await modeOf(keys)).toBe('700');
    for (const name of await readdir(keys)) expect(await modeOf(join(keys, name))).toBe('600');
  });

  it.skipIf(isWindows).each([
    ['the folder', '', 0o750],
    ['the folder', '', 0o701],
    ['the file', `${PROFILE}.key`, 0o640],
    ['the file', `${PROFILE}.key`, 0o604],
  ])('are refused when others can reach %s (%s, %o)', async (_what, name, mode) => {
    const keys = join(folder.path, 'keys');
    const vault = createFileKeyVault(new KeyFolder(keys));
    await vault.write(PROFILE, 'secret');
    await chmod(join(keys, name), mode);
    await expect(vault.read(PROFILE)).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringMatching(/^Other accounts of this machine have access .*chmod [67]00/),
    });
  });

  it.skipIf(isWindows)('are not written into a folder that others can reach', async () => {
    const keys = join(folder.path, 'keys');
    await mkdir(keys);
    await chmod(keys, 0o755);
    await expect(createFileKeyVault(new KeyFolder(keys)).write(PROFILE, 'secret')).rejects.toThrow(
      'Other accounts',
    );
    expect(await readdir(keys)).toEqual([]);
  });

  it('that the desktop program locked are named as such', async () => {
    const keys = new KeyFolder(join(folder.path, 'keys'));
    await keys.write(PROFILE, `${SYSTEM_PREFIX}AAAA`, { keepBackup: false });
    await expect(createFileKeyVault(keys).read(PROFILE)).rejects.toThrow(
      /the desktop program alone can open/,
    );
  });

  it('say what stands in the way of saving them', async () => {
    await writeFile(join(folder.path, 'taken'), '');
    const keys = new KeyFolder(join(folder.path, 'taken/keys'));
    await expect(keys.write(PROFILE, 'secret', { keepBackup: true })).rejects.toThrow();
  });

  it('hold the old or the new content wherever the writing stops', async () => {
    const counted = makeFaultyFileSystem();
    const write = async (path: string, fileSystem: typeof nodeFileSystem, content: string) =>
      new KeyFolder(path, fileSystem).write(PROFILE, content, { keepBackup: true });
    const dry = join(folder.path, 'dry');
    await write(dry, nodeFileSystem, 'old');
    await write(dry, counted.fileSystem, 'new');
    expect(counted.operations.length).toBeGreaterThan(5);
    for (let at = 0; at < counted.operations.length; at += 1) {
      const keys = join(folder.path, `at-${at}`);
      await write(keys, nodeFileSystem, 'old');
      const { fileSystem } = makeFaultyFileSystem({ at, way: 'dies' });
      await write(keys, fileSystem, 'new').catch(() => {});
      expect(['old', 'new']).toContain(await new KeyFolder(keys).read(PROFILE));
    }
  });
});
